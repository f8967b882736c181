/** Findings about aliases, address coordinates, grid cells, crosswalks and the quality figures of an assignment. */
import { entries } from './entry.ts';

export const ASSIGNMENT_ADDRESS_FINDINGS = entries({
  'assignment.alias-unconfirmed': {
    severity: 'error',
    de: {
      text: 'Der Umbenennung fehlt, wer sie wann bestätigt hat.',
      hint: 'Tragen Sie Namen und Datum ein. Unbestätigte Umbenennungen werden nicht benutzt.',
    },
    en: {
      text: 'The renaming does not say who confirmed it and when.',
      hint: 'Enter name and date. Unconfirmed renamings are not used.',
    },
  },
  'assignment.alias-incomplete': {
    severity: 'error',
    de: {
      text: 'Der Umbenennung fehlt die alte oder die neue Straße oder das Datum, ab dem sie gilt.',
      hint: 'Ergänzen Sie die Zeile. Bis dahin wird sie nicht benutzt.',
    },
    en: {
      text: 'The renaming lacks the old or the new street or the date from which it holds.',
      hint: 'Complete the row. Until then it is not used.',
    },
  },
  'assignment.alias-twice': {
    severity: 'error',
    de: {
      text: 'Die alte Straße {found} führt zu zwei neuen: {expected}.',
      hint: 'Entscheiden Sie, welche Umbenennung gilt. Bis dahin wird keine von beiden benutzt.',
    },
    en: {
      text: 'The old street {found} leads to two new ones: {expected}.',
      hint: 'Decide which renaming is right. Until then neither is used.',
    },
  },
  'assignment.alias-target': {
    severity: 'warning',
    de: {
      text: 'Die neue Straße {found} steht nicht im Straßenverzeichnis.',
      hint: 'Prüfen Sie Schlüssel und Namen oder ergänzen Sie das Straßenverzeichnis.',
    },
    en: {
      text: 'The new street {found} is not in the street directory.',
      hint: 'Check key and name, or complete the street directory.',
    },
  },
  'assignment.address-fields': {
    severity: 'error',
    de: {
      text: 'Die Zeile hat {found} Felder statt {expected}.',
      hint: 'Prüfen Sie Ausgabe und Trennzeichen der Adressdatei. Die Zeile wurde nicht gelesen.',
    },
    en: {
      text: 'The row has {found} fields instead of {expected}.',
      hint: 'Check edition and delimiter of the address file. The row was not read.',
    },
  },
  'assignment.coordinate-unreadable': {
    severity: 'error',
    de: {
      text: 'Die Koordinate der Adresse ist nicht lesbar: {found}.',
      hint: 'Prüfen Sie die Zeile in der Adressdatei. Die Adresse wird ohne Koordinate behandelt.',
    },
    en: {
      text: 'The coordinate of the address cannot be read: {found}.',
      hint: 'Check the row of the address file. The address is treated as having no coordinate.',
    },
  },
  'assignment.coordinate-system': {
    severity: 'error',
    de: {
      text: 'Die Koordinate liegt nicht im erwarteten System: {found}. Erwartet: {expected}.',
      hint: 'Lassen Sie die Adressdatei in ETRS89/UTM 32N (EPSG:25832 oder 4647) liefern. Die Adresse wird ohne Koordinate behandelt.',
    },
    en: {
      text: 'The coordinate is not in the expected system: {found}. Expected: {expected}.',
      hint: 'Have the address file delivered in ETRS89/UTM 32N (EPSG:25832 or 4647). The address is treated as having no coordinate.',
    },
  },
  'assignment.address-numberless': {
    severity: 'info',
    de: {
      text: '{expected} Zeilen der Adressdatei haben keine lesbare Hausnummer ({found}).',
      hint: 'Nichts zu tun: Sie werden für die Zuordnung nicht gebraucht.',
    },
    en: {
      text: '{expected} rows of the address file have no readable house number ({found}).',
      hint: 'Nothing to do: the assignment does not need them.',
    },
  },
  'assignment.address-twice': {
    severity: 'warning',
    de: {
      text: 'Eine Adresse steht zweimal in der Adressdatei und fällt in zwei Raumeinheiten: {expected}.',
      hint: 'Die Koordinate dieser Adresse wird nicht benutzt. Klären Sie sie mit dem Katasteramt.',
    },
    en: {
      text: 'An address stands twice in the address file and falls in two areas: {expected}.',
      hint: 'The coordinate of this address is not used. Clear it with the land survey office.',
    },
  },
  'assignment.crosswalk-weights': {
    severity: 'error',
    de: {
      text: 'Die Anteile der alten Raumeinheit „{found}“ ergeben {expected} statt 1.',
      hint: 'Berichtigen Sie die Umrechnungstabelle: Jeder Anteil liegt zwischen 0 und 1, zusammen ergeben sie 1.',
    },
    en: {
      text: 'The weights of the old area "{found}" add up to {expected} instead of 1.',
      hint: 'Correct the crosswalk: each weight lies between 0 and 1, together they make 1.',
    },
  },
  'assignment.crosswalk-unit': {
    severity: 'error',
    de: {
      text: 'Die Umrechnungstabelle nennt die unbekannte Raumeinheit „{found}“ ({expected}).',
      hint: 'Prüfen Sie den Schlüssel und ob die Tabelle zu diesen beiden Gebietsständen gehört.',
    },
    en: {
      text: 'The crosswalk names the unknown area "{found}" ({expected}).',
      hint: 'Check the key and whether the table belongs to these two editions of the level.',
    },
  },
  'assignment.crosswalk-missing': {
    severity: 'error',
    de: {
      text: 'Für die alte Raumeinheit „{found}“ sagt die Umrechnungstabelle nicht, wohin sie geht.',
      hint: 'Ergänzen Sie die Umrechnungstabelle. Raumeinheiten, die es alt und neu gibt, brauchen keine Zeile.',
    },
    en: {
      text: 'The crosswalk does not say where the old area "{found}" goes.',
      hint: 'Complete the crosswalk. Areas that exist before and after need no row.',
    },
  },
  'assignment.crosswalk-twice': {
    severity: 'error',
    de: {
      text: 'Die Umrechnungstabelle nennt das Paar {found} zweimal.',
      hint: 'Streichen Sie eine der Zeilen.',
    },
    en: {
      text: 'The crosswalk names the pair {found} twice.',
      hint: 'Remove one of the rows.',
    },
  },
  'assignment.residual': {
    severity: 'info',
    de: {
      text: 'Ohne Raumeinheit bleiben {found}; sie zählen nur in ihrer Gemeinde.',
      hint: 'Ergänzen Sie das Straßenverzeichnis, wo Straßen oder Hausnummern unbekannt sind. Bei Personen ohne Adresse und geschützten Adressen ist nichts zu tun.',
    },
    en: {
      text: 'Without an area remain {found}; they count in their Gemeinde only.',
      hint: 'Complete the street directory where streets or house numbers are unknown. Nothing is to be done for persons without an address and for protected addresses.',
    },
  },
  'assignment.quality-red': {
    severity: 'block',
    de: {
      text: 'Die Zuordnung ist nicht gut genug für eine Veröffentlichung: {found}. Grenze: {expected}.',
      hint: 'Sehen Sie die Klärungsliste und das Straßenverzeichnis durch und starten Sie den Lauf neu.',
    },
    en: {
      text: 'The assignment is not good enough to be published: {found}. Limit: {expected}.',
      hint: 'Go through the clearing list and the street directory and start the run again.',
    },
  },
  'assignment.quality-amber': {
    severity: 'warning',
    de: {
      text: 'Die Zuordnung braucht einen Blick: {found}. Erwartet: {expected}.',
      hint: 'Prüfen Sie die genannte Größe, bevor Sie die Veröffentlichung freigeben.',
    },
    en: {
      text: 'The assignment needs a look: {found}. Expected: {expected}.',
      hint: 'Check the figure before you approve the publication.',
    },
  },
});

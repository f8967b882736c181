/** Findings about the areas of spatial levels: keys and names, parents, coverage, history. */
import { entries } from './entry.ts';

export const SPATIAL_AREA_FINDINGS = entries({
  'spatial.property-missing': {
    severity: 'block',
    de: {
      text: 'Die Spalte „{expected}“ gibt es in der Datei nicht. Vorhanden: {found}.',
      hint: 'Prüfen Sie die Schreibweise der Spalte in der Raumebene.',
    },
    en: {
      text: 'There is no column "{expected}" in the file. Present: {found}.',
      hint: 'Check the spelling of the column in the level.',
    },
  },
  'spatial.key-missing': {
    severity: 'block',
    de: {
      text: 'Der Eintrag hat keinen Schlüssel.',
      hint: 'Ergänzen Sie den Schlüssel in der Datei und liefern Sie sie neu.',
    },
    en: { text: 'The entry has no key.', hint: 'Add the key to the file and deliver it again.' },
  },
  'spatial.key-duplicate': {
    severity: 'block',
    de: {
      text: 'Der Schlüssel {found} kommt mehrmals vor (auch in Zeile {expected}).',
      hint: 'Fassen Sie die Teile einer Raumeinheit zu einem Eintrag zusammen oder berichtigen Sie den Schlüssel.',
    },
    en: {
      text: 'The key {found} occurs more than once (also in row {expected}).',
      hint: 'Merge the parts of a unit into one entry or correct the key.',
    },
  },
  'spatial.key-refused': {
    severity: 'block',
    de: {
      text: 'Der Schlüssel {found} ist nicht zulässig: {expected}.',
      hint: 'Verwenden Sie Schlüssel ohne Anführungszeichen, Steuerzeichen, „<“ und ohne Leerzeichen am Rand.',
    },
    en: {
      text: 'The key {found} is not allowed: {expected}.',
      hint: 'Use keys without quotes, control characters, "<" and without blanks at the ends.',
    },
  },
  'spatial.keys-padded': {
    severity: 'info',
    de: {
      text: '{found} Schlüssel wurden mit führenden Nullen auf {expected} Stellen ergänzt.',
      hint: 'Nichts zu tun. Prüfen Sie die Schlüssel, wenn Statistikzeilen nicht zugeordnet werden.',
    },
    en: {
      text: '{found} keys were padded with leading zeros to {expected} digits.',
      hint: 'Nothing to do. Check the keys if statistics rows cannot be joined.',
    },
  },
  'spatial.name-missing': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} hat keinen Namen.',
      hint: 'Ergänzen Sie den Namen in der Datei und liefern Sie sie neu.',
    },
    en: { text: 'The unit {found} has no name.', hint: 'Add the name to the file and deliver it again.' },
  },
  'spatial.name-refused': {
    severity: 'block',
    de: {
      text: 'Der Name der Raumeinheit {found} enthält ein unzulässiges Zeichen: {expected}.',
      hint: 'Berichtigen Sie den Namen in der Datei; häufig ist die Zeichenkodierung falsch angegeben.',
    },
    en: {
      text: 'The name of unit {found} holds a character that is not allowed: {expected}.',
      hint: 'Correct the name in the file; often the character encoding is wrong.',
    },
  },
  'spatial.name-duplicate': {
    severity: 'warning',
    de: {
      text: 'Der Name „{found}“ kommt innerhalb derselben übergeordneten Einheit mehrmals vor: {expected}.',
      hint: 'Prüfen Sie, ob die Namen stimmen; in der Karte sind die Einheiten nicht zu unterscheiden.',
    },
    en: {
      text: 'The name "{found}" occurs more than once within the same parent: {expected}.',
      hint: 'Check the names; the units cannot be told apart on the map.',
    },
  },
  'spatial.parent-missing': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} nennt keine übergeordnete Einheit.',
      hint: 'Ergänzen Sie die Zuordnung in der Datei oder in der Raumebene.',
    },
    en: { text: 'The unit {found} names no parent.', hint: 'Add the parent in the file or in the level.' },
  },
  'spatial.parent-unknown': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} gehört zu {expected}; diese Einheit gibt es zu diesem Zeitpunkt in der übergeordneten Ebene nicht.',
      hint: 'Prüfen Sie den Schlüssel und den Gültigkeitsbeginn beider Ebenen.',
    },
    en: {
      text: 'The unit {found} belongs to {expected}, which does not exist in the parent level on that day.',
      hint: 'Check the key and the first day of validity of both levels.',
    },
  },
  'spatial.outside-parent': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit {found} liegt nicht ganz in der übergeordneten Einheit: {expected}.',
      hint: 'Prüfen Sie die Zuordnung und ob beide Ebenen denselben Gebietsstand haben.',
    },
    en: {
      text: 'The unit {found} is not fully inside its parent: {expected}.',
      hint: 'Check the parent and whether both levels have the same date.',
    },
  },
  'spatial.parent-not-filled': {
    severity: 'warning',
    de: {
      text: 'Die übergeordnete Einheit {found} wird von ihren Raumeinheiten nicht ganz bedeckt: {expected}.',
      hint: 'Prüfen Sie, ob eine Raumeinheit fehlt oder ob beide Ebenen denselben Gebietsstand haben.',
    },
    en: {
      text: 'The parent {found} is not fully covered by its units: {expected}.',
      hint: 'Check whether a unit is missing or whether both levels have the same date.',
    },
  },
  'spatial.sliver': {
    severity: 'warning',
    de: {
      text: 'Ein Teil der Fläche {found} ist auffallend klein oder schmal: {expected}.',
      hint: 'Prüfen Sie, ob der Teil gewollt ist oder ein Rest aus einer Verschneidung.',
    },
    en: {
      text: 'A part of area {found} is remarkably small or narrow: {expected}.',
      hint: 'Check whether the part is intended or left over from an overlay.',
    },
  },
  'spatial.multipart': {
    severity: 'info',
    de: {
      text: 'Die Raumeinheit {found} besteht aus {expected} getrennten Teilen.',
      hint: 'Nichts zu tun, wenn es sich um Exklaven handelt.',
    },
    en: {
      text: 'The unit {found} consists of {expected} separate parts.',
      hint: 'Nothing to do if these are exclaves.',
    },
  },
  'spatial.overlap': {
    severity: 'warning',
    de: {
      text: 'Die Raumeinheiten {found} überlappen sich: {expected}.',
      hint: 'Überlappungen von wenigen Quadratmetern sind üblich; größere lassen Sie von der liefernden Stelle bereinigen.',
    },
    en: {
      text: 'The units {found} overlap: {expected}.',
      hint: 'Overlaps of a few square metres are common; have larger ones cleaned up by the supplier.',
    },
  },
  'spatial.gap': {
    severity: 'warning',
    de: {
      text: 'Zwischen den Raumeinheiten liegt eine Lücke: {found}.',
      hint: 'Prüfen Sie, ob dort eine Raumeinheit fehlt. Gehört die Fläche zu einer anderen Gemeinde, ist nichts zu tun.',
    },
    en: {
      text: 'There is a gap between the units: {found}.',
      hint: 'Check whether a unit is missing there. If the place belongs to another municipality there is nothing to do.',
    },
  },
  'spatial.unit-too-large': {
    severity: 'error',
    de: {
      text: 'Die Raumebene ist als Text {found} Zeichen lang; KomMonitor nimmt weniger als {expected} an.',
      hint: 'Lassen Sie die Grenzen im GIS gemeinsam vereinfachen (Toleranz 2 bis 5 m) und liefern Sie die Datei neu.',
    },
    en: {
      text: 'As text the level is {found} characters long; KomMonitor accepts fewer than {expected}.',
      hint: 'Have the borders simplified together in the GIS (tolerance 2 to 5 m) and deliver the file again.',
    },
  },
  'spatial.valid-from-after-clock-change': {
    severity: 'warning',
    de: {
      text: 'Die Ausgabe beginnt am {found}, dem Tag nach der Umstellung auf Sommerzeit; KomMonitor-Server mit deutscher Zeitzone beenden die alten Flächen dann einen Tag zu früh.',
      hint: 'Wählen Sie nach Möglichkeit einen anderen Gültigkeitsbeginn oder betreiben Sie den Server in der Zeitzone UTC.',
    },
    en: {
      text: 'The edition begins on {found}, the day after the change to summer time; KomMonitor servers in the German zone then end the old areas one day too early.',
      hint: 'Choose another first day of validity if you can, or run the server in UTC.',
    },
  },
  'spatial.area-reappears': {
    severity: 'block',
    de: {
      text: 'Die Raumeinheit {found} fehlt zwischen zwei Ausgaben: {expected}.',
      hint: 'KomMonitor würde sie auch in der Zwischenzeit anzeigen. Prüfen Sie, ob in der mittleren Ausgabe eine Fläche fehlt; ein wieder vergebener Schlüssel braucht einen neuen Namen.',
    },
    en: {
      text: 'The unit {found} is missing between two editions: {expected}.',
      hint: 'KomMonitor would show it in between as well. Check whether an area is missing in the middle edition; a key that is used again needs a new one.',
    },
  },
});

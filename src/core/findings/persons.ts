/** Findings about registers of persons. They name line and field, never what stands there. */
import { entries } from './entry.ts';

export const PERSON_FINDINGS = entries({
  // --- columns
  'persons.column-missing': {
    severity: 'block',
    de: {
      text: 'Im Registerauszug fehlt das Feld {expected}.',
      hint: 'Ergänzen Sie das Feld im Auszug oder im Satzaufbau des Profils.',
    },
    en: {
      text: 'The register extract lacks the field {expected}.',
      hint: 'Add the field to the extract or to the record layout of the profile.',
    },
  },
  'persons.column-unknown': {
    severity: 'block',
    de: {
      text: 'Der Registerauszug hat eine Spalte, die nicht vereinbart oder doppelt ist.',
      hint: 'Lassen Sie die Spalte weglassen; es darf nicht mehr geliefert werden, als gezählt wird.',
    },
    en: {
      text: 'The register extract has a column that is not agreed upon, or has it twice.',
      hint: 'Have the column left out; no more may be delivered than is counted.',
    },
  },
  'persons.column-forbidden': {
    severity: 'block',
    de: {
      text: 'Der Registerauszug enthält eine Spalte, die Personen unmittelbar kenntlich macht und nicht geliefert werden darf.',
      hint: 'Löschen Sie die Lieferung und lassen Sie den Auszug ohne diese Spalte neu ausgeben. Bitte verständigen Sie den Datenschutz.',
    },
    en: {
      text: 'The register extract holds a column that directly identifies persons and must not be delivered.',
      hint: 'Delete the delivery and have the extract exported without this column. Please inform data protection.',
    },
  },

  'persons.groups-missing': {
    severity: 'error',
    de: {
      text: 'Die Codeliste „{found}“ nennt am {expected} keine Gruppe für den Staatsschlüssel 000 (deutsch); danach lässt sich niemand gliedern.',
      hint: 'Ergänzen Sie die Codeliste, oder tragen Sie im Profil unter „codes“ eine ein, die am Stichtag gilt. Es wurde nichts gelesen.',
    },
    en: {
      text: 'On {expected} the code list "{found}" has no group for the key 000 (German); nobody can be broken down by it.',
      hint: 'Complete the code list, or name one under "codes" of the profile that is valid on the reference date. Nothing was read.',
    },
  },

  // --- lines
  'persons.field-invalid': {
    severity: 'error',
    de: {
      text: 'Das Feld ist ungültig. Erwartet: {expected}.',
      hint: 'Lassen Sie die Zeile in der Quelle berichtigen und liefern Sie den Auszug neu. Der Inhalt wird hier aus Gründen des Datenschutzes nicht gezeigt.',
    },
    en: {
      text: 'The field is not valid. Expected: {expected}.',
      hint: 'Have the line corrected at the source and deliver the extract again. The content is not shown here for data protection.',
    },
  },
  'persons.further-invalid': {
    severity: 'error',
    de: {
      text: 'In weiteren {found} Zeilen ist dieses Feld ungültig; einzeln genannt sind die ersten {expected}.',
      hint: 'So viele ungültige Felder deuten auf einen anderen Satzaufbau oder eine andere Schlüsselliste hin. Prüfen Sie das Profil.',
    },
    en: {
      text: 'The field is not valid in a further {found} lines; only the first {expected} are listed.',
      hint: 'So many invalid fields point to another record layout or code list. Check the profile.',
    },
  },

  // --- assignment
  'persons.unit-unknown': {
    severity: 'error',
    de: {
      text: 'Die Zuordnung nennt die Raumeinheit {found}, die es am Stichtag nicht gibt.',
      hint: 'Prüfen Sie den Stand des Straßenverzeichnisses gegen den der Raumebene.',
    },
    en: {
      text: 'The assignment names the area {found}, which does not exist on the reference date.',
      hint: 'Check the edition of the street directory against that of the level.',
    },
  },
  'persons.unit-elsewhere': {
    severity: 'error',
    de: {
      text: 'Die Zuordnung bringt Personen einer Gemeinde in die Raumeinheit {found}, die zu einer anderen Gemeinde gehört.',
      hint: 'Prüfen Sie Straßenverzeichnis und Koordinaten für diese Raumeinheit.',
    },
    en: {
      text: 'The assignment puts persons of one municipality into the area {found}, which belongs to another.',
      hint: 'Check street directory and coordinates for this area.',
    },
  },

  // --- the whole
  'persons.nobody-counted': {
    severity: 'block',
    de: {
      text: 'Der Registerauszug enthält niemanden, der zu zählen ist.',
      hint: 'Prüfen Sie, ob es die richtige Datei ist, und lassen Sie sie neu ausgeben.',
    },
    en: {
      text: 'The register extract holds nobody who is to be counted.',
      hint: 'Check that it is the right file and have it exported again.',
    },
  },
  'persons.sum-differs': {
    severity: 'block',
    de: {
      text: 'Raumeinheiten und nicht Zuzuordnende ergeben zusammen nicht die gelesenen Personen.',
      hint: 'Das ist ein Fehler des Programms. Es wird nichts veröffentlicht; bitte melden Sie ihn.',
    },
    en: {
      text: 'Areas and residual do not add up to the persons read.',
      hint: 'This is a fault of the program. Nothing is published; please report it.',
    },
  },
  'persons.further-main-dwellings': {
    severity: 'warning',
    de: {
      text: '{found} Hauptwohnungen gehören Personen, die schon mit einer Hauptwohnung gezählt sind; um so viel ist die Bevölkerung zu hoch.',
      hint: 'Bitte lassen Sie die doppelten Hauptwohnungen in den Melderegistern klären.',
    },
    en: {
      text: '{found} main dwellings belong to persons who are counted with a main dwelling already; the population is too high by that number.',
      hint: 'Please have the double main dwellings clarified in the registers.',
    },
  },
  'persons.lines-twice': {
    severity: 'error',
    de: {
      text: '{found} von {expected} gezählten Hauptwohnungen gehören Personen, die in derselben Gemeinde schon gezählt sind: So viele stehen nur dann doppelt, wenn Zeilen zweimal geliefert wurden.',
      hint: 'Prüfen Sie, ob dieselbe Gemeinde in zwei Dateien oder zweimal in einer steht, und lassen Sie nur die gültige im Lieferordner.',
    },
    en: {
      text: '{found} of {expected} main dwellings counted belong to persons who are counted in the same Gemeinde already: so many only stand twice where lines were delivered twice.',
      hint: 'Check whether the same Gemeinde stands in two files or twice in one, and leave only the valid one in the deliveries folder.',
    },
  },
  'persons.age-implausible': {
    severity: 'warning',
    de: {
      text: '{found} Personen wären 110 Jahre oder älter.',
      hint: 'Bitte lassen Sie die Geburtsdaten im Melderegister prüfen; oft sind es Platzhalter.',
    },
    en: {
      text: '{found} persons would be 110 years old or older.',
      hint: 'Please have the dates of birth checked in the register; often they are placeholders.',
    },
  },
  'persons.birth-assumed': {
    severity: 'info',
    de: {
      text: 'Bei {found} Personen fehlen Tag oder Monat der Geburt; gerechnet wird mit dem Monatsersten und mit Juli.',
      hint: 'Es ist nichts zu tun.',
    },
    en: {
      text: 'For {found} persons day or month of birth is missing; the first of the month and July are used.',
      hint: 'Nothing needs to be done.',
    },
  },
  'persons.no-date': {
    severity: 'block',
    de: {
      text: 'Der Stichtag der Lieferung ist nicht bekannt.',
      hint: 'Nennen Sie die Datei so, wie das Profil es erwartet, oder geben Sie den Stichtag mit „--date“ an. Es wurde nichts gelesen.',
    },
    en: {
      text: 'The reference date of the delivery is not known.',
      hint: 'Name the file as the profile expects it, or give the reference date with "--date". Nothing was read.',
    },
  },
});

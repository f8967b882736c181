/** Findings about street directories, aliases and addresses, before any record of a person is read. */
import { entries } from './entry.ts';

export const ASSIGNMENT_FINDINGS = entries({
  'assignment.column-missing': {
    severity: 'block',
    de: {
      text: 'Die Spalte „{expected}“ fehlt. Gefunden: {found}.',
      hint: 'Prüfen Sie, ob die richtige Datei geliefert wurde, oder berichtigen Sie den Spaltennamen in der Konfiguration.',
    },
    en: {
      text: 'The column "{expected}" is missing. Found: {found}.',
      hint: 'Check that the right file was delivered, or correct the column name in the configuration.',
    },
  },
  'assignment.directory-empty': {
    severity: 'block',
    de: {
      text: 'Das Straßenverzeichnis enthält keine lesbare Zeile.',
      hint: 'Prüfen Sie, ob die richtige Datei geliefert wurde. Ohne Straßenverzeichnis kann nichts zugeordnet werden.',
    },
    en: {
      text: 'The street directory holds no readable row.',
      hint: 'Check that the right file was delivered. Nothing can be assigned without a street directory.',
    },
  },
  'assignment.range-unreadable': {
    severity: 'error',
    de: {
      text: 'Der Hausnummernbereich „{found}“ ist nicht lesbar.',
      hint: 'Berichtigen Sie die Zeile im Straßenverzeichnis, zum Beispiel „1-15 ung.“ oder Nummern von 1 bis 9999. Bis dahin gilt sie nicht.',
    },
    en: {
      text: 'The house number range "{found}" cannot be read.',
      hint: 'Correct the row in the street directory, for example "1-15 ung." or numbers from 1 to 9999. Until then it does not count.',
    },
  },
  'assignment.range-reversed': {
    severity: 'error',
    de: {
      text: 'Der Hausnummernbereich {found} endet, bevor er beginnt.',
      hint: 'Vertauschen Sie Anfang und Ende im Straßenverzeichnis, wenn es so gemeint ist. Bis dahin gilt die Zeile nicht.',
    },
    en: {
      text: 'The house number range {found} ends before it begins.',
      hint: 'Swap its start and end in the street directory if that is what is meant. Until then the row does not count.',
    },
  },
  'assignment.range-overlap': {
    severity: 'error',
    de: {
      text: 'Die Hausnummern {found} stehen in zwei Raumeinheiten zugleich: {expected}.',
      hint: 'Entscheiden Sie im Straßenverzeichnis, welche Zeile gilt. Bis dahin bleiben diese Adressen ohne Zuordnung (ambiguous_range).',
    },
    en: {
      text: 'The house numbers {found} stand in two areas at once: {expected}.',
      hint: 'Decide in the street directory which row is right. Until then these addresses stay unassigned (ambiguous_range).',
    },
  },
  'assignment.range-repeated': {
    severity: 'info',
    de: {
      text: 'Die Hausnummern {found} stehen zweimal im Straßenverzeichnis, mit derselben Raumeinheit.',
      hint: 'Für die Zuordnung ohne Folgen. Streichen Sie bei Gelegenheit eine der Zeilen.',
    },
    en: {
      text: 'The house numbers {found} stand in the street directory twice, with the same area.',
      hint: 'Without effect on the assignment. Remove one of the rows when convenient.',
    },
  },
  'assignment.validity-overlap': {
    severity: 'error',
    de: {
      text: 'Derselbe Bereich {found} gilt in sich überschneidenden Zeiträumen für {expected}.',
      hint: 'Beenden Sie im Straßenverzeichnis die ältere Zeile am Tag, bevor die neue gilt.',
    },
    en: {
      text: 'The same range {found} is valid in overlapping periods for {expected}.',
      hint: 'End the older row in the street directory on the day before the new one begins.',
    },
  },
  'assignment.validity-reversed': {
    severity: 'error',
    de: {
      text: 'Die Zeile gilt nie: {found}.',
      hint: 'Berichtigen Sie „gültig ab“ und „gültig bis“ im Straßenverzeichnis.',
    },
    en: {
      text: 'The row is never valid: {found}.',
      hint: 'Correct "valid from" and "valid to" in the street directory.',
    },
  },
  'assignment.range-gap': {
    severity: 'info',
    de: {
      text: 'An {found} Stellen fehlen Hausnummern zwischen zwei Bereichen derselben Raumeinheit.',
      hint: 'Nichts zu tun: Solche Nummern werden zugeordnet und als „interpolated“ gekennzeichnet.',
    },
    en: {
      text: 'In {found} places house numbers are missing between two ranges of the same area.',
      hint: 'Nothing to do: such numbers are assigned and marked "interpolated".',
    },
  },
  'assignment.range-gap-between': {
    severity: 'warning',
    de: {
      text: 'Die Hausnummern {found} fehlen, und sie liegen zwischen zwei Raumeinheiten: {expected}.',
      hint: 'Ergänzen Sie das Straßenverzeichnis. Personen mit diesen Nummern kommen in die Klärungsliste.',
    },
    en: {
      text: 'The house numbers {found} are missing, and they lie between two areas: {expected}.',
      hint: 'Complete the street directory. Persons at these numbers go to the clearing list.',
    },
  },
  'assignment.range-side': {
    severity: 'warning',
    de: {
      text: 'Der Bereich {found} nennt eine Straßenseite, zu der seine Enden nicht gehören.',
      hint: 'Prüfen Sie „gerade“ und „ungerade“ in dieser Zeile. Gelesen wird nur die genannte Seite.',
    },
    en: {
      text: 'The range {found} names a side of the street to which its ends do not belong.',
      hint: 'Check "even" and "odd" in this row. Only the side named is read.',
    },
  },
  'assignment.floor-ignored': {
    severity: 'info',
    de: {
      text: 'Der Bereich „{found}“ nennt ein Stockwerk; gelesen wird das ganze Haus.',
      hint: 'Nichts zu tun, solange das Haus in einer Raumeinheit liegt. Liegt es in zweien, wird das gesondert gemeldet.',
    },
    en: {
      text: 'The range "{found}" names a floor; the whole house is read.',
      hint: 'Nothing to do as long as the house lies in one area. Where it lies in two, that is reported separately.',
    },
  },
  'assignment.side-unreadable': {
    severity: 'error',
    de: {
      text: 'Die Straßenseite „{found}“ ist unbekannt. Erwartet: {expected}.',
      hint: 'Berichtigen Sie die Spalte im Straßenverzeichnis. Bis dahin gilt die Zeile nicht.',
    },
    en: {
      text: 'The side of the street "{found}" is unknown. Expected: {expected}.',
      hint: 'Correct the column in the street directory. Until then the row does not count.',
    },
  },
  'assignment.date-unreadable': {
    severity: 'error',
    de: {
      text: 'Das Datum „{found}“ gibt es nicht oder es ist nicht lesbar.',
      hint: 'Erlaubt sind TT.MM.JJJJ, JJJJ-MM-TT und JJJJMMTT. Bis zur Berichtigung gilt die Zeile nicht.',
    },
    en: {
      text: 'The date "{found}" does not exist or cannot be read.',
      hint: 'Allowed are DD.MM.YYYY, YYYY-MM-DD and YYYYMMDD. Until corrected the row does not count.',
    },
  },
  'assignment.unit-unknown': {
    severity: 'error',
    de: {
      text: 'Die Raumeinheit „{found}“ des Straßenverzeichnisses gibt es in der Raumebene nicht.',
      hint: 'Prüfen Sie den Schlüssel (führende Nullen) und den Stand von Straßenverzeichnis und Raumebene.',
    },
    en: {
      text: 'The area "{found}" of the street directory does not exist in the level.',
      hint: 'Check the key (leading zeros) and whether street directory and level are of the same date.',
    },
  },
  'assignment.unit-without-street': {
    severity: 'warning',
    de: {
      text: 'Die Raumeinheit „{found}“ hat im Straßenverzeichnis keine einzige Adresse.',
      hint: 'Ist sie wirklich unbewohnt? Sonst fehlen Zeilen im Straßenverzeichnis.',
    },
    en: {
      text: 'The area "{found}" has not a single address in the street directory.',
      hint: 'Is it really uninhabited? Otherwise rows are missing in the street directory.',
    },
  },
  'assignment.street-without-name': {
    severity: 'warning',
    de: {
      text: 'Der Straßenschlüssel {found} hat keinen Straßennamen.',
      hint: 'Ergänzen Sie den Namen. Bis dahin wird die Straße nur über den Schlüssel gefunden.',
    },
    en: {
      text: 'The street key {found} has no street name.',
      hint: 'Add the name. Until then the street is found by its key only.',
    },
  },
  'assignment.street-without-key': {
    severity: 'warning',
    de: {
      text: 'Die Straße „{found}“ hat keinen Straßenschlüssel, andere Straßen haben einen.',
      hint: 'Ergänzen Sie den Schlüssel. Bis dahin wird die Straße nur über den Namen gefunden.',
    },
    en: {
      text: 'The street "{found}" has no street key while others have one.',
      hint: 'Add the key. Until then the street is found by its name only.',
    },
  },
  'assignment.street-nameless': {
    severity: 'error',
    de: {
      text: 'Die Zeile nennt weder Straßenschlüssel noch Straßennamen.',
      hint: 'Berichtigen Sie die Zeile im Straßenverzeichnis. Bis dahin gilt sie nicht.',
    },
    en: {
      text: 'The row names neither a street key nor a street name.',
      hint: 'Correct the row in the street directory. Until then it does not count.',
    },
  },
  'assignment.street-two-names': {
    severity: 'warning',
    de: {
      text: 'Ein Straßenschlüssel hat zwei Namen: {found}.',
      hint: 'Prüfen Sie, ob zwei Straßen denselben Schlüssel tragen oder ob die Straße umbenannt wurde; dann tragen Sie „gültig bis“ ein.',
    },
    en: {
      text: 'One street key has two names: {found}.',
      hint: 'Check whether two streets carry the same key or the street was renamed; then enter "valid to".',
    },
  },
  'assignment.street-name-twice': {
    severity: 'warning',
    de: {
      text: 'Der Straßenname „{found}“ steht in einer Gemeinde für mehrere Straßen: {expected}.',
      hint: 'Personen ohne Straßenschlüssel in diesen Straßen kommen in die Klärungsliste (ambiguous_name). Vereinheitlichen Sie die Schreibweise, wenn es dieselbe Straße ist.',
    },
    en: {
      text: 'The street name "{found}" stands for several streets of one municipality: {expected}.',
      hint: 'Persons without a street key in these streets go to the clearing list (ambiguous_name). Use one spelling if it is the same street.',
    },
  },
});

/** Findings of `kmsync disclosure audit`: of an outside table, and of the release registry. */
import { entries } from './entry.ts';

export const DISCLOSURE_AUDIT_FINDINGS = entries({
  'disclosure.table-sum': {
    severity: 'error',
    de: {
      text: 'Die Summe geht nicht auf: {found}, ihre Teile ergeben {expected}.',
      hint: 'Berichtigen Sie den Wert, oder nennen Sie in der Beschreibung die richtigen Teile der Summe.',
    },
    en: {
      text: 'The total does not add up: {found}, its parts come to {expected}.',
      hint: 'Correct the value, or name the right parts of the total in the description.',
    },
  },
  'disclosure.table-sum-rounded': {
    severity: 'warning',
    de: {
      text: 'Die Summe verfehlt ihre Teile um eine Rundung: {found}, die Teile ergeben {expected}.',
      hint: 'Geprüft wird mit diesem Spielraum. Besser sind ungerundete Werte.',
    },
    en: {
      text: 'The total misses its parts by a rounding: {found}, the parts come to {expected}.',
      hint: 'The audit grants this much. Values that are not rounded are better.',
    },
  },
  'disclosure.table-cell-twice': {
    severity: 'error',
    de: {
      text: 'Die Zelle {found} steht zum zweiten Mal in der Datei.',
      hint: 'Jede Verbindung von Codes darf nur einmal vorkommen. Fehlt in der Beschreibung eine Gliederung?',
    },
    en: {
      text: 'The cell {found} stands in the file for the second time.',
      hint: 'Every combination of codes may occur once. Does the description lack a dimension?',
    },
  },
  'disclosure.table-code-unknown': {
    severity: 'error',
    de: {
      text: 'Den Code „{found}“ nennt die Hierarchie nicht.',
      hint: 'Ergänzen Sie die Hierarchie, oder nennen Sie ihn unter „further“, wenn er unmittelbar zur Summe gehört.',
    },
    en: {
      text: 'The hierarchy does not name the code “{found}”.',
      hint: 'Complete the hierarchy, or name it under “further” where it belongs to the total itself.',
    },
  },
  'disclosure.table-value': {
    severity: 'error',
    de: {
      text: 'Hier steht keine verwendbare Zahl.',
      hint: 'Geprüft wird gegen die wahren Werte; sie müssen auch für gesperrte Zellen dastehen. Anzahlen sind ganze Zahlen ab 0.',
    },
    en: {
      text: 'There is no usable number here.',
      hint: 'The audit needs the true values, those of hidden cells as well. Counts are whole numbers from 0 on.',
    },
  },
  'disclosure.table-status': {
    severity: 'error',
    de: {
      text: 'Das Zeichen „{found}“ für den Status nennt die Beschreibung nicht.',
      hint: 'Tragen Sie es unter „status“ ein, bei open, primary, secondary oder frozen.',
    },
    en: {
      text: 'The description does not name the sign “{found}” of the status.',
      hint: 'Enter it under “status”, at open, primary, secondary or frozen.',
    },
  },
  'disclosure.table-total-missing': {
    severity: 'warning',
    de: {
      text: 'In der Datei fehlen {found} Summen; sie gelten als bekannt.',
      hint: 'Ein Angreifer könnte sie anderswo lesen. Liefern Sie die Summen mit, wenn auch sie gesperrt sein können.',
    },
    en: {
      text: 'The file lacks {found} totals; they are taken as known.',
      hint: 'An attacker might read them elsewhere. Deliver the totals where they may be hidden too.',
    },
  },
  'disclosure.table-exposed': {
    severity: 'block',
    de: {
      text: 'Die geheime Zelle {found} lässt sich zu genau bestimmen. Sie folgt aus: {expected}.',
      hint: 'Geben Sie die Tabelle so nicht weiter. Mit --protect schlägt das Programm ein sicheres Muster vor.',
    },
    en: {
      text: 'The secret cell {found} can be told too precisely. It follows from: {expected}.',
      hint: 'Do not pass the table on like this. With --protect the program proposes a safe pattern.',
    },
  },
  'disclosure.audit-beyond': {
    severity: 'block',
    de: {
      text: 'Öffentlich ist zu lesen, was der innere Kreis nicht oder anders liest: {found}.',
      hint: 'Das darf nicht vorkommen. Sichern Sie das Verzeichnis und melden Sie es der Statistikstelle, bevor weiter veröffentlicht wird.',
    },
    en: {
      text: 'The public can read what the inner circle cannot, or reads otherwise: {found}.',
      hint: 'This must not happen. Back up the registry and tell the statistics office before anything else is published.',
    },
  },
  'disclosure.audit-close': {
    severity: 'block',
    de: {
      text: 'Zwei Fassungen einer Zahl waren zu lesen, die sich um weniger als {expected} unterscheiden: {found}.',
      hint: 'Der Unterschied kann einzelne Personen erkennen lassen. Melden Sie den Vorgang der Statistikstelle und der oder dem Datenschutzbeauftragten.',
    },
    en: {
      text: 'Two versions of a figure could be read that differ by less than {expected}: {found}.',
      hint: 'The difference may let single persons be recognised. Report this to the statistics office and the data protection officer.',
    },
  },
  'disclosure.audit-was-open': {
    severity: 'warning',
    de: {
      text: 'Gesperrt ist, was dieser Kreis früher lesen konnte: {found}, seit {expected}.',
      hint: 'Entweder wird eine Berichtigung zurückgehalten, oder die Zahl wurde nachträglich gesperrt; bekannt bleibt sie.',
    },
    en: {
      text: 'What this circle could read before is hidden now: {found}, since {expected}.',
      hint: 'Either a correction is held back, or the figure was hidden later; it stays known.',
    },
  },
  'disclosure.audit-derivable': {
    severity: 'block',
    de: {
      text: 'Eine gesperrte Zahl folgt aus der Summe über die Gebiete: {found}. Bekannt sind: {expected}.',
      hint: 'Veröffentlichen Sie nichts Weiteres von dieser Messgröße und melden Sie den Vorgang der Statistikstelle.',
    },
    en: {
      text: 'A hidden figure follows from the sum over the areas: {found}. Known are: {expected}.',
      hint: 'Publish nothing more of this measure and report this to the statistics office.',
    },
  },
});

/** Findings about small-area order files of the BA: units, sums, hidden remainders, error logs. */
import { entries } from './entry.ts';

export const JOBCENTER_ORDER_FINDINGS = entries({
  'jobcenter.order-header': {
    severity: 'block',
    de: {
      text: 'Die Spalten beginnen nicht mit Berichtsmonat, Gemeinde, Gebiet, Name und Messgrößen: {found}.',
      hint: 'Prüfen Sie, ob das eine kleinräumige Auftragsdatei ist, und „titleRows“ oder „delimiter“ im Profil.',
    },
    en: {
      text: 'The columns do not begin with report month, municipality, unit, name and measures: {found}.',
      hint: 'Check whether this is a small-area order file, and "titleRows" or "delimiter" in the profile.',
    },
  },
  'jobcenter.order-unit': {
    severity: 'error',
    de: {
      text: 'Die Zeile ist weder Gebiet noch Summe noch Restzeile: {found}. Sie wurde nicht gelesen.',
      hint: 'Erwartet werden acht Ziffern für die Gemeinde und neun für das Gebiet, Summen wie 123SUMSUM oder „keine Angabe“.',
    },
    en: {
      text: 'The row is neither a unit nor a sum nor a residual: {found}. It was not read.',
      hint: 'Expected are eight digits for the municipality and nine for the unit, sums such as 123SUMSUM or "keine Angabe".',
    },
  },
  'jobcenter.order-prefix': {
    severity: 'error',
    de: {
      text: 'Die ersten drei Ziffern {found} stehen bei zwei Gemeinden: {expected}.',
      hint: 'Klären Sie mit der liefernden Stelle die Gebietsschlüssel; ihre Summen lassen sich so keiner Gemeinde zuordnen.',
    },
    en: {
      text: 'The first three digits {found} stand for two municipalities: {expected}.',
      hint: 'Clarify the keys with the source; their sums cannot be assigned to a municipality this way.',
    },
  },
  'jobcenter.sum-differs': {
    severity: 'error',
    de: {
      text: 'Die Summe ist {expected}, ihre Gebiete ergeben {found}.',
      hint: 'Klären Sie den Unterschied mit der liefernden Stelle: Ein Gebiet fehlt, oder die Datei ist abgeschnitten.',
    },
    en: {
      text: 'The sum is {expected}, its units add up to {found}.',
      hint: 'Clarify with the source: a unit is missing or the file was cut off.',
    },
  },
  'jobcenter.sum-out-of-reach': {
    severity: 'error',
    de: {
      text: 'Die Summe passt nicht zu ihren Gebieten, auch nicht mit den {found} geheimen Werten darunter.',
      hint: 'Klären Sie mit der liefernden Stelle, ob ein Gebiet fehlt oder doppelt ist. Die Differenz wird hier nicht genannt.',
    },
    en: {
      text: 'The sum does not fit its units, not even with the {found} secret figures among them.',
      hint: 'Clarify with the source whether a unit is missing or doubled. The difference is not told here.',
    },
  },
  'jobcenter.sum-missing': {
    severity: 'error',
    de: {
      text: 'Die Summenzeile fehlt: {expected}.',
      hint: 'Prüfen Sie, ob die Datei abgeschnitten ist, und liefern Sie sie vollständig.',
    },
    en: {
      text: 'The sum row is missing: {expected}.',
      hint: 'Check whether the file was cut off and deliver it in full.',
    },
  },
  'jobcenter.sums-unchecked': {
    severity: 'info',
    de: {
      text: '{found} von {expected} Summen ließen sich nicht genau prüfen, weil Werte darunter geheim sind oder fehlen.',
      hint: 'Nichts zu tun: Ihr verdeckter Rest bleibt verdeckt. Geprüft wurde, dass die Summen erreichbar sind.',
    },
    en: {
      text: '{found} of {expected} sums could not be checked exactly because figures among them are secret or missing.',
      hint: 'Nothing to do: their hidden remainder stays hidden. It was checked that the sums can be reached.',
    },
  },
  'jobcenter.single-secret': {
    severity: 'warning',
    de: {
      text: 'Neben der Summe {found} ist genau ein Wert geheim; er lässt sich ausrechnen.',
      hint: 'Melden Sie das der liefernden Stelle, und geben Sie diese Summe nicht weiter. Der Wert bleibt hier geheim.',
    },
    en: {
      text: 'Beside the sum {found} exactly one figure is secret; it can be computed.',
      hint: 'Tell the source and do not pass this sum on. The figure stays secret here.',
    },
  },
  'jobcenter.error-log': {
    severity: 'info',
    de: {
      text: 'Das Fehlerprotokoll nennt Fälle, die keinem Gebiet zugeordnet sind: {found}.',
      hint: 'Nicht zugeordnete Fälle zählen nur in der Summe der Gemeinde. Sind es viele, prüfen Sie Ihr Straßenraster.',
    },
    en: {
      text: 'The error log names cases that belong to no unit: {found}.',
      hint: 'Cases that were not assigned count in the sum of the municipality only. Where they are many, check your street raster.',
    },
  },
  'jobcenter.error-log-missing': {
    severity: 'info',
    de: {
      text: 'Neben der Datei liegt kein Fehlerprotokoll ({expected}).',
      hint: 'Legen Sie das Protokoll der Lieferung in denselben Ordner, wenn Sie es haben.',
    },
    en: {
      text: 'There is no error log beside the file ({expected}).',
      hint: 'Put the log of the delivery into the same folder if you have it.',
    },
  },
  'jobcenter.error-log-line': {
    severity: 'warning',
    de: {
      text: 'Diese Zeile des Fehlerprotokolls ließ sich nicht lesen.',
      hint: 'Erwartet werden Zeilen mit Anzahl und Grund, etwa „12;Straße unbekannt“.',
    },
    en: {
      text: 'This line of the error log could not be read.',
      hint: 'Expected are lines with a count and a reason, such as "12;Straße unbekannt".',
    },
  },
  'jobcenter.error-log-differs': {
    severity: 'warning',
    de: {
      text: 'Die Zeilen „keine Angabe“ ergeben {found}, das Fehlerprotokoll nennt {expected}.',
      hint: 'Klären Sie mit der liefernden Stelle, was das Protokoll zählt und ob es zu dieser Datei gehört.',
    },
    en: {
      text: 'The rows "keine Angabe" add up to {found}, the error log names another number ({expected}).',
      hint: 'Clarify with the source what the log counts and whether it belongs to this file.',
    },
  },
});

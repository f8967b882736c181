/** Findings about applying a profile to tables made for people: dates in headers, shares, declared checks. */
import { entries } from './entry.ts';

export const MAPPING_TABLE_FINDINGS = entries({
  'mapping.several-dates': {
    severity: 'block',
    de: {
      text: 'In der Überschrift „{found}“ stehen zwei verschiedene Tage ({expected}).',
      hint: 'Grenzen Sie im Profil unter „date: patterns“ ein, welcher der Stichtag ist, oder nennen Sie ihn bei der Spalte mit „date“.',
    },
    en: {
      text: 'The label “{found}” names two different days ({expected}).',
      hint: 'Narrow down under date: patterns in the profile which of them is the reference date, or name it at the column with date.',
    },
  },
  'mapping.sheet-unforeseen': {
    severity: 'error',
    de: {
      text: 'Für das Blatt „{found}“ nennt das Profil keine Wertspalte.',
      hint: 'Prüfen Sie, ob das Blatt umbenannt wurde, und berichtigen Sie „sheet“ bei den Spalten des Profils.',
    },
    en: {
      text: 'The profile names no value column for the sheet “{found}”.',
      hint: "Check whether the sheet was renamed and correct sheet at the profile's columns.",
    },
  },
  'mapping.error-value': {
    severity: 'error',
    de: {
      text: 'In der Zelle steht der Fehlerwert {found}; die Berechnung in der Arbeitsmappe ist misslungen.',
      hint: 'Lassen Sie die Mappe berichtigen. Steht der Fehlerwert für „nicht vorhanden“, erklären Sie ihn im Profil unter „signs: override:“.',
    },
    en: {
      text: 'The cell holds the error value {found}; a calculation in the workbook has failed.',
      hint: 'Have the workbook corrected. If the error value stands for “not there”, explain it in the profile under signs: override.',
    },
  },
  'mapping.percent-mixed': {
    severity: 'error',
    de: {
      text: 'In der Spalte „{found}“ stehen Anteile teils als Prozentzahl, teils als einfache Zahl; diese Zelle ist die erste, die abweicht.',
      hint: 'Lassen Sie die Spalte einheitlich formatieren. Sonst wäre ein Teil der Werte hundertfach zu groß oder zu klein.',
    },
    en: {
      text: 'The column “{found}” holds shares partly as percentages, partly as plain numbers; this cell is the first that differs.',
      hint: 'Have the column formatted alike. Otherwise a part of the values would be a hundred times too large or too small.',
    },
  },
  'mapping.percent-scale': {
    severity: 'error',
    de: {
      text: 'Die Anteile der Spalte sind teils hundertmal kleiner geschrieben als die anderen: {found} neben {expected}.',
      hint: 'Klären Sie, ob 0,123 für 12,3 % steht, und lassen Sie die Spalte einheitlich liefern. Sind die Werte richtig, tragen Sie bei der Messgröße im Profil „farApart: true“ ein.',
    },
    en: {
      text: 'A part of the shares in the column is written a hundred times smaller than the others: {found} beside {expected}.',
      hint: 'Clarify whether 0.123 stands for 12.3 % and have the column written in one way. If the values are right, enter farApart: true at the measure in the profile.',
    },
  },
  'mapping.rate-differs': {
    severity: 'error',
    de: {
      text: 'Der Anteil in der Lieferung ist {found}; aus den Zahlen daneben ergibt sich {expected}.',
      hint: 'Klären Sie mit der liefernden Stelle, welche Angabe stimmt. Beruht der Anteil auf anderen Zahlen, streichen Sie die Prüfung im Profil unter „checks“.',
    },
    en: {
      text: 'The share in the delivery is {found}; the figures beside it give {expected}.',
      hint: 'Clarify with the delivering office which of them is right. If the share rests on other figures, remove the check from checks in the profile.',
    },
  },
  'mapping.sum-differs': {
    severity: 'error',
    de: {
      text: 'Die Summe in der Lieferung ist {found}; die Teile ergeben {expected}.',
      hint: 'Klären Sie mit der liefernden Stelle, ob ein Teil fehlt oder verschoben ist. Beide Angaben werden bis dahin nicht übernommen.',
    },
    en: {
      text: 'The sum in the delivery is {found}; the parts add up to {expected}.',
      hint: 'Clarify with the delivering office whether a part is missing or shifted. Until then neither is taken over.',
    },
  },
  'mapping.check-without-value': {
    severity: 'info',
    de: {
      text: 'Die Prüfung von „{found}“ war {expected}-mal nicht möglich, weil eine der Zahlen keinen Wert hat oder durch null zu teilen wäre.',
      hint: 'Nichts zu tun, wenn die Geheimhaltung der Quelle der Grund ist.',
    },
    en: {
      text: 'The check of “{found}” was not possible {expected} times because one of the figures has no value or nought would be the divisor.',
      hint: 'Nothing to do where the disclosure control of the source is the reason.',
    },
  },
  'mapping.check-not-made': {
    severity: 'warning',
    de: {
      text: 'Die Prüfung von „{found}“ aus dem Profil fand kein einziges Mal statt: Die Zahlen dazu stehen nicht in der Lieferung.',
      hint: 'Prüfen Sie, ob ein Blatt oder eine Spalte fehlt, oder streichen Sie die Prüfung unter „checks“.',
    },
    en: {
      text: "The profile's check of “{found}” was not made once: its figures are not in the delivery.",
      hint: 'Check whether a sheet or a column is missing, or remove the check from checks.',
    },
  },
});

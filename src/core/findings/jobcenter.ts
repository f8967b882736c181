/** Findings about reports and workbooks of the BA: sections, rows, years, regions, months. */
import { entries } from './entry.ts';

export const JOBCENTER_FINDINGS = entries({
  'jobcenter.section-unknown': {
    severity: 'error',
    de: {
      text: 'Der Abschnitt „{found}“ ist nicht vorgesehen. Seine Zeilen wurden nicht gelesen.',
      hint: 'Prüfen Sie, ob die Bundesagentur den Bericht geändert hat, und tragen Sie den Abschnitt unter „sections“ im Profil ein.',
    },
    en: {
      text: 'The section "{found}" is not foreseen. Its rows were not read.',
      hint: 'Check whether the report has changed and add the section under "sections" in the profile.',
    },
  },
  'jobcenter.section-missing': {
    severity: 'error',
    de: {
      text: 'Der Abschnitt „{expected}“ fehlt.',
      hint: 'Prüfen Sie, ob die Datei vollständig ist oder der Abschnitt umbenannt wurde; er steht unter „sections“ im Profil.',
    },
    en: {
      text: 'The section "{expected}" is missing.',
      hint: 'Check whether the file is complete or the section was renamed; it stands under "sections" in the profile.',
    },
  },
  'jobcenter.row-unknown': {
    severity: 'error',
    de: {
      text: 'Die Zeile „{found}“ ist im Abschnitt „{expected}“ nicht vorgesehen.',
      hint: 'Prüfen Sie, ob sich der Bericht geändert hat, und tragen Sie die Zeile unter „sections“ im Profil ein.',
    },
    en: {
      text: 'The row "{found}" is not foreseen in the section "{expected}".',
      hint: 'Check whether the report has changed and add the row under "sections" in the profile.',
    },
  },
  'jobcenter.row-missing': {
    severity: 'error',
    de: {
      text: 'Im Abschnitt „{found}“ fehlt die Zeile „{expected}“.',
      hint: 'Prüfen Sie, ob die Datei vollständig ist oder die Zeile umbenannt wurde.',
    },
    en: {
      text: 'The row "{expected}" is missing in the section "{found}".',
      hint: 'Check whether the file is complete or the row was renamed.',
    },
  },
  'jobcenter.row-unlabelled': {
    severity: 'error',
    de: {
      text: 'Die Zeile enthält Zahlen, aber keine Bezeichnung.',
      hint: 'Prüfen Sie, ob Zeilen oder Spalten verschoben sind, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The row holds figures but no label.',
      hint: 'Check whether rows or columns were moved and deliver the file again.',
    },
  },
  'jobcenter.row-unclear': {
    severity: 'error',
    de: {
      text: 'Die Zeile „{found}“ ist weder Überschrift noch Wertezeile: Neben oder statt der Zahlen steht Text.',
      hint: 'Prüfen Sie, ob Spalten verschoben sind oder der Bericht anders aufgebaut ist als im Profil.',
    },
    en: {
      text: 'The row "{found}" is neither a heading nor a row of figures: text stands beside or instead of them.',
      hint: 'Check whether columns were moved or the report is built differently from the profile.',
    },
  },
  'jobcenter.layout-shifted': {
    severity: 'block',
    de: {
      text: 'Der Tabellenkopf ist verschoben oder geändert: {found}. Erwartet: {expected}.',
      hint: 'Öffnen Sie die Datei und vergleichen Sie den Kopf mit einer früheren Lieferung.',
    },
    en: {
      text: 'The header was moved or changed: {found}. Expected: {expected}.',
      hint: 'Open the file and compare its header with an earlier delivery.',
    },
  },
  'jobcenter.year-twice': {
    severity: 'block',
    de: {
      text: 'Das Jahr {found} steht zweimal im Tabellenkopf; in {expected} Zeilen unterscheiden sich die Werte.',
      hint: 'Klären Sie mit der liefernden Stelle, welche Spalte gilt. Die Tabelle wurde nicht gelesen.',
    },
    en: {
      text: 'The year {found} stands twice in the header; the figures differ in {expected} rows.',
      hint: 'Clarify with the source which column holds. The table was not read.',
    },
  },
  'jobcenter.year-differs': {
    severity: 'error',
    de: {
      text: 'Das Berichtsjahr ist {found}, die letzte Spalte trägt {expected}.',
      hint: 'Prüfen Sie, ob die Jahre über den Spalten verschoben sind.',
    },
    en: {
      text: 'The report year is {found}, the last column is headed {expected}.',
      hint: 'Check whether the years above the columns were moved.',
    },
  },
  'jobcenter.region-missing': {
    severity: 'block',
    de: {
      text: 'Über der Tabelle steht nicht genau ein Gemeindeschlüssel ({found}).',
      hint: 'Erwartet wird eine Zeile wie „05158008 Haan, Stadt (Gebietsstand im Jahr 2024)“ mit acht Ziffern.',
    },
    en: {
      text: 'There is not exactly one municipality key above the table ({found}).',
      hint: 'Expected is a line such as "05158008 Haan, Stadt (Gebietsstand im Jahr 2024)" with eight digits.',
    },
  },
  'jobcenter.region-differs': {
    severity: 'error',
    de: {
      text: 'Die Tabelle gilt für {expected}, Impressum oder Dateiname nennen {found}.',
      hint: 'Klären Sie, welche Gemeinde gemeint ist, und benennen Sie die Datei danach.',
    },
    en: {
      text: 'The table is about {expected}, imprint or file name say {found}.',
      hint: 'Clarify which municipality is meant and name the file accordingly.',
    },
  },
  'jobcenter.section-undated': {
    severity: 'error',
    de: {
      text: 'Die Überschrift „{found}“ nennt keinen Stichtag für die Spalten.',
      hint: 'Erwartet wird ein Zusatz wie „(Stichtag 30.06.)“ oder „(Jahresdurchschnitte)“.',
    },
    en: {
      text: 'The heading "{found}" names no reference date for the columns.',
      hint: 'Expected is an addition such as "(Stichtag 30.06.)" or "(Jahresdurchschnitte)".',
    },
  },
  'jobcenter.date-missing': {
    severity: 'block',
    de: {
      text: 'Das Blatt nennt nicht genau einen Berichtsmonat oder Stichtag (gefunden: {found}).',
      hint: 'Prüfen Sie die Titelzeilen, oder legen Sie die Stelle mit „date“ im Profil fest.',
    },
    en: {
      text: 'The sheet does not name exactly one report month or reference date (found: {found}).',
      hint: 'Check the title lines, or name the place with "date" in the profile.',
    },
  },
  'jobcenter.month-differs': {
    severity: 'info',
    de: {
      text: 'Das Blatt gilt für {found}, der Dateiname nennt {expected}. Gelesen wurde das Blatt.',
      hint: 'Nichts zu tun, wenn das Blatt Daten nach Wartezeit enthält: Dort ist ein früherer Monat üblich.',
    },
    en: {
      text: 'The sheet is about {found}, the file name says {expected}. The sheet decides.',
      hint: 'Nothing to do where the sheet holds data after the waiting time: an earlier month is usual there.',
    },
  },
  'jobcenter.share-not-percent': {
    severity: 'error',
    de: {
      text: 'Prozentwerte sind uneinheitlich geschrieben: {found}. Erwartet werden Zahlen wie {expected}.',
      hint: 'Klären Sie, ob 0,123 für 12,3 % steht, und vereinheitlichen Sie die Spalte in der Datei.',
    },
    en: {
      text: 'Percentages are written in different ways: {found}. Expected are numbers such as {expected}.',
      hint: 'Clarify whether 0.123 stands for 12.3 % and write the whole column in one way.',
    },
  },
});

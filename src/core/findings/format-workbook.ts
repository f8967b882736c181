/** Findings about workbooks made by people: what is out of sight, where a table ends, what is merged. */
import { entries } from './entry.ts';

export const FORMAT_WORKBOOK_FINDINGS = entries({
  'format.hidden-rows': {
    severity: 'error',
    de: {
      text: 'Im Blatt sind Zeilen mit Inhalt ausgeblendet: {found}.',
      hint: 'Lassen Sie die Zeilen einblenden oder löschen. Sollen sie mitgelesen werden, lesen Sie die Mappe mit dem Konnektor „workbook“ und „hiddenRows: read“.',
    },
    en: {
      text: 'Rows with content are hidden on the sheet: {found}.',
      hint: 'Have the rows shown or deleted. If they are to be read, read the workbook with the connector workbook and hiddenRows: read.',
    },
  },
  'format.hidden-columns': {
    severity: 'error',
    de: {
      text: 'Im Blatt sind Spalten mit Inhalt ausgeblendet: {found}.',
      hint: 'Lassen Sie die Spalten einblenden oder löschen. Sollen sie mitgelesen werden, lesen Sie die Mappe mit dem Konnektor „workbook“ und „hiddenColumns: read“.',
    },
    en: {
      text: 'Columns with content are hidden on the sheet: {found}.',
      hint: 'Have the columns shown or deleted. If they are to be read, read the workbook with the connector workbook and hiddenColumns: read.',
    },
  },
  'format.external-links': {
    severity: 'warning',
    de: {
      text: 'Die Arbeitsmappe holt Werte aus anderen Dateien oder Datenbanken; gelesen wird, was beim letzten Speichern darin stand.',
      hint: 'Bitten Sie um eine Mappe mit festen Werten (in Excel: Daten, Verknüpfungen bearbeiten, Verknüpfung löschen).',
    },
    en: {
      text: 'The workbook takes values from other files or databases; what stood there when it was last saved is read.',
      hint: 'Ask for a workbook with fixed values (in Excel: Data, Edit Links, Break Link).',
    },
  },
  'format.macros': {
    severity: 'warning',
    de: {
      text: 'Die Arbeitsmappe enthält Makros. Sie werden nicht ausgeführt.',
      hint: 'Bitten Sie um eine Mappe ohne Makros (.xlsx). Werte, die erst ein Makro einträgt, fehlen sonst.',
    },
    en: {
      text: 'The workbook holds macros. They are not run.',
      hint: 'Ask for a workbook without macros (.xlsx). Values that only a macro enters are missing otherwise.',
    },
  },
  'format.embedded-files': {
    severity: 'warning',
    de: {
      text: 'In die Arbeitsmappe sind andere Dateien eingebettet. Sie werden nicht gelesen.',
      hint: 'Prüfen Sie, was eingebettet ist: Darin können Angaben stehen, die niemand weitergeben wollte. Bitten Sie um eine Mappe ohne eingebettete Dateien.',
    },
    en: {
      text: 'Other files are embedded in the workbook. They are not read.',
      hint: 'Check what is embedded: it may hold what nobody meant to pass on. Ask for a workbook without embedded files.',
    },
  },
  'format.date-system-1904': {
    severity: 'warning',
    de: {
      text: 'Die Arbeitsmappe zählt Tage ab 1904; ihre Datumszellen wurden so gelesen.',
      hint: 'Vergleichen Sie ein Datum mit der Anzeige in Excel. Aus anderen Mappen hineinkopierte Tage liegen oft vier Jahre und einen Tag daneben.',
    },
    en: {
      text: 'The workbook counts days from 1904; its date cells were read that way.',
      hint: 'Compare one date with what Excel shows. Days copied in from other workbooks are often four years and a day off.',
    },
  },
  'format.sheets-unread': {
    severity: 'info',
    de: {
      text: 'Diese Blätter liest das Profil nicht: {found}.',
      hint: 'Nichts zu tun, wenn dort nur Erläuterungen stehen. Sonst ergänzen Sie das Blatt im Profil unter „sheets“.',
    },
    en: {
      text: 'The profile does not read these sheets: {found}.',
      hint: 'Nothing to do where they hold explanations only. Otherwise add the sheet to sheets in the profile.',
    },
  },
  'format.end-missing': {
    severity: 'error',
    de: {
      text: 'Das Ende der Tabelle („{expected}“) wurde nicht gefunden; vermutlich ist sie abgeschnitten.',
      hint: 'Lassen Sie die Tabelle vollständig liefern. Hat sich die letzte Zeile geändert, berichtigen Sie „lastRow“ oder „stop“ im Profil.',
    },
    en: {
      text: 'The end of the table (“{expected}”) was not found; the table is probably cut off.',
      hint: 'Have the whole table delivered. If its last row has changed, correct lastRow or stop in the profile.',
    },
  },
  'format.merged-body': {
    severity: 'error',
    de: {
      text: 'Im Datenteil sind Zellen verbunden ({found}); zu welcher Zeile oder Spalte der Inhalt gehört, steht nicht fest.',
      hint: 'Lassen Sie die Verbindung aufheben und jede Zelle füllen. Steht in der Spalte nur eine Gruppe, nennen Sie sie im Profil unter „fillDown“.',
    },
    en: {
      text: 'Cells are merged among the data ({found}); which row or column their content belongs to is not certain.',
      hint: 'Have the cells unmerged and each of them filled. If the column only holds a group, name it under fillDown in the profile.',
    },
  },
  'format.formula-in-header': {
    severity: 'warning',
    de: {
      text: 'Titel oder Tabellenkopf werden berechnet (Formel in {found}); gelesen wird der gespeicherte Text.',
      hint: 'Vergleichen Sie Überschriften und Stichtag mit der Mappe. Bitten Sie um feste Texte, denn eine Formel kann das Datum des Öffnens zeigen.',
    },
    en: {
      text: 'The title or header is computed (formula in {found}); its saved text is read.',
      hint: 'Compare labels and reference date with the workbook. Ask for fixed texts, since a formula may show the day of opening.',
    },
  },
  'format.section-differs': {
    severity: 'error',
    de: {
      text: 'Der Abschnitt „{expected}“ ist nicht, wie das Profil ihn beschreibt: {found}.',
      hint: 'Prüfen Sie, ob Zeilen fehlen oder hinzugekommen sind. Stimmt die Tabelle, berichtigen Sie „sections“ im Profil.',
    },
    en: {
      text: 'The section “{expected}” is not as the profile describes it: {found}.',
      hint: 'Check whether rows are missing or have been added. If the table is right, correct sections in the profile.',
    },
  },
});

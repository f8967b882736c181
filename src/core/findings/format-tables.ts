/** Findings about labelled tables and workbooks: sheets, headers, columns. */
import { entries } from './entry.ts';

export const FORMAT_TABLE_FINDINGS = entries({
  // --- labelled tables
  'format.sheet-missing': {
    severity: 'block',
    de: {
      text: 'Das Tabellenblatt „{expected}“ fehlt; vorhanden sind: {found}.',
      hint: 'Prüfen Sie „sheet“ im Profil oder ob das Blatt umbenannt wurde.',
    },
    en: {
      text: 'The sheet "{expected}" is missing; present are: {found}.',
      hint: 'Check "sheet" in the profile or whether the sheet was renamed.',
    },
  },
  'format.header-missing': {
    severity: 'block',
    de: {
      text: 'Die Kopfzeile wurde nicht gefunden; erwartet wird {expected}.',
      hint: 'Prüfen Sie, ob die Datei zum Profil gehört, und berichtigen Sie „headerStart“ oder „titleRows“ im Profil.',
    },
    en: {
      text: 'The header was not found; expected is {expected}.',
      hint: 'Check whether the file belongs to the profile and correct "headerStart" or "titleRows" there.',
    },
  },
  'format.column-unlabelled': {
    severity: 'error',
    de: {
      text: 'Die Spalte hat keine Überschrift.',
      hint: 'Ergänzen Sie die Überschrift in der Datei, oder prüfen Sie die Zahl der Kopfzeilen im Profil.',
    },
    en: {
      text: 'The column has no label.',
      hint: 'Add the label to the file, or check the number of header rows in the profile.',
    },
  },
  'format.column-duplicate': {
    severity: 'error',
    de: {
      text: 'Die Überschrift „{found}“ kommt mehrfach vor.',
      hint: 'Benennen Sie die Spalten in der Datei eindeutig und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The label "{found}" occurs more than once.',
      hint: 'Give each column a label of its own and deliver the file again.',
    },
  },
  'format.column-missing': {
    severity: 'error',
    de: {
      text: 'Die Spalte „{expected}“ fehlt.',
      hint: 'Prüfen Sie die Schreibweise im Profil oder ob sich der Aufbau der Datei geändert hat.',
    },
    en: {
      text: 'The column "{expected}" is missing.',
      hint: 'Check the spelling in the profile or whether the layout of the file has changed.',
    },
  },
  'format.column-unexpected': {
    severity: 'error',
    de: {
      text: 'Die Spalte „{found}“ ist im Profil nicht vorgesehen.',
      hint: 'Klären Sie mit der liefernden Stelle, ob sich der Aufbau geändert hat, und ergänzen Sie die Spalte dann im Profil.',
    },
    en: {
      text: 'The column "{found}" is not foreseen in the profile.',
      hint: 'Ask the supplier whether the layout has changed and then add the column to the profile.',
    },
  },
  'format.delimiter-absent': {
    severity: 'block',
    de: {
      text: 'Die Kopfzeile enthält das Trennzeichen {expected} nicht.',
      hint: 'Prüfen Sie „delimiter“ im Profil und ob die richtige Datei geliefert wurde.',
    },
    en: {
      text: 'The header does not hold the delimiter {expected}.',
      hint: 'Check "delimiter" in the profile and whether the right file was delivered.',
    },
  },
  'format.column-numbers-missing': {
    severity: 'error',
    de: {
      text: 'Unter dem Tabellenkopf fehlt die Zeile mit den Spaltennummern {expected}.',
      hint: 'Prüfen Sie die Zahl der Kopfzeilen im Profil, oder entfernen Sie dort „columnNumbers“.',
    },
    en: {
      text: 'The row with the column numbers {expected} is missing under the header.',
      hint: 'Check the number of header rows in the profile, or remove "columnNumbers" there.',
    },
  },
  'format.column-numbers-unclear': {
    severity: 'error',
    de: {
      text: 'Die erste Zeile kann Spaltennummern oder Daten enthalten.',
      hint: 'Tragen Sie im Profil „columnNumbers: true“ ein, wenn es Spaltennummern sind, sonst „columnNumbers: false“.',
    },
    en: {
      text: 'The first row may hold column numbers or data.',
      hint: 'Set "columnNumbers: true" in the profile if these are column numbers, else "columnNumbers: false".',
    },
  },
  'format.units-differ': {
    severity: 'error',
    de: {
      text: 'Unter dem Tabellenkopf wird eine Zeile mit den Einheiten {expected} erwartet; dort steht etwas anderes.',
      hint: 'Prüfen Sie, ob sich die Einheit geändert hat, und berichtigen Sie „units“ im Profil.',
    },
    en: {
      text: 'A row with the units {expected} is expected under the header; something else stands there.',
      hint: 'Check whether the unit has changed and correct "units" in the profile.',
    },
  },
  'format.rows-after-end': {
    severity: 'error',
    de: {
      text: 'Nach dem Ende der Tabelle stehen weitere Zeilen mit Werten.',
      hint: 'Entfernen Sie Leerzeilen innerhalb der Tabelle, oder legen Sie das Ende im Profil mit „stop“ oder „key“ fest.',
    },
    en: {
      text: 'More rows with values follow after the end of the table.',
      hint: 'Remove blank rows inside the table, or define its end in the profile with "stop" or "key".',
    },
  },
  'format.record-layout-missing': {
    severity: 'block',
    de: {
      text: 'Zur Datei gehört genau ein Satzaufbau nach dem Muster „{expected}“; gefunden: {found}.',
      hint: 'Legen Sie den Satzaufbau neben die Datei, und tragen Sie sein Muster auch in der Job-Datei unter „satzaufbau“ ein.',
    },
    en: {
      text: 'Exactly one record layout named "{expected}" belongs to the file; found: {found}.',
      hint: 'Put the record layout beside the file and name its pattern under "satzaufbau" in the job file as well.',
    },
  },
  'format.record-layout-faulty': {
    severity: 'block',
    de: {
      text: 'Der Satzaufbau ist nicht brauchbar: {found}; erwartet wird {expected}.',
      hint: 'Berichtigen Sie den Satzaufbau und liefern Sie ihn neu.',
    },
    en: {
      text: 'The record layout is not usable: {found}; expected is {expected}.',
      hint: 'Correct the record layout and deliver it again.',
    },
  },

  // --- workbooks
  'format.not-a-workbook': {
    severity: 'block',
    de: {
      text: 'Die Datei ist keine Excel-Arbeitsmappe (.xlsx).',
      hint: 'Öffnen Sie die Datei in Excel und speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“.',
    },
    en: {
      text: 'The file is not an Excel workbook (.xlsx).',
      hint: 'Open the file in Excel and save it as "Excel Workbook (.xlsx)".',
    },
  },
  'format.password-protected-or-old': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe ist mit einem Kennwort geschützt oder im alten Format .xls gespeichert.',
      hint: 'Öffnen Sie die Mappe in Excel, entfernen Sie den Kennwortschutz und speichern Sie sie als .xlsx.',
    },
    en: {
      text: 'The workbook is password-protected or saved in the old .xls format.',
      hint: 'Open it in Excel, remove the password and save it as .xlsx.',
    },
  },
  'format.workbook-broken': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe lässt sich nicht lesen: {found}.',
      hint: 'Öffnen Sie die Mappe in Excel, speichern Sie sie neu als .xlsx und liefern Sie sie noch einmal.',
    },
    en: {
      text: 'The workbook cannot be read: {found}.',
      hint: 'Open it in Excel, save it again as .xlsx and deliver it once more.',
    },
  },
  'format.xml-entities': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe enthält unzulässige XML-Bestandteile (DTD oder Entitäten).',
      hint: 'Nehmen Sie die Datei nicht an. Speichern Sie die Mappe gegebenenfalls in Excel neu.',
    },
    en: {
      text: 'The workbook holds forbidden XML parts (DTD or entities).',
      hint: 'Do not accept the file. If needed, save the workbook again in Excel.',
    },
  },
  'format.hidden-sheet': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe enthält ausgeblendete Blätter: {found}.',
      hint: 'Entfernen Sie die ausgeblendeten Blätter und liefern Sie die Mappe neu. In ihnen können Angaben stehen, die niemand weitergeben wollte.',
    },
    en: {
      text: 'The workbook holds hidden sheets: {found}.',
      hint: 'Remove the hidden sheets and deliver the workbook again. They may hold what nobody meant to pass on.',
    },
  },
  'format.pivot-cache': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe enthält einen Pivot-Zwischenspeicher. Darin können Einzeldatensätze stehen.',
      hint: 'Kopieren Sie die Pivot-Tabelle als Werte in eine neue Mappe und liefern Sie diese.',
    },
    en: {
      text: 'The workbook holds a pivot cache, which may contain single records.',
      hint: 'Copy the pivot table as values into a new workbook and deliver that.',
    },
  },
  'format.sheet-too-large': {
    severity: 'block',
    de: {
      text: 'Ein Tabellenblatt hat {found} Zeilen, höchstens {expected} sind vorgesehen.',
      hint: 'Löschen Sie leere, nur formatierte Zeilen unter der Tabelle, oder liefern Sie große Bestände als CSV.',
    },
    en: {
      text: 'A sheet has {found} rows, at most {expected} are supported.',
      hint: 'Delete empty formatted rows below the table, or deliver large data as CSV.',
    },
  },
  'format.formula-without-value': {
    severity: 'block',
    de: {
      text: 'Die Arbeitsmappe enthält Formeln, deren Ergebnis nicht in der Datei gespeichert ist ({found}).',
      hint: 'Öffnen Sie die Mappe in Excel, lassen Sie sie neu berechnen und speichern Sie sie.',
    },
    en: {
      text: 'The workbook holds formulas whose result is not stored in the file ({found}).',
      hint: 'Open the workbook in Excel, let it recalculate and save it.',
    },
  },
  'format.date-system-1904': {
    severity: 'warning',
    de: {
      text: 'Die Arbeitsmappe zählt Tage ab 1904. Datumszellen wurden so gelesen ({found}).',
      hint: 'Vergleichen Sie die Daten mit der Quelle: Aus einer anderen Mappe kopierte Zellen sind um vier Jahre und einen Tag verschoben.',
    },
    en: {
      text: 'The workbook counts days from 1904. Date cells were read that way ({found}).',
      hint: 'Compare the dates with the source: cells copied from another workbook are off by four years and a day.',
    },
  },
});

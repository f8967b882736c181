/** Findings about bytes and rows, before any meaning. */
import { entries } from './entry.ts';

export const FORMAT_FINDINGS = entries({
  // --- the file as a whole
  'format.empty': {
    severity: 'block',
    de: {
      text: 'Die Datei ist leer.',
      hint: 'Prüfen Sie, ob die Übertragung vollständig war, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The file is empty.',
      hint: 'Check whether the transfer was complete and deliver the file again.',
    },
  },
  'format.no-rows': {
    severity: 'block',
    de: {
      text: 'Die Datei enthält keine Datenzeilen.',
      hint: 'Prüfen Sie, ob beim Export eine leere Auswahl eingestellt war, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The file holds no data rows.',
      hint: 'Check whether the export was made from an empty selection and deliver the file again.',
    },
  },
  'format.binary': {
    severity: 'block',
    de: {
      text: 'Die Datei ist keine Textdatei: Sie enthält ab Byte {found} Nullbytes.',
      hint: 'Liefern Sie die Daten als CSV- oder Textdatei. Ist es UTF-16, tragen Sie im Profil „encoding: utf-16le“ ein.',
    },
    en: {
      text: 'The file is not a text file: it holds null bytes from byte {found} on.',
      hint: 'Deliver the data as CSV or text. If it is UTF-16, declare "encoding: utf-16le" in the profile.',
    },
  },
  'format.is-xlsx': {
    severity: 'block',
    de: {
      text: 'Die Datei ist eine Excel-Arbeitsmappe und keine Textdatei.',
      hint: 'Liefern Sie sie mit der Endung .xlsx und einem Profil für Arbeitsmappen, oder speichern Sie sie in Excel als CSV.',
    },
    en: {
      text: 'The file is an Excel workbook, not a text file.',
      hint: 'Deliver it as .xlsx with a workbook profile, or save it as CSV in Excel.',
    },
  },
  'format.is-zip': {
    severity: 'block',
    de: {
      text: 'Die Datei ist ein ZIP-Archiv und keine Textdatei.',
      hint: 'Entpacken Sie das Archiv und liefern Sie die enthaltene Datei, oder wählen Sie ein Profil für Archive.',
    },
    en: {
      text: 'The file is a ZIP archive, not a text file.',
      hint: 'Unpack the archive and deliver the file inside, or choose a profile for archives.',
    },
  },
  'format.is-old-excel-or-protected': {
    severity: 'block',
    de: {
      text: 'Die Datei ist keine Textdatei, sondern eine alte Excel-Mappe (.xls) oder eine mit Kennwort geschützte Mappe.',
      hint: 'Öffnen Sie die Datei in Excel, entfernen Sie den Kennwortschutz und speichern Sie sie als CSV oder als .xlsx.',
    },
    en: {
      text: 'The file is not text but an old Excel workbook (.xls) or a password-protected workbook.',
      hint: 'Open it in Excel, remove the password and save it as CSV or .xlsx.',
    },
  },

  // --- encoding
  'format.encoding-unknown': {
    severity: 'block',
    de: {
      text: 'Die Zeichenkodierung der Datei ist nicht festgelegt, und UTF-8 ist es nicht ({found}).',
      hint: 'Tragen Sie die Kodierung im Profil ein: „encoding: windows-1252“ für die meisten deutschen Verfahren, „cp850“ für ältere, sonst „utf-16le“.',
    },
    en: {
      text: 'The encoding of the file is not declared, and it is not UTF-8 ({found}).',
      hint: 'Declare it in the profile: "encoding: windows-1252" for most German systems, "cp850" for older ones, else "utf-16le".',
    },
  },
  'format.encoding-contradicts': {
    severity: 'block',
    de: {
      text: 'Die angegebene Zeichenkodierung {expected} passt nicht zur Datei (festgestellt: {found}).',
      hint: 'Berichtigen Sie die Angabe im Profil oder liefern Sie die Datei in der vereinbarten Kodierung.',
    },
    en: {
      text: 'The declared encoding {expected} does not fit the file (met: {found}).',
      hint: 'Correct the profile or deliver the file in the agreed encoding.',
    },
  },
  'format.encoding-mixed': {
    severity: 'block',
    de: {
      text: 'Die Datei mischt zwei Zeichenkodierungen: {expected} und UTF-8 ({found}).',
      hint: 'Vermutlich wurden zwei Dateien zusammengefügt. Erzeugen Sie die Datei neu in einer einzigen Kodierung.',
    },
    en: {
      text: 'The file mixes two encodings: {expected} and UTF-8 ({found}).',
      hint: 'Two files were probably joined. Produce the file again in one encoding.',
    },
  },

  // --- rows of text files
  'format.row-width': {
    severity: 'error',
    de: {
      text: 'Die Zeile hat {found} Felder statt {expected}.',
      hint: 'Prüfen Sie, ob in der Zeile ein Trennzeichen fehlt oder zu viel ist, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The row has {found} fields instead of {expected}.',
      hint: 'Check the row for a missing or extra delimiter and deliver the file again.',
    },
  },
  'format.stray-quote': {
    severity: 'error',
    de: {
      text: 'In Feld {found} der Zeile steht ein Anführungszeichen an falscher Stelle; die Zeile wurde nicht gelesen.',
      hint: 'Schließen Sie das ganze Feld in Anführungszeichen ein und verdoppeln Sie die inneren, oder entfernen Sie sie.',
    },
    en: {
      text: 'Field {found} of the row has a quotation mark in the wrong place; the row was not read.',
      hint: 'Quote the whole field and double the inner quotation marks, or remove them.',
    },
  },
  'format.unclosed-quote': {
    severity: 'error',
    de: {
      text: 'In Feld {found} der Zeile beginnt ein Anführungszeichen, das nicht geschlossen wird; die Zeile wurde nicht gelesen.',
      hint: 'Ergänzen Sie das schließende Anführungszeichen und liefern Sie die Datei neu.',
    },
    en: {
      text: 'A quotation mark opened in field {found} of the row is never closed; the row was not read.',
      hint: 'Add the closing quotation mark and deliver the file again.',
    },
  },
  'format.record-too-long': {
    severity: 'error',
    de: {
      text: 'Die Zeile ist länger als {expected} Zeichen und wurde nicht gelesen.',
      hint: 'Prüfen Sie, ob Zeilenenden verloren gegangen sind oder das falsche Format gewählt wurde.',
    },
    en: {
      text: 'The row is longer than {expected} characters and was not read.',
      hint: 'Check whether line ends were lost or the wrong format was chosen.',
    },
  },
  'format.line-length': {
    severity: 'error',
    de: {
      text: 'Die Zeile hat {found} Zeichen, der Satzaufbau verlangt {expected}.',
      hint: 'Prüfen Sie, ob die Zeile abgeschnitten ist oder der Satzaufbau zu dieser Lieferung gehört.',
    },
    en: {
      text: 'The line has {found} characters, the record layout asks for {expected}.',
      hint: 'Check whether the line is cut off or the layout belongs to this delivery.',
    },
  },
  'format.further-rejects': {
    severity: 'error',
    de: {
      text: 'Weitere {found} Zeilen wurden aus denselben Gründen nicht gelesen; einzeln genannt sind die ersten {expected}.',
      hint: 'So viele fehlerhafte Zeilen deuten auf ein falsches Trennzeichen oder einen anderen Dateiaufbau hin. Prüfen Sie das Profil.',
    },
    en: {
      text: 'A further {found} rows were not read for the same reasons; only the first {expected} are listed.',
      hint: 'So many faulty rows point to a wrong delimiter or another layout. Check the profile.',
    },
  },

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

  // --- archives
  'format.archive-broken': {
    severity: 'block',
    de: {
      text: 'Das Archiv ist beschädigt oder unvollständig übertragen.',
      hint: 'Prüfen Sie, ob sich die Datei öffnen lässt, und liefern Sie sie neu.',
    },
    en: {
      text: 'The archive is damaged or was transferred incompletely.',
      hint: 'Check whether the file can be opened and deliver it again.',
    },
  },
  'format.archive-too-large': {
    severity: 'block',
    de: {
      text: 'Das Archiv überschreitet eine Schutzgrenze: {found}, erlaubt sind {expected}.',
      hint: 'Prüfen Sie die Herkunft der Datei. Ist sie in Ordnung, liefern Sie den Inhalt in kleineren Teilen.',
    },
    en: {
      text: 'The archive exceeds a safety limit: {found}, allowed are {expected}.',
      hint: 'Check where the file comes from. If it is sound, deliver the content in smaller parts.',
    },
  },
  'format.archive-unsafe-path': {
    severity: 'block',
    de: {
      text: 'Das Archiv enthält einen Eintrag, dessen Name aus dem Archiv hinausführt.',
      hint: 'Nehmen Sie die Datei nicht an und fragen Sie bei der liefernden Stelle nach.',
    },
    en: {
      text: 'The archive holds an entry whose name leads out of the archive.',
      hint: 'Do not accept the file and ask the supplier.',
    },
  },
  'format.archive-encrypted': {
    severity: 'block',
    de: {
      text: 'Das Archiv ist mit einem Kennwort verschlüsselt.',
      hint: 'Liefern Sie das Archiv ohne Kennwort über einen geschützten Übertragungsweg.',
    },
    en: {
      text: 'The archive is encrypted with a password.',
      hint: 'Deliver the archive without a password over a protected channel.',
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
      hint: 'Entfernen Sie die ausgeblendeten Blätter, oder erlauben Sie sie im Profil, wenn ihr Inhalt geprüft ist.',
    },
    en: {
      text: 'The workbook holds hidden sheets: {found}.',
      hint: 'Remove the hidden sheets, or allow them in the profile once their content has been checked.',
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

  // --- geometry
  'format.json-broken': {
    severity: 'block',
    de: {
      text: 'Die Datei ist kein gültiges JSON: Fehler an {found}.',
      hint: 'Prüfen Sie, ob die Datei vollständig übertragen wurde, und liefern Sie sie neu.',
    },
    en: {
      text: 'The file is not valid JSON: error at {found}.',
      hint: 'Check whether the file was transferred completely and deliver it again.',
    },
  },
  'format.not-a-feature-collection': {
    severity: 'block',
    de: {
      text: 'Die Datei ist JSON, aber keine GeoJSON-FeatureCollection.',
      hint: 'Exportieren Sie die Raumeinheiten als GeoJSON-FeatureCollection.',
    },
    en: {
      text: 'The file is JSON but not a GeoJSON FeatureCollection.',
      hint: 'Export the areas as a GeoJSON FeatureCollection.',
    },
  },
  'format.geometry-broken': {
    severity: 'error',
    de: {
      text: 'Die Geometrie des Objekts lässt sich nicht lesen.',
      hint: 'Prüfen Sie das Objekt im GIS und exportieren Sie die Datei neu.',
    },
    en: {
      text: 'The geometry of the feature cannot be read.',
      hint: 'Check the feature in the GIS and export the file again.',
    },
  },
  'format.no-features': {
    severity: 'block',
    de: {
      text: 'Die Datei enthält keine Objekte.',
      hint: 'Prüfen Sie, ob beim Export eine leere Auswahl eingestellt war, und liefern Sie die Datei neu.',
    },
    en: {
      text: 'The file holds no features.',
      hint: 'Check whether the export was made from an empty selection and deliver the file again.',
    },
  },
  'format.companion-missing': {
    severity: 'block',
    de: {
      text: 'Zum Shapefile fehlt die Begleitdatei {expected}.',
      hint: 'Liefern Sie .shp, .shx, .dbf und .prj gemeinsam, am besten auch die .cpg.',
    },
    en: {
      text: 'The companion file {expected} of the shapefile is missing.',
      hint: 'Deliver .shp, .shx, .dbf and .prj together, ideally the .cpg as well.',
    },
  },
  'format.shapefile-broken': {
    severity: 'block',
    de: {
      text: 'Das Shapefile ist beschädigt oder unvollständig: {found}.',
      hint: 'Exportieren Sie das Shapefile neu und liefern Sie alle Teile gemeinsam.',
    },
    en: {
      text: 'The shapefile is damaged or incomplete: {found}.',
      hint: 'Export the shapefile again and deliver all parts together.',
    },
  },
  'format.geopackage-broken': {
    severity: 'block',
    de: {
      text: 'Die Datei ist kein lesbares GeoPackage: {found}.',
      hint: 'Exportieren Sie die Ebene neu als GeoPackage und liefern Sie sie noch einmal.',
    },
    en: {
      text: 'The file is not a readable GeoPackage: {found}.',
      hint: 'Export the layer again as GeoPackage and deliver it once more.',
    },
  },
  'format.geopackage-layer': {
    severity: 'block',
    de: {
      text: 'Die Ebene im GeoPackage ist nicht eindeutig. Vorhanden: {found}; gesucht: {expected}.',
      hint: 'Nennen Sie in der Raumebene unter „layout“ die gewünschte Ebene.',
    },
    en: {
      text: 'The layer in the GeoPackage is not unique. Present: {found}; wanted: {expected}.',
      hint: 'Name the wanted layer under "layout" of the spatial level.',
    },
  },
});

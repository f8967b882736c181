/** Findings about files and their bytes and rows, before any meaning; see the other pages for tables and geometry. */
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
});

/** Tables for a spreadsheet (RFC 4180, semicolon and byte order mark, so that a German Excel reads them as they are). */

/** A text never becomes a formula; a number stays one. */
export type CsvCell = string | number;

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection). */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n\0＝＋－＠]/;

export function csv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(value: CsvCell): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}

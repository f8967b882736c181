/** Tables for a spreadsheet (RFC 4180, semicolon and byte order mark, so that a German Excel reads them as they are). */

/** A text never becomes a formula; a number stays one. */
export type CsvCell = string | number;

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), whatever it skips before it. */
const FORMULA = /^[=+\-@＝＋－＠]/;
const SKIPPED = /^[\s\p{Cc}]+/u;
const CONTROL = /^\p{Cc}/u;

export function csv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(value: CsvCell): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const text = harmless(value);
  return /[";\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}

/** With an apostrophe before it where a spreadsheet could take it for a formula. */
export function harmless(text: string): string {
  const isUnsafe = FORMULA.test(text.replace(SKIPPED, '')) || CONTROL.test(text);
  return isUnsafe ? `'${text}` : text;
}

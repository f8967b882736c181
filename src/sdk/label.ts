/** Header labels as people mean them: without the line breaks and hyphens that a narrow column forced on them. */
import { rawValue, type RawCell, type RawValue } from '../core/table.ts';

const BLANKS = /[\s\u00A0\u2009\u202F]+/gu;

/**
 * `Ins-⏎gesamt` and `Bevölkerungs-dichte` become one word, `SGB II-⏎Quote` keeps its hyphen, every run of
 * blanks becomes one. A hyphen after a digit stays (`15-jährige`), and so does one before a blank (`Ein- und`).
 */
export function normaliseLabel(text: string): string {
  const unwrapped = text
    .replaceAll('\u00AD', '')
    .replaceAll(/-[ \t\u00A0]*\r?\n\s*/gu, '-')
    .replaceAll(/(?<=\p{L})-(?=\p{Ll})/gu, '');
  return plainLabel(unwrapped);
}

/** The label as it stands, trimmed, with every run of blanks as one. */
export function plainLabel(text: string): string {
  return text.replaceAll(BLANKS, ' ').trim();
}

/** The text of a cell, trimmed, with every run of blanks as one; empty for a cell without content. */
export function cellText(cell: string | RawCell | undefined): string {
  return plainLabel(valueText(rawValue(cell)));
}

/** The non-empty cells of a row as one line, for titles and notes. */
export function rowText(cells: readonly (string | RawCell)[]): string {
  return cells
    .map(cellText)
    .filter((text) => text !== '')
    .join(' ');
}

export function isBlankRow(cells: readonly (string | RawCell)[]): boolean {
  return cells.every((cell) => cellText(cell) === '');
}

/** A value as it would be typed: days as `2024-12-31`. */
export function valueText(value: RawValue): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

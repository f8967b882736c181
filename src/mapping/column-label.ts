/** Texts of headers and cells as people mean them: labels by their letters, cells without their padding. */
import { columnLabel, type RawCell, type RawValue, type TableColumn } from '../core/table.ts';

/** Blanks that files use as padding: space, no-break, thin, narrow no-break, tab. */
const PADDING = /^[\s\u00A0\u2009\u202F]+|[\s\u00A0\u2009\u202F]+$/g;

export function trimCell(text: string): string {
  return text.replace(PADDING, '');
}

/** Without blanks, line breaks and hyphens, so that `Ins-\ngesamt` is `Insgesamt`. */
export function labelKey(label: string): string {
  return label.normalize('NFC').replaceAll(/[\s\u00A0\u00AD\u2009\u202F-]+/gu, '');
}

/** How messages name a column: by its label, or by its position where it has none. */
export function shownLabel(column: TableColumn): string {
  return columnLabel(column) || `Nr. ${column.position}`;
}

/** Most keys and codes: printable ASCII without blanks, which needs no cleaning. */
const CLEAN = /^[!-~]*$/;

/** Text of a key, code or label cell: trimmed, inner blanks single, composed umlauts. */
export function plainText(cell: string | RawCell | undefined): string {
  if (typeof cell === 'string' && CLEAN.test(cell)) return cell;
  const value: RawValue = typeof cell === 'object' ? cell.value : (cell ?? null);
  if (value === null) return '';
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return trimCell(text)
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2009\u202F]+/gu, ' ');
}

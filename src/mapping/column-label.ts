/** Compares header labels the way people do: by their letters, whatever a narrow column did to them. */
import { columnLabel, type RawCell, type RawValue, type TableColumn } from '../core/table.ts';
import { trimCell } from './number-text.ts';

/** Without blanks, line breaks and hyphens, so that `Ins-\ngesamt` is `Insgesamt`. */
export function labelKey(label: string): string {
  return label.normalize('NFC').replaceAll(/[\s\u00A0\u00AD\u2009\u202F-]+/gu, '');
}

/** How messages name a column: by its label, or by its position where it has none. */
export function shownLabel(column: TableColumn): string {
  return columnLabel(column) || `Nr. ${column.position}`;
}

/** Text of a key, code or label cell: trimmed, inner blanks single, composed umlauts. */
export function plainText(cell: string | RawCell | undefined): string {
  const value: RawValue = typeof cell === 'object' ? cell.value : (cell ?? null);
  if (value === null) return '';
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return trimCell(text)
    .normalize('NFC')
    .replaceAll(/[\s\u00A0\u2009\u202F]+/gu, ' ');
}

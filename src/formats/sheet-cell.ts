/** One cell of the workbook library to a RawCell: value, number format, and whether a formula made it. */
import type { RawCell, RawValue } from '../core/table.ts';
import { SyncError } from '../errors.ts';
import { dateOfSerial, isDateFormat } from './number-format.ts';

/** Files hold English error texts; people see these in a German Excel. */
const ERRORS: Readonly<Record<string, string>> = {
  '#N/A': '#NV',
  '#VALUE!': '#WERT!',
  '#REF!': '#BEZUG!',
  '#NUM!': '#ZAHL!',
};

/** A cell as the library gives it, with a masked number format (see `maskFormat`). */
export interface HeldCell {
  readonly value: unknown;
  readonly format: string | undefined;
  readonly formula: boolean;
}

/** Numbers in a date format become dates (UTC), rich text plain text, errors their German text. */
export function rawCellOf(cell: HeldCell, system: 1900 | 1904): RawCell {
  const format = unmask(cell.format);
  const plain = plainValue(cell.value);
  const value = typeof plain === 'number' && isDateFormat(format) ? dateOfSerial(plain, system) : plain;
  return {
    value,
    ...(format === undefined || typeof plain !== 'number' ? {} : { format }),
    ...(cell.formula ? { formula: true } : {}),
  };
}

function plainValue(value: unknown): RawValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) throw dateByLibrary();
  const parts = value as { richText?: { text?: string }[]; text?: unknown; error?: string; result?: unknown };
  if (parts.richText) return parts.richText.map((part) => part.text ?? '').join('');
  if (parts.error !== undefined) return ERRORS[parts.error] ?? parts.error;
  return plainValue(parts.text ?? parts.result);
}

/**
 * Hides a number format from the library's own idea of dates, which skips everything in quotation marks.
 * `own`: the format as the workbook writes it, where it is one of its own.
 */
export function maskFormat<Style extends { numFmt?: string }>(
  style: Style | null,
  own?: string,
): Style | null {
  const format = own ?? style?.numFmt;
  return style && format !== undefined ? { ...style, numFmt: `"${encodeURIComponent(format)}"` } : style;
}

function unmask(format: string | undefined): string | undefined {
  return format?.startsWith('"') ? decodeURIComponent(format.slice(1, -1)) : format;
}

/** The mask has not held: better no value than a wrong one. */
function dateByLibrary(): SyncError {
  return new SyncError({
    code: 'format.workbook-date',
    kind: 'internal',
    message: 'Die Bibliothek für Arbeitsmappen hat ein Datum selbst gedeutet.',
    hint: 'Melden Sie diesen Fehler; die Arbeitsmappe wurde nicht gelesen.',
  });
}

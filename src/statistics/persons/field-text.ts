/** Fast ways to the text of a field: a register has twenty of them in each of a million lines. */
import { rawValue, type RawCell } from '../../core/table.ts';

const BLANK = 0x20;
const ZERO = 0x30;
const NINE = 0x39;

/** The text of a cell without blanks at its ends; empty where the field is not delivered. */
export function fieldText(cell: string | RawCell | undefined): string {
  if (cell === undefined) return '';
  const text = typeof cell === 'string' ? cell : String(rawValue(cell) ?? '');
  const inside = text === '' || (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)));
  return inside ? text : text.trim();
}

export function isDigits(text: string, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/** Certainly no blank of any kind. */
function isInk(code: number): boolean {
  return code > BLANK && code < 0x80;
}

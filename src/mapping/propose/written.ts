/** What the text of one cell can be: a date in one of the known formats, a number in some notation, a sign. */
import { proveDecimal, parseNumber, type NumberNotation } from '../../formats/number-text.ts';
import { trimCell } from '../column-label.ts';
import { readDate } from '../date-reader.ts';
import { DATE_FORMATS, type DateFormat } from '../profile-date.ts';

/** Signs of German tables, in the order in which reports list them. */
export const KNOWN_SIGNS = ['-', '–', '.', '*', '/', 'x', 'X', '...', '…'] as const;
const SIGNS: ReadonlySet<string> = new Set(KNOWN_SIGNS);
/** Numbers that files use as signs; only -9999 is never a figure. */
export const SECRET_NUMBER = '-9999';

export type WrittenNumber =
  | { readonly kind: 'plain'; readonly value: number }
  | { readonly kind: 'comma' | 'point' | 'ambiguous'; readonly text: string };

const PLAIN = /^[+\-\u2212]?\d+$/;
/** Brackets and quality marks around a figure say nothing about how it is written. */
const DRESS = /^\(?\s*([+\-\u2212]?[\d.,\s\u00A0\u2009\u202F]*\d)\s*\)?(?:\s?[prse])?$/u;
const BLANK_GROUPS = /\d[ \u00A0\u2009\u202F]\d{3}/;

export function isSign(text: string): boolean {
  return SIGNS.has(text);
}

/** Undefined where the text is no number in any notation. */
export function writtenNumber(raw: string): WrittenNumber | undefined {
  const text = DRESS.exec(trimCell(raw))?.[1];
  if (text === undefined) return undefined;
  if (PLAIN.test(text)) return { kind: 'plain', value: Number(text.replace('\u2212', '-')) };
  if (!/[.,]/.test(text)) return BLANK_GROUPS.test(text) ? { kind: 'ambiguous', text } : undefined;
  const proof = proveDecimal([text]);
  if (proof === 'comma' || proof === 'point') return { kind: proof, text };
  return proof === 'ambiguous' ? { kind: 'ambiguous', text } : undefined;
}

/** How the thousands of a text are parted under the decimal mark; undefined where they are not. */
export function thousandsIn(
  text: string,
  decimal: 'comma' | 'point',
): Exclude<NumberNotation['thousands'], 'none'> | undefined {
  if (BLANK_GROUPS.test(text)) return 'space';
  if (typeof parseNumber(text, { decimal, thousands: 'none' }) === 'number') return undefined;
  return decimal === 'comma' ? 'dot' : 'comma';
}

export function numberIn(text: string, decimal: 'comma' | 'point'): number | undefined {
  for (const thousands of ['none', decimal === 'comma' ? 'dot' : 'comma', 'space'] as const) {
    const value = parseNumber(text, { decimal, thousands });
    if (typeof value === 'number') return value;
  }
  return undefined;
}

/** All formats in which the text is a day that exists; a lone year counts with any day. */
export function dateFormats(text: string): DateFormat[] {
  return DATE_FORMATS.filter((format) => {
    const date = readDate(text, format === 'YYYY' ? { format, day: '12-31' } : { format });
    return date !== undefined && isPlausible(date);
  });
}

function isPlausible(date: string): boolean {
  return date >= '1900-01-01' && date <= '2100-12-31';
}

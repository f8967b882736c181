/**
 * Written house numbers to number, suffix and, for "12-16", the last number. What the grammar does not know is a
 * problem with a name, never a guess.
 */
import { orderOf, type HouseNumberPoint } from './house-number-order.ts';

export interface HouseNumber extends HouseNumberPoint {
  /** Last number of a compound such as "12-16"; the address belongs to its first one. */
  readonly to?: HouseNumberPoint;
}

/** `missing`: there is none (also 0 or 0000); `reversed`: "16-12"; `malformed`: everything else. */
export type HouseNumberProblem = 'missing' | 'malformed' | 'reversed';
export type ParsedHouseNumber = HouseNumber | { readonly problem: HouseNumberProblem };

const WRITTEN = /^(\d{1,4})\s?([a-zA-Z]?)(?:\s?([-/])\s?(\d{0,4})([a-zA-Z]?))?$/;
const HALF = /^(\d{1,4})\s(\d)\/(\d)$/;
const FRACTION = /^(\d)\/(\d)$/;
const BLANKS = /[\s\u00A0\u2009\u202F]+/gu;

/** `number` may hold everything ("12a-16") or the digits alone, with the rest in `suffix` ("a", "1/2", "B-C"). */
export function parseHouseNumber(number: string, suffix = ''): ParsedHouseNumber {
  const [head, tail] = [tidy(number), tidy(suffix)];
  if (head === '' && tail === '') return { problem: 'missing' };
  const fraction = FRACTION.exec(tail);
  if (fraction) return withFraction(head, fraction[1], fraction[2]);
  // Digits must not run together: number 12 with suffix 2 is not 122.
  if (/^\d/.test(tail)) return { problem: 'malformed' };
  const half = tail === '' ? HALF.exec(head) : null;
  return half ? withFraction(half[1] ?? '', half[2], half[3]) : parseWhole(head + tail);
}

export function isProblem(parsed: ParsedHouseNumber): parsed is { readonly problem: HouseNumberProblem } {
  return 'problem' in parsed;
}

/** `12A`, `12-16`, `12 1/2`: as people write it. */
export function houseNumberText({ number, suffix, to }: HouseNumber): string {
  const first = `${number}${/^\d/.test(suffix) ? ' ' : ''}${suffix}`;
  return to ? `${first}-${to.number}${to.suffix}` : first;
}

function tidy(text: string): string {
  return text.replaceAll(BLANKS, ' ').trim();
}

function withFraction(head: string, over: string | undefined, under: string | undefined): ParsedHouseNumber {
  const number = /^\d{1,4}$/.test(head) ? Number(head) : 0;
  if (number === 0) return { problem: head === '' || /^0+$/.test(head) ? 'missing' : 'malformed' };
  return Number(over) > 0 && Number(over) < Number(under)
    ? { number, suffix: `${over}/${under}` }
    : { problem: 'malformed' };
}

function parseWhole(text: string): ParsedHouseNumber {
  const match = WRITTEN.exec(text);
  if (!match) return { problem: 'malformed' };
  const [, digits, letter = '', sign, lastDigits = '', lastLetter = ''] = match;
  const number = Number(digits);
  if (number === 0) return { problem: 'missing' };
  const first = { number, suffix: letter.toUpperCase() };
  if (sign === undefined || (lastDigits === '' && lastLetter === '')) return first;
  return withTail(first, sign, { digits: lastDigits, letter: lastLetter.toUpperCase() });
}

/** "12-16", "12a-c" and "12/14" are compounds; "12/2" is the second house of number 12, "12/a" is 12A. */
function withTail(
  first: HouseNumberPoint,
  sign: string,
  tail: { digits: string; letter: string },
): ParsedHouseNumber {
  if (tail.digits === '') {
    if (sign === '/' && first.suffix === '') return { number: first.number, suffix: tail.letter };
    return compound(first, { number: first.number, suffix: tail.letter });
  }
  const last = { number: Number(tail.digits), suffix: tail.letter };
  if (sign === '/' && last.number <= first.number)
    return last.number === 0 || last.suffix !== ''
      ? { problem: 'malformed' }
      : { number: first.number, suffix: `${first.suffix}/${last.number}` };
  return compound(first, last);
}

function compound(first: HouseNumberPoint, last: HouseNumberPoint): ParsedHouseNumber {
  const [from, to] = [orderOf(first), orderOf(last)];
  if (to < from) return { problem: 'reversed' };
  return to === from ? first : { ...first, to: last };
}

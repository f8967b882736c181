/**
 * House numbers as one sortable number each: number first, then suffix ('' < '1/2' < '/2' < 'A' < 'A/2' < 'B').
 * Ranges become intervals of these and are searched by halving.
 */
export interface HouseNumberPoint {
  /** 1 to 9999. */
  readonly number: number;
  /** Normalised: '', 'A', '1/2', '/2' or 'A/2'. */
  readonly suffix: string;
}

/** Room for all suffixes of one number. */
const PER_NUMBER = 2 ** 19;
const PER_LETTER = 2 ** 14;
/** Fractions such as 1/2 come before sub-numbers such as /2. */
const FRACTIONS = 100;
const SUFFIX = /^([A-Z]?)(?:(\d)?\/(\d{1,4}))?$/;
/** House number 9999 in a directory means: to the end of the street. */
export const OPEN_END = 9999;
export const LAST_ORDER = endOfNumber(OPEN_END);

/** NaN for a suffix that is not normalised. */
export function orderOf({ number, suffix }: HouseNumberPoint): number {
  return number * PER_NUMBER + suffixRank(suffix);
}

/** The last order that belongs to a number, with whatever suffix. */
export function endOfNumber(number: number): number {
  return (number + 1) * PER_NUMBER - 1;
}

export function numberOfOrder(order: number): number {
  return Math.floor(order / PER_NUMBER);
}

/**
 * The order of a number and suffix as registers write nearly all of them: up to four digits, and nothing or one
 * letter. -1 for everything else, which needs the full grammar.
 */
export function plainOrder(number: string, suffix: string): number {
  if (number.length === 0 || number.length > 4) return -1;
  let value = 0;
  for (let i = 0; i < number.length; i += 1) {
    const digit = number.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  if (value === 0) return -1;
  if (suffix === '') return value * PER_NUMBER;
  if (suffix.length > 1) return -1;
  // Lower and upper case letters differ in one bit.
  const letter = (suffix.charCodeAt(0) & ~32) - 64;
  return letter >= 1 && letter <= 26 && suffix.charCodeAt(0) >= 65
    ? value * PER_NUMBER + letter * PER_LETTER
    : -1;
}

function suffixRank(suffix: string): number {
  if (suffix === '') return 0;
  const match = SUFFIX.exec(suffix);
  if (!match) return Number.NaN;
  const [, letter = '', numerator, denominator] = match;
  const first = letter === '' ? 0 : letter.charCodeAt(0) - 64;
  return first * PER_LETTER + tailRank(numerator, denominator);
}

function tailRank(numerator: string | undefined, denominator: string | undefined): number {
  if (denominator === undefined) return 0;
  if (numerator === undefined) return FRACTIONS + Number(denominator);
  return Math.round((Number(numerator) / Number(denominator)) * FRACTIONS);
}

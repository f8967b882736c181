/** Dates of a register, in which day or month may be unknown (00). Days are numbers JJJJMMTT, for speed. */
import { calendarDay, type ReferenceDate } from '../../core/reference-date.ts';

export interface PartialDate {
  /** JJJJMMTT; what is unknown is filled in: month 7, day 1. */
  readonly day: number;
  /** What had to be filled in. */
  readonly assumed: 'nothing' | 'day' | 'month';
}

const EARLIEST_YEAR = 1850;
const ASSUMED_MONTH = 7;
const ASSUMED_DAY = 1;
/** Every month has so many days. */
const SURE_DAYS = 28;
const ZERO = 0x30;
const DOT = 0x2e;

/**
 * `JJJJMMTT` or `TT.MM.JJJJ`; undefined where it is neither, the year is missing or the day does not exist. Reads
 * digit by digit, because a register has several dates in each of a million lines.
 */
export function parsePartialDate(text: string): PartialDate | undefined {
  if (text.length === 8) return partialDate(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8));
  const isGerman = text.length === 10 && text.charCodeAt(2) === DOT && text.charCodeAt(5) === DOT;
  return isGerman ? partialDate(digits(text, 6, 10), digits(text, 3, 5), digits(text, 0, 2)) : undefined;
}

/** A year of birth alone. */
export function parseYear(text: string): PartialDate | undefined {
  return text.length === 4 ? partialDate(digits(text, 0, 4), 0, 0) : undefined;
}

export function compactDay(date: ReferenceDate): number {
  return Number(date.replaceAll('-', ''));
}

/** Days from one JJJJMMTT to another. */
export function daysBetween(from: number, to: number): number {
  return Math.round((epoch(to) - epoch(from)) / 86_400_000);
}

function partialDate(year: number, month: number, day: number): PartialDate | undefined {
  if (!(year >= EARLIEST_YEAR && month >= 0 && day >= 0) || (month === 0 && day !== 0)) return undefined;
  const assumed = month === 0 ? 'month' : day === 0 ? 'day' : 'nothing';
  const [m, d] = [month || ASSUMED_MONTH, day || ASSUMED_DAY];
  if (m > 12 || (d > SURE_DAYS && !calendarDay(year, m, d))) return undefined;
  return { day: year * 10_000 + m * 100 + d, assumed };
}

/** The number that stands there, or NaN where a character is no digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function epoch(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100);
}

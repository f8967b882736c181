/**
 * Stichtag: a plain calendar day, never an instant. Written `YYYY-MM-DD`, compared as text.
 */
declare const brand: unique symbol;
export type ReferenceDate = string & { readonly [brand]: 'ReferenceDate' };

/** First and last day, both included; `to: null` means open. */
export interface Validity {
  readonly from: ReferenceDate;
  readonly to: ReferenceDate | null;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day as a ReferenceDate, or undefined where no such day exists (2020-12-45, 2023-02-29). */
export function parseReferenceDate(text: string): ReferenceDate | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  return calendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Year, month 1-12 and day 1-31 as a ReferenceDate, or undefined where the day does not exist. */
export function calendarDay(year: number, month: number, day: number): ReferenceDate | undefined {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (day > daysInMonth(year, month)) return undefined;
  return iso(year, month, day);
}

/** For constants and tests: throws a RangeError where `parseReferenceDate` answers undefined. */
export function referenceDate(text: string): ReferenceDate {
  const date = parseReferenceDate(text);
  if (!date) throw new RangeError(`not a calendar day: ${text}`);
  return date;
}

export function compareDates(a: ReferenceDate, b: ReferenceDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The same Stichtag `years` later (negative: earlier). The end of a month stays the end of that month: from
 * 28 February 2025 one year back lies 29 February 2024.
 */
export function addYears(date: ReferenceDate, years: number): ReferenceDate {
  const [year, month, day] = parts(date);
  const last = daysInMonth(year + years, month);
  return iso(year + years, month, day === daysInMonth(year, month) ? last : day);
}

/** The same day `months` later (negative: earlier), or the last one of a shorter month; the end of a month stays one. */
export function addMonths(date: ReferenceDate, months: number): ReferenceDate {
  const [year, month, day] = parts(date);
  const index = 12 * year + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = daysInMonth(toYear, toMonth);
  return iso(toYear, toMonth, day === daysInMonth(year, month) ? last : Math.min(day, last));
}

/** Calendar months from the month of `from` to that of `to`, negative where `to` lies before. */
export function monthsBetween(from: ReferenceDate, to: ReferenceDate): number {
  const [[year, month], [otherYear, otherMonth]] = [parts(from), parts(to)];
  return 12 * (otherYear - year) + otherMonth - month;
}

export function addDays(date: ReferenceDate, days: number): ReferenceDate {
  const [year, month, day] = parts(date);
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return iso(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

export function isValidOn(validity: Validity, date: ReferenceDate): boolean {
  return validity.from <= date && (validity.to === null || date <= validity.to);
}

/** `31.12.2024`, for texts shown to people. */
export function germanDate(date: ReferenceDate): string {
  return `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
}

export function yearOf(date: ReferenceDate): number {
  return Number(date.slice(0, 4));
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function parts(date: ReferenceDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function iso(year: number, month: number, day: number): ReferenceDate {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as ReferenceDate;
}

/** Written dates to reference dates. A day that does not exist is rejected, never moved to one that does. */
import { calendarDay, type ReferenceDate } from '../core/reference-date.ts';
import type { RawValue } from '../core/table.ts';
import { trimCell } from './column-label.ts';
import type { DateFormat } from './profile-date.ts';

export interface WrittenDate {
  readonly format: DateFormat;
  /** `12-31`, with formats that leave the day open only. */
  readonly day?: string;
}

/** A date inside a longer text: first group of the pattern. */
export interface DatePattern extends WrittenDate {
  readonly match: string;
}

const SHAPES: Readonly<Record<DateFormat, RegExp>> = {
  YYYY: /^(?<y>\d{4})$/,
  YYYYMM: /^(?<y>\d{4})(?<m>\d{2})$/,
  'YYYY-MM': /^(?<y>\d{4})-(?<m>\d{2})$/,
  'MMM YYYY': /^(?<name>\p{L}+)\.? (?<y>\d{4})$/u,
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  YYYY_MM_DD: /^(?<y>\d{4})_(?<m>\d{2})_(?<d>\d{2})$/,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
  'DD.MM.YYYY': /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/,
  'YYYY/YYYY': /^(?<y>\d{4})\/(?<next>\d{4})$/,
  DD_MM_YYYY: /^(?<d>\d{2})_(?<m>\d{2})_(?<y>\d{4})$/,
};

/** By law the school year begins on 1 August; teaching begins later. */
const SCHOOL_YEAR_BEGINS = 8;
const MONTHS = ['jan', 'feb', 'mär', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'];
const LONG_MONTHS = [
  'januar',
  'februar',
  'märz',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'dezember',
];

export function readDate(text: string, rule: WrittenDate): ReferenceDate | undefined {
  const parts = SHAPES[rule.format].exec(trimCell(text))?.groups;
  if (!parts) return undefined;
  const year = Number(parts['y']);
  const [ownMonth = 0, ownDay = 0] = (rule.day ?? '').split('-').map(Number);
  if (rule.format === 'YYYY') return calendarDay(year, ownMonth, ownDay);
  if (rule.format === 'YYYY/YYYY') {
    if (Number(parts['next']) !== year + 1) return undefined;
    return calendarDay(ownMonth < SCHOOL_YEAR_BEGINS ? year + 1 : year, ownMonth, ownDay);
  }
  const month = parts['name'] === undefined ? Number(parts['m']) : monthNumber(parts['name']);
  if (month < 1 || month > 12) return undefined;
  return calendarDay(year, month, parts['d'] === undefined ? lastDay(year, month) : Number(parts['d']));
}

/** A cell of a date column: workbooks hold real days and numbers such as 2024 or 202412. */
export function readDateCell(value: RawValue, rule: WrittenDate): ReferenceDate | undefined {
  if (value instanceof Date) {
    const wholeDay = rule.format.includes('DD');
    return wholeDay
      ? calendarDay(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate())
      : undefined;
  }
  return readDate(value === null ? '' : String(value), rule);
}

/** The date in a file name, a title or a header label. */
export function findDate(text: string, rule: DatePattern): ReferenceDate | undefined {
  const found = writtenDate(text, rule);
  return found === undefined ? undefined : readDate(found, rule);
}

/** The text in the place of the date, whether it is one or not. */
export function writtenDate(text: string, rule: Pick<DatePattern, 'match'>): string | undefined {
  return new RegExp(rule.match, 'u').exec(text)?.[1];
}

function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return Math.max(MONTHS.indexOf(lower), LONG_MONTHS.indexOf(lower)) + 1;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * The month or day a report sheet is about, from its title lines and never from the file name: sheets of one
 * workbook differ, and those with data after the waiting time show an earlier month than the name.
 */
import {
  rawValue,
  rowText,
  type RawCell,
  type RawRow,
  type ReferenceDate,
  type ReportRow,
} from '../../src/sdk/index.ts';
import { monthName, monthTime, readTime } from './labels.ts';

/** Lines that name the time of the figures. */
const SAYS_TIME = /Berichtsmonat|Stichtag|Berichtszeitraum|Berichtsjahr/iu;
/** Lines that name the day on which somebody made the file. */
const SAYS_EDITION = /Erstell|Datenstand|Stand\s*:|Veröffentlich/iu;
const WRITTEN = /\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|(?:\d{1,2}\.\s?)?\p{L}{3,9}\.?\s\d{4}/gu;

/**
 * `pattern`: an expression whose first group holds the time. Undefined, with a finding, where the lines do not
 * name exactly one.
 */
export function sheetDate(
  titles: readonly RawRow[],
  pattern: string | undefined,
  report: ReportRow,
): ReferenceDate | undefined {
  const dates = new Set(pattern === undefined ? foundDates(titles) : matchedDates(titles, pattern));
  const [date] = dates;
  if (date !== undefined && dates.size === 1) return date;
  const found = [...dates].map(monthName).join(', ');
  report('jobcenter.date-missing', 0, { found: found === '' ? 'nichts' : found });
  return undefined;
}

/** Tells where a month in the file name is another one than the sheet's. */
export function compareWithName(date: ReferenceDate, file: string, report: ReportRow): void {
  const [, year, month] = /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/.exec(file) ?? [];
  const named = year === undefined ? undefined : monthTime(Number(year), Number(month));
  if (named?.date === undefined || named.date.slice(0, 7) === date.slice(0, 7)) return;
  report('jobcenter.month-differs', 0, { found: monthName(date), expected: named.text });
}

function matchedDates(titles: readonly RawRow[], pattern: string): ReferenceDate[] {
  const expression = new RegExp(pattern, 'u');
  return titles.flatMap(({ cells }) => {
    const written = expression.exec(rowText(cells))?.[1];
    return (written === undefined ? undefined : readTime(written.trim())?.date) ?? [];
  });
}

function foundDates(titles: readonly RawRow[]): ReferenceDate[] {
  const telling = titles.filter(({ cells }) => SAYS_TIME.test(rowText(cells)));
  const others = titles.filter(({ cells }) => !SAYS_EDITION.test(rowText(cells)));
  const dates = telling.flatMap(datesIn);
  return dates.length > 0 ? dates : others.flatMap(datesIn);
}

function datesIn({ cells }: RawRow): ReferenceDate[] {
  return cells.flatMap((cell) => {
    const value = rawValue(cell);
    if (value instanceof Date) return dayOf(value, typeof cell === 'string' ? undefined : cell) ?? [];
    const texts = String(value ?? '').match(WRITTEN) ?? [];
    return texts.flatMap((text) => readTime(text)?.date ?? []);
  });
}

/** A date cell that shows no day means its month. */
function dayOf(value: Date, cell: RawCell | undefined): ReferenceDate | undefined {
  const [year, month] = [value.getUTCFullYear(), value.getUTCMonth() + 1];
  const shown = cell?.format?.replaceAll(/"[^"]*"|\[[^\]]*\]/g, '') ?? '';
  if (!/[dt]/iu.test(shown)) return monthTime(year, month)?.date;
  return readTime(`${value.getUTCDate()}.${month}.${year}`)?.date;
}

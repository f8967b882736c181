/** Where a delivery says its Stichtag: in a column, in the headers, in a title, in the file name, or nowhere. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import { readDate } from '../date-reader.ts';
import type { DateFormat } from '../profile-date.ts';
import { filled, type ColumnFacts } from './column-facts.ts';
import { dateFormats } from './written.ts';

export type FoundDate =
  | {
      readonly from: 'column';
      readonly column: ColumnFacts;
      readonly format: DateFormat;
      readonly others: readonly ColumnFacts[];
    }
  | {
      readonly from: 'header' | 'title' | 'fileName';
      readonly match: string;
      readonly format: DateFormat;
      readonly found: string;
    }
  | { readonly from: 'parameter' };

const DATE_LABEL = /jahr|year|zeit|time|stichtag|datum|date$|^stand$|monat|month|berichts/i;
/** A column of these is one of days whatever it is called; digits alone could be figures. */
const SURE: ReadonlySet<DateFormat> = new Set([
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'YYYY_MM_DD',
  'DD_MM_YYYY',
  'YYYY-MM',
  'MMM YYYY',
]);

export function dateColumn(
  columns: readonly ColumnFacts[],
): Extract<FoundDate, { from: 'column' }> | undefined {
  const candidates = columns
    .filter((column) => column.dates.length > 0 && filled(column) * 20 >= column.rows * 19)
    .map((column) => ({ column, weight: weightOf(column) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const [best, ...others] = candidates;
  const format = best?.column.dates[0];
  if (!best || !format) return undefined;
  return { from: 'column', column: best.column, format, others: others.map(({ column }) => column) };
}

function weightOf({ dates, label }: ColumnFacts): number {
  const sure = dates.some((format) => SURE.has(format)) ? 2 : 0;
  return sure + (DATE_LABEL.test(label) ? 3 : 0);
}

interface Written {
  readonly format: DateFormat;
  /** Pattern with the date in a group. */
  readonly match: string;
}

const IN_LABELS: readonly Written[] = [
  { format: 'DD.MM.YYYY', match: '(\\d{1,2}\\.\\d{1,2}\\.\\d{4})' },
  { format: 'YYYY-MM-DD', match: '(\\d{4}-\\d{2}-\\d{2})' },
  { format: 'MMM YYYY', match: '(\\p{L}{3,9}\\.? (?:19|20)\\d{2})' },
  { format: 'YYYY', match: '(?:^| / )((?:19|20)\\d{2})(?: / |$)' },
];

/** Every value column names the day in its header. */
export function headerDate(values: readonly ColumnFacts[]): FoundDate | undefined {
  for (const { format, match } of IN_LABELS) {
    const found = values.map(({ label }) => dateIn(label, { format, match }));
    if (found.length > 0 && found.every((text) => text !== undefined))
      return { from: 'header', match, format, found: found[0] ?? '' };
  }
  return undefined;
}

/** The day that one column names for itself, or a year without a day. */
export function ownDate(
  label: string,
): { readonly date: ReferenceDate } | { readonly year: string } | undefined {
  for (const { format, match } of IN_LABELS) {
    const found = dateIn(label, { format, match });
    const date = found === undefined || format === 'YYYY' ? undefined : readDate(found, { format });
    if (date) return { date };
  }
  const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(label)?.[0];
  return year === undefined ? undefined : { year };
}

const IN_TITLES: readonly Written[] = [
  { format: 'DD.MM.YYYY', match: '(\\d{1,2}\\.\\d{1,2}\\.\\d{4})' },
  { format: 'YYYY-MM-DD', match: '(\\d{4}-\\d{2}-\\d{2})' },
  {
    format: 'MMM YYYY',
    match: '((?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) \\d{4})',
  },
];
const YEAR_IN_TITLE = /(Berichtsjahr|Stichtag|Stand|Jahr)(:?\s+)((?:19|20)\d{2})(?!\d|\.)/;

/** A day in a title, with the word before it so that another day beside it is not taken by mistake. */
export function titleDate(titles: readonly string[]): FoundDate | undefined {
  for (const { format, match } of IN_TITLES)
    for (const title of titles) {
      const found = dateIn(title, { format, match });
      if (found === undefined) continue;
      const before = /([\p{L}]+:?\s+)$/u.exec(title.slice(0, title.indexOf(found)))?.[1] ?? '';
      return { from: 'title', match: `${escaped(before)}${match}`, format, found };
    }
  for (const title of titles) {
    const [, word = '', gap = '', year = ''] = YEAR_IN_TITLE.exec(title) ?? [];
    if (year !== '')
      return { from: 'title', match: `${escaped(word + gap)}(\\d{4})`, format: 'YYYY', found: year };
  }
  return undefined;
}

const IN_FILE_NAMES: readonly Written[] = [
  { format: 'YYYY-MM-DD', match: '(?<!\\d)(\\d{4}-\\d{2}-\\d{2})(?!\\d)' },
  { format: 'YYYY_MM_DD', match: '(?<!\\d)(\\d{4}_\\d{2}_\\d{2})(?!\\d)' },
  { format: 'DD.MM.YYYY', match: '(?<!\\d)(\\d{2}\\.\\d{2}\\.\\d{4})(?!\\d)' },
  { format: 'DD_MM_YYYY', match: '(?<!\\d)(\\d{2}_\\d{2}_\\d{4})(?!\\d)' },
  { format: 'YYYYMMDD', match: '(?<!\\d)(\\d{8})(?!\\d)' },
  { format: 'YYYY-MM', match: '(?<!\\d)(\\d{4}-\\d{2})(?![\\d-])' },
  { format: 'YYYYMM', match: '(?<!\\d)(\\d{6})(?!\\d)' },
  { format: 'YYYY', match: '(?<!\\d|\\d-)((?:19|20)\\d{2})(?!\\d|-\\d)' },
];

export function fileNameDate(file: string): FoundDate | undefined {
  for (const { format, match } of IN_FILE_NAMES) {
    const found = dateIn(file, { format, match });
    if (found !== undefined) return { from: 'fileName', match, format, found };
  }
  return undefined;
}

/** The text of the date, where it is a day that exists. */
function dateIn(text: string, { format, match }: Written): string | undefined {
  const found = new RegExp(match, 'u').exec(text)?.[1];
  return found !== undefined && dateFormats(found).includes(format) ? found : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

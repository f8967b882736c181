/** Labels of BA workbooks: without their footnote marks; what a heading says about time is taken out of it. */
import { calendarDay, normaliseLabel, type ReferenceDate } from '../../src/sdk/index.ts';

/** Numbers of footnotes change from month to month: `Bestand 1)`, `Zugang 2) 4)`. */
const FOOTNOTE = /,?\s\d+\)$/u;

/** The time that figures hold for, as a heading or a title line writes it. */
export interface WrittenTime {
  /** `30.06.`, `Jahresdurchschnitt`, `Juni 2024`. */
  readonly text: string;
  /** Where it is a day of each year: `06-30`. */
  readonly dayOfYear?: string;
  /** Where it is one day, or a month: then the last day of it. */
  readonly date?: ReferenceDate;
  /** A mean over the year, of which no day is the reference date. */
  readonly average?: true;
}

export interface Heading {
  readonly title: string;
  readonly time: WrittenTime | undefined;
}

/** A mark goes only where no bracket stays open without it: `(unter 15)` and `(Juni 2024)` are no footnotes. */
export function baLabel(text: string): string {
  let label = normaliseLabel(text);
  for (;;) {
    const bare = label.replace(FOOTNOTE, '').trim();
    if (bare === label || count(bare, '(') > count(bare, ')')) return label;
    label = bare;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** `Arbeitslose (Jahresdurchschnitte)` to its title and its time; brackets that hold no time stay. */
export function readHeading(text: string): Heading {
  const label = baLabel(text);
  const parts = /^(.*\S)\s*\(([^()]+)\)$/u.exec(label) ?? /^(.*\S?),\s+([^,]+)$/u.exec(label);
  const time = parts?.[2] === undefined ? undefined : readTime(parts[2]);
  return parts?.[1] !== undefined && time
    ? { title: baLabel(parts[1]), time }
    : { title: label, time: undefined };
}

const MONTHS = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];
const LEAD = String.raw`(?:(?:Berichtsmonat|Stichtag|Bestand|am|im)\s*:?\s*)?`;
const DAY = new RegExp(String.raw`^${LEAD}(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?$`, 'iu');
const MONTH = new RegExp(String.raw`^${LEAD}(?:(\d{1,2})\.\s?)?(\p{L}+)\.?\s(\d{4})$`, 'iu');
const AVERAGE = /^Jahresdurchschnitte?$/iu;

/** The whole text as a time, or undefined: days that do not exist are none. */
export function readTime(text: string): WrittenTime | undefined {
  if (AVERAGE.test(text)) return { text: 'Jahresdurchschnitt', average: true };
  const day = DAY.exec(text);
  if (day) return readDay(Number(day[1]), Number(day[2]), day[3]);
  const month = MONTH.exec(text);
  const number = month?.[2] === undefined ? 0 : monthNumber(month[2]);
  if (!month || number === 0) return undefined;
  return month[1] === undefined
    ? monthTime(Number(month[3]), number)
    : readDay(Number(month[1]), number, month[3]);
}

/** 1 to 12 for a name, or for the first three letters of one; 0 for any other word. */
function monthNumber(word: string): number {
  const lower = word.toLowerCase();
  return (
    MONTHS.map((name) => name.toLowerCase()).findIndex(
      (name) => name === lower || name.slice(0, 3) === lower,
    ) + 1
  );
}

export function monthTime(year: number, month: number): WrittenTime | undefined {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = calendarDay(year, month, last);
  return date && { text: monthName(date), date };
}

/** `Juni 2024` for any day of that month. */
export function monthName(date: ReferenceDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
}

function readDay(day: number, month: number, year: string | undefined): WrittenTime | undefined {
  const date = calendarDay(year === undefined ? 2023 : Number(year), month, day);
  if (!date) return undefined;
  const [, ...parts] = date.split('-');
  const text = `${parts[1]}.${parts[0]}.`;
  return year === undefined ? { text, dayOfYear: parts.join('-') } : { text: text + year, date };
}

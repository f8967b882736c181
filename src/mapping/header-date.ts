/**
 * The Stichtag of a value column from the labels above it: blocks carry one date, single columns another. The
 * innermost label that names a date decides; one that names two different ones decides nothing.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { TableColumn } from '../core/table.ts';
import { shownLabel } from './column-label.ts';
import { findDate, readDate, type DatePattern } from './date-reader.ts';
import type { DateRule } from './profile-date.ts';

export type HeaderDate =
  | { readonly date: ReferenceDate }
  | { readonly wrong: 'no-date'; readonly found: string }
  | { readonly wrong: 'impossible-date'; readonly found: string; readonly expected: string }
  | { readonly wrong: 'several-dates'; readonly found: string; readonly expected: string };

/** Undefined where the profile does not look into the header. */
export function headerDate(column: TableColumn, rule: DateRule): HeaderDate | undefined {
  if (rule.from === 'labels') return dateOfLabels(column, rule.patterns);
  if (rule.from !== 'header') return undefined;
  const date = findDate(shownLabel(column), rule);
  return date ? { date } : { wrong: 'no-date', found: shownLabel(column) };
}

function dateOfLabels(column: TableColumn, patterns: readonly DatePattern[]): HeaderDate {
  for (const label of column.path.toReversed()) {
    const written = patterns.flatMap((pattern) => datesIn(label, pattern));
    const [first] = written;
    if (!first) continue;
    const impossible = written.find(({ date }) => date === undefined);
    if (impossible)
      return { wrong: 'impossible-date', found: impossible.text, expected: impossible.pattern.format };
    const other = written.find(({ date }) => date !== first.date);
    if (other) return { wrong: 'several-dates', found: label, expected: `${first.text}, ${other.text}` };
    if (first.date) return { date: first.date };
  }
  return { wrong: 'no-date', found: shownLabel(column) };
}

interface Written {
  readonly text: string;
  readonly pattern: DatePattern;
  /** Undefined: written like a date, but no day of the calendar. */
  readonly date: ReferenceDate | undefined;
}

function datesIn(label: string, pattern: DatePattern): Written[] {
  return [...label.matchAll(new RegExp(pattern.match, 'gu'))].flatMap(([, text]) =>
    text === undefined ? [] : [{ text, pattern, date: readDate(text, pattern) }],
  );
}

/** Values of one indicator on one unit from the flat rows of `/without-geometry`, where everything is text or null. */
import { z } from 'zod';
import { areaKey, type AreaKey } from '../core/area.ts';
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { TargetValues } from '../sync/target.ts';

const DATE_COLUMN = /^DATE_(\d{4}-\d{2}-\d{2})$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

type Row = ReadonlyMap<ReferenceDate, number | null>;
interface KeyedRow {
  readonly key: AreaKey;
  readonly values: Row;
}

/** Other columns belong to the unit and are not looked at. */
const rowShape = z.record(z.string(), z.unknown()).transform((columns, context): KeyedRow => {
  const fail = (column: string, message: string) => {
    context.addIssue({ code: 'custom', message, path: [column] });
    return z.NEVER;
  };
  if (typeof columns.ID !== 'string') return fail('ID', 'kein Schlüssel');
  const values = new Map<ReferenceDate, number | null>();
  for (const [column, text] of Object.entries(columns)) {
    const date = parseReferenceDate(DATE_COLUMN.exec(column)?.[1] ?? '');
    if (!date) continue;
    const value = storedNumber(text);
    if (value === undefined) return fail(column, 'weder Zahl noch leer');
    values.set(date, value);
  }
  return { key: areaKey(columns.ID), values };
});

export const valuesShape = z.array(rowShape).transform(mergeRows);

/**
 * The float32 that the text stands for: the server prints as few digits as tell it from its neighbours, so
 * `1.2345679E8` is 123456792. undefined: no number (`NaN`, `Infinity`, anything else).
 */
export function storedNumber(text: unknown): number | null | undefined {
  if (text === null) return null;
  if (typeof text !== 'string' || !NUMBER.test(text)) return undefined;
  const value = Math.fround(Number(text));
  return Number.isFinite(value) ? value : undefined;
}

/** Every version of an area repeats the row of its key; rows that differ are a duplicate insert. */
function mergeRows(rows: readonly KeyedRow[]): TargetValues {
  const dates = new Set<ReferenceDate>();
  const merged = new Map<AreaKey, Row>();
  const contradictory = new Set<AreaKey>();
  for (const { key, values } of rows) {
    for (const date of values.keys()) dates.add(date);
    const known = merged.get(key);
    if (!known) merged.set(key, values);
    else if (!sameRow(known, values)) contradictory.add(key);
  }
  return { dates: [...dates].sort(), rows: merged, contradictory: [...contradictory].sort() };
}

function sameRow(a: Row, b: Row): boolean {
  return a.size === b.size && [...a].every(([date, value]) => b.has(date) && b.get(date) === value);
}

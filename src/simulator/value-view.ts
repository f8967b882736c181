/**
 * What can be read of an indicator on a unit: the inner join of its value rows with the unit's features,
 * as GeoJSON or as flat texts (contract 2.1, 2.6). A key without a feature is invisible.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import { EMPTY_SINGLE_FEATURE_FAILS, HIDES_FURTHER_VERSIONS } from './assumptions.ts';
import { notFound } from './failure.ts';
import { columnsOf, sortedCollection, withoutNulls, type OutputCollection } from './feature-table.ts';
import { floatText, printedFloat } from './float-text.ts';
import type { FeatureRow, FeatureTable, Scalar, ValueRow, ValueTable } from './state.ts';
import { byId } from './versioning.ts';

export type FlatRow = Record<string, string | null>;

/** With a day: features that started by then and end strictly later. Nothing to show is an error. */
export function valueCollection(
  values: ValueTable,
  features: FeatureTable,
  day?: ReferenceDate,
): OutputCollection {
  const isShown = (row: FeatureRow) =>
    day === undefined || (row.start <= day && (row.end === null || row.end > day));
  const shown = joined(values, features).filter(([, feature]) => isShown(feature));
  const seen = new Set<number>();
  const visible = shown.filter(([row]) => {
    const isFurther = seen.has(row.fid);
    seen.add(row.fid);
    return !(HIDES_FURTHER_VERSIONS && isFurther);
  });
  return sortedCollection(
    visible.map(([row, feature]) => ({
      type: 'Feature',
      geometry: feature.geometry,
      properties: withoutNulls({
        ID: row.id,
        ...dateColumns(values, row, printedFloat),
        ...unitColumns(feature),
      }),
      id: `INDICATOR_${values.number}_VIEW.${row.fid}`,
    })),
  );
}

/** Every version of every area; with a day those valid on it, both ends included. */
export function flatValues(values: ValueTable, features: FeatureTable, day?: ReferenceDate): FlatRow[] {
  const isShown = (row: FeatureRow) =>
    day === undefined || (row.start <= day && (row.end === null || row.end >= day));
  return joined(values, features)
    .filter(([, feature]) => isShown(feature))
    .map(([row, feature]) => ({ ...flatValueRow(values, row), ...texts(unitColumns(feature)) }));
}

/** The rows of one key, straight from the value table: also for a key without a feature. */
export function singleValueRows(values: ValueTable, key: string): FlatRow[] {
  const rows = values.rows.filter((row) => row.id === key);
  if (rows.length === 0 && EMPTY_SINGLE_FEATURE_FAILS) throw notFound('feature');
  return rows.map((row) => flatValueRow(values, row));
}

function flatValueRow(values: ValueTable, row: ValueRow): FlatRow {
  return { fid: String(row.fid), ID: row.id, ...dateColumns(values, row, floatText) };
}

function joined(values: ValueTable, features: FeatureTable): [ValueRow, FeatureRow][] {
  const versions = byId(features.rows);
  return values.rows.flatMap((row) =>
    (versions.get(row.id) ?? []).map((feature): [ValueRow, FeatureRow] => [row, feature]),
  );
}

function dateColumns<T extends string | number>(
  values: ValueTable,
  row: ValueRow,
  print: (value: number) => T,
): Record<string, T | null> {
  const columns: Record<string, T | null> = {};
  for (const [index, date] of values.dates.entries()) {
    const value = row.values[index] ?? null;
    columns[`DATE_${date}`] = value === null ? null : print(value);
  }
  return columns;
}

/** The view takes `ID` and `fid` from the value table. */
function unitColumns(feature: FeatureRow): Record<string, Scalar> {
  const { ID: _id, ...columns } = columnsOf(feature);
  return columns;
}

function texts(columns: Record<string, Scalar>): FlatRow {
  const entries = Object.entries(columns);
  return Object.fromEntries(entries.map(([name, value]) => [name, value === null ? null : String(value)]));
}

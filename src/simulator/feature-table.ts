/**
 * Feature tables as the outside sees them: GeoJSON answers, validity on a day, single features. Used by
 * spatial units and georesources alike.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import { EMPTY_SINGLE_FEATURE_FAILS } from './assumptions.ts';
import { notFound, plainException } from './failure.ts';
import type { FeatureRow, FeatureTable, Geometry, Scalar, SimulatorState } from './state.ts';

export interface OutputFeature {
  type: 'Feature';
  geometry: Geometry | null;
  properties: Record<string, Scalar>;
  id: string;
}

export interface OutputCollection {
  type: 'FeatureCollection';
  features: OutputFeature[];
}

/** `SPATIAL_UNIT_0`: the first number without a table, counted from 0. */
export function newFeatureTable(state: SimulatorState, prefix: 'SPATIAL_UNIT' | 'GEORESOURCE'): FeatureTable {
  const taken = new Set([...state.units, ...state.georesources].map((dataset) => dataset.features.table));
  let number = 0;
  while (taken.has(`${prefix}_${number}`)) number += 1;
  return { table: `${prefix}_${number}`, nextFid: 1, columns: [], rows: [] };
}

/** Sorted by feature id as text; throws where there is nothing to show. */
export function collectionOf(table: FeatureTable, rows: readonly FeatureRow[]): OutputCollection {
  return sortedCollection(
    rows.map((row) => ({
      type: 'Feature',
      geometry: row.geometry,
      properties: withoutNulls(columnsOf(row)),
      id: `${table.table}.${row.fid}`,
    })),
  );
}

export function sortedCollection(features: OutputFeature[]): OutputCollection {
  if (features.length === 0) throw notFound('set of valid features');
  features.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { type: 'FeatureCollection', features };
}

/** All attributes of a row but fid and geometry. */
export function columnsOf(row: FeatureRow): Record<string, Scalar> {
  return {
    ID: row.id,
    NAME: row.name,
    ...row.properties,
    validStartDate: row.start,
    validEndDate: row.end,
    arisenFrom: row.arisenFrom,
  };
}

export function withoutNulls(attributes: Record<string, Scalar>): Record<string, Scalar> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** Both ends included. */
export function validOn(rows: readonly FeatureRow[], day: ReferenceDate): FeatureRow[] {
  return rows.filter((row) => row.start <= day && (row.end === null || row.end >= day));
}

/** Distinct periods of the rows, by start. */
export function periodsOf(table: FeatureTable): { startDate: string; endDate: string | null }[] {
  const distinct = new Map(table.rows.map((row) => [`${row.start} ${row.end ?? ''}`, row]));
  return [...distinct]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({ endDate: row.end, startDate: row.start }));
}

/** All versions of one ID, whatever its case. */
export function singleFeature(table: FeatureTable, featureId: string): OutputCollection {
  const rows = table.rows.filter(hasId(featureId));
  if (rows.length === 0 && !EMPTY_SINGLE_FEATURE_FAILS) return { type: 'FeatureCollection', features: [] };
  return collectionOf(table, rows);
}

export function deleteSingleFeature(table: FeatureTable, featureId: string): void {
  const isMeant = hasId(featureId);
  table.rows = table.rows.filter((row) => !isMeant(row));
}

/** `recordId` is the GeoJSON id, such as `SPATIAL_UNIT_0.17`. */
export function recordOf(table: FeatureTable, recordId: string): FeatureRow {
  const row = table.rows.find((candidate) => `${table.table}.${candidate.fid}` === recordId);
  if (!row) throw notFound('feature record');
  return row;
}

export function deleteRecord(table: FeatureTable, recordId: string): void {
  const record = recordOf(table, recordId);
  table.rows = table.rows.filter((row) => row !== record);
}

/** Overwrites attributes; an unknown column fails. */
export function changeRecord(
  table: FeatureTable,
  recordId: string,
  changes: Record<string, string | null>,
): void {
  const record = recordOf(table, recordId);
  for (const [column, value] of Object.entries(changes)) changeColumn(table, record, [column, value]);
}

function changeColumn(
  table: FeatureTable,
  record: FeatureRow,
  change: readonly [string, string | null],
): void {
  const [column, value] = change;
  const type = table.columns.find((candidate) => candidate.name === column)?.type;
  if (column === 'ID') record.id = value;
  else if (column === 'NAME') record.name = value;
  else if (column === 'arisenFrom') record.arisenFrom = value;
  else if (type === undefined) throw plainException(`There is no column ${column}.`);
  else record.properties = { ...record.properties, [column]: typed(value, type) };
}

function typed(value: string | null, type: 'text' | 'number' | 'boolean'): Scalar {
  if (value === null || type === 'text') return value;
  return type === 'number' ? Number(value) : value === 'true';
}

function hasId(featureId: string): (row: FeatureRow) => boolean {
  const wanted = featureId.toLowerCase();
  return (row) => row.id?.toLowerCase() === wanted;
}

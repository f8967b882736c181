/**
 * What an upload of features does to a feature table: the versioning algorithm of the contract 2.7, with its
 * two separately committed phases. Rows are changed in place; nothing here knows about HTTP.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import { dayBefore, trimNeighbours } from './assumptions.ts';
import { nullPointer, sqlFailure } from './failure.ts';
import type { InputCollection, InputFeature, Period } from './geojson.ts';
import { isSame } from './same-feature.ts';
import type { FeatureRow, FeatureTable, Scalar } from './state.ts';

export interface FeatureUpload {
  readonly collection: InputCollection;
  readonly period: Period;
  readonly partial: boolean;
  /** Set by a fault: phase B fails after this many features and is rolled back; phase A stays. */
  readonly interruptAfter: number | undefined;
}

/** Rows of a new table: every feature becomes a row, also the second one of an ID. */
export function fillTable(table: FeatureTable, collection: InputCollection): void {
  table.columns = collection.columns.map((column) => ({ ...column }));
  for (const feature of collection.features) insert(table, table.rows, feature);
}

/** Throws a HandlerFailure where phase B fails; what phase A did is kept then. */
export function uploadFeatures(table: FeatureTable, upload: FeatureUpload): void {
  if (!upload.collection.hasId) throw nullPointer('ID');
  const schemaChanged = extendColumns(table, upload.collection);
  if (!upload.partial) retireMissing(table, upload);
  mergeFeatures(table, upload, schemaChanged);
}

/** New properties become text columns; any difference in the set of columns makes every feature "changed". */
function extendColumns(table: FeatureTable, collection: InputCollection): boolean {
  const known = new Set(table.columns.map((column) => column.name));
  const sent = new Set(collection.columns.map((column) => column.name));
  for (const name of sent) if (!known.has(name)) table.columns.push({ name, type: 'text' });
  return [...sent].some((name) => !known.has(name)) || [...known].some((name) => !sent.has(name));
}

/** Phase A: rows whose ID is not in the upload are deleted or closed. */
function retireMissing(table: FeatureTable, { collection, period }: FeatureUpload): void {
  const sent = new Set(collection.features.map((feature) => textOf(feature.id)));
  const { start, end } = period;
  const isGone = (row: FeatureRow) =>
    !sent.has(row.id) && row.start >= start && (end === null || row.start < end);
  table.rows = table.rows.filter((row) => !isGone(row));
  for (const row of table.rows) {
    if (sent.has(row.id) || row.start >= start) continue;
    if (row.end === null || row.end > start) row.end = dayBefore(start);
  }
}

/** Phase B: all or nothing. */
function mergeFeatures(table: FeatureTable, upload: FeatureUpload, schemaChanged: boolean): void {
  const draft = table.rows.map((row) => ({ ...row }));
  const versions = byId(draft);
  const queued: InputFeature[] = [];
  for (const [index, feature] of upload.collection.features.entries()) {
    if (index === upload.interruptAfter) throw sqlFailure('The connection was interrupted.');
    const rows = (versions.get(textOf(feature.id)) ?? []).sort((a, b) => (a.start < b.start ? -1 : 1));
    const toInsert = placeFeature(table, rows, feature, schemaChanged);
    if (toInsert) queued.push(toInsert);
  }
  if (upload.interruptAfter !== undefined) throw sqlFailure('The connection was interrupted.');
  for (const feature of queued) insert(table, draft, feature);
  table.rows = draft;
}

export function byId(rows: readonly FeatureRow[]): Map<string | null, FeatureRow[]> {
  const groups = new Map<string | null, FeatureRow[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

/** The feature to insert, if any; `rows` are the versions of its ID by start. */
function placeFeature(
  table: FeatureTable,
  rows: readonly FeatureRow[],
  feature: InputFeature,
  schemaChanged: boolean,
): InputFeature | undefined {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return feature;
  const same = (row: FeatureRow) => !schemaChanged && isSame(row, feature);
  if (feature.start > last.start) return placeAfter(last, feature, same(last));
  if (feature.start < first.start) return placeBefore(first, feature, same(first));
  const index = rows.findIndex((row) => row.start === feature.start);
  const row = rows[index];
  if (!row) return placeBetween(rows, feature);
  placeOnto({ table, row, next: rows[index + 1] }, feature, same(row));
  return undefined;
}

function placeAfter(last: FeatureRow, feature: InputFeature, same: boolean): InputFeature | undefined {
  last.end = same ? feature.end : dayBefore(feature.start);
  return same ? undefined : feature;
}

function placeBefore(first: FeatureRow, feature: InputFeature, same: boolean): InputFeature | undefined {
  if (same) {
    first.start = feature.start;
    return undefined;
  }
  const reaches = feature.end === null || feature.end > first.start;
  return reaches ? { ...feature, end: dayBefore(first.start) } : feature;
}

interface Placed {
  readonly table: FeatureTable;
  readonly row: FeatureRow;
  readonly next: FeatureRow | undefined;
}

/** The same start: extended where nothing changed, otherwise overwritten in place without a new version. */
function placeOnto({ table, row, next }: Placed, feature: InputFeature, same: boolean): void {
  const reaches = next !== undefined && (feature.end === null || feature.end > next.start);
  const end = reaches ? next.start : feature.end;
  if (same) {
    row.end = end;
    return;
  }
  Object.assign(row, content(table, feature), { end: next ? dayBefore(next.start) : end });
}

function placeBetween(rows: readonly FeatureRow[], feature: InputFeature): InputFeature {
  const earlier = rows.findLast((row) => row.start < feature.start);
  const later = rows.find((row) => row.start > feature.start);
  const end: ReferenceDate | null = feature.end;
  if (end === null) throw nullPointer('validEndDate');
  if (earlier && later) trimNeighbours(earlier, later, { start: feature.start, end });
  return feature;
}

function insert(table: FeatureTable, rows: FeatureRow[], feature: InputFeature): void {
  rows.push({ fid: table.nextFid, ...content(table, feature), start: feature.start, end: feature.end });
  table.nextFid += 1;
}

/** Everything of a row but its fid and validity, in the types of the table's columns. */
function content(table: FeatureTable, feature: InputFeature): Omit<FeatureRow, 'fid' | 'start' | 'end'> {
  const cells = table.columns.map(({ name, type }): [string, Scalar] => {
    const sent = feature.properties[name] ?? null;
    return [name, type === 'text' ? textOf(sent) : sent];
  });
  return {
    id: textOf(feature.id),
    name: textOf(feature.name),
    properties: Object.fromEntries(cells),
    arisenFrom: feature.arisenFrom,
    geometry: feature.geometry,
  };
}

function textOf(value: Scalar): string | null {
  return value === null ? null : String(value);
}

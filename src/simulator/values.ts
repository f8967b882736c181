/**
 * The value table of one indicator on one unit: first upload, upsert and deletion, with everything the
 * contract says in 2.2 and 2.3. Values are float32. Nothing here knows about links or dates of indicators.
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import {
  MOST_COLUMNS,
  REFUSES_EMPTY_MAPPING,
  REFUSES_REPEATED_TIMESTAMP,
  WRITES_NOT_A_NUMBER,
} from './assumptions.ts';
import type { IndicatorValues } from './bodies.ts';
import { HandlerFailure, needed, notFound, sqlFailure } from './failure.ts';
import type { SimulatorState, ValueRow, ValueTable } from './state.ts';

export interface ValueEntry {
  readonly key: string;
  readonly dates: readonly ReferenceDate[];
  /** Parallel to `dates`. */
  readonly values: readonly (number | null)[];
}

type Positions = ReadonlyMap<ReferenceDate, number>;

/** `fid` and `ID`. */
const FIXED_COLUMNS = 2;

/** Throws where a key or timestamp is missing. */
export function readEntries(sent: IndicatorValues): ValueEntry[] {
  return sent.map((entry) => {
    const mapping = needed(needed(entry, 'indicatorValues').valueMapping, 'valueMapping');
    return {
      key: needed(entry?.spatialReferenceKey, 'spatialReferenceKey'),
      dates: mapping.map((pair) => needed(pair?.timestamp, 'timestamp')),
      values: mapping.map((pair) => stored(pair?.indicatorValue ?? null)),
    };
  });
}

/** Every timestamp of every entry, ascending. */
export function allDates(entries: readonly ValueEntry[]): ReferenceDate[] {
  return [...new Set(entries.flatMap((entry) => entry.dates))].sort();
}

export function freeTableNumber(state: SimulatorState): number {
  const links = state.indicators.flatMap((indicator) => indicator.links);
  const taken = new Set([...links.map((link) => link.values.number), ...state.leakedTables]);
  let number = 0;
  while (taken.has(number)) number += 1;
  return number;
}

/** First upload: every entry is padded with null; of a repeated key the first entry wins. */
export function createTable(number: number, entries: readonly ValueEntry[]): ValueTable {
  const table: ValueTable = { number, nextFid: 1, dates: [], columnsMade: FIXED_COLUMNS, rows: [] };
  addColumns(table, allDates(entries));
  const positions = positionsOf(table);
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.key)) continue;
    seen.add(entry.key);
    insertRow(table, entry, positions);
  }
  return table;
}

/**
 * Later upload. Columns come first, then updates, then inserts, each step committed by itself: a failure
 * leaves what was done. `interruptAfter` is set by a fault: fails after so many rows.
 */
export function upsert(
  table: ValueTable,
  entries: readonly ValueEntry[],
  interruptAfter: number | undefined,
): void {
  addColumns(table, allDates(entries));
  const positions = positionsOf(table);
  const rows = rowsByKey(table);
  const waiting: ValueEntry[] = [];
  let done = 0;
  const step = () => {
    if (done === interruptAfter) throw sqlFailure('The connection was interrupted.');
    done += 1;
  };
  for (const entry of entries) {
    const existing = existingRows(rows, entry);
    if (!existing) {
      waiting.push(entry);
      continue;
    }
    step();
    updateRows(existing, entry, positions);
  }
  for (const entry of waiting) {
    step();
    insertRow(table, entry, positions);
  }
  if (interruptAfter !== undefined) throw sqlFailure('The connection was interrupted.');
}

/** Answers whether there was such a column. */
export function dropColumn(table: ValueTable, date: ReferenceDate): boolean {
  const index = table.dates.indexOf(date);
  if (index < 0) return false;
  table.dates.splice(index, 1);
  for (const row of table.rows) row.values.splice(index, 1);
  return true;
}

export function deleteKey(table: ValueTable, key: string): void {
  table.rows = table.rows.filter((row) => row.id !== key);
}

/** Columns are named `DATE_2024-12-31`; `fid` is the row's number. */
export function changeValueRecord(
  table: ValueTable,
  fid: string,
  changes: Record<string, string | null>,
): void {
  const row = table.rows.find((candidate) => String(candidate.fid) === fid);
  if (!row) throw notFound('feature record');
  for (const [column, value] of Object.entries(changes)) {
    const index = table.dates.findIndex((date) => `DATE_${date}` === column);
    if (index < 0) throw sqlFailure(`There is no column ${column}.`);
    row.values[index] = value === null ? null : stored(Number(value));
  }
}

function addColumns(table: ValueTable, dates: readonly ReferenceDate[]): void {
  const known = new Set(table.dates);
  for (const date of dates) {
    if (known.has(date)) continue;
    if (table.columnsMade >= MOST_COLUMNS)
      throw sqlFailure(`tables can have at most ${MOST_COLUMNS} columns`);
    table.columnsMade += 1;
    table.dates.push(date);
    for (const row of table.rows) row.values.push(null);
  }
}

function rowsByKey(table: ValueTable): Map<string, ValueRow[]> {
  const rows = new Map<string, ValueRow[]>();
  for (const row of table.rows) {
    const group = rows.get(row.id);
    if (group) group.push(row);
    else rows.set(row.id, [row]);
  }
  return rows;
}

/** The look-up is a filter text in which the key is not escaped. */
function existingRows(rows: ReadonlyMap<string, ValueRow[]>, entry: ValueEntry): ValueRow[] | undefined {
  if (entry.key.includes("'"))
    throw new HandlerFailure(
      'org.geotools.filter.text.cql2.CQLException',
      'Encountered a quote in the filter.',
    );
  return rows.get(entry.key);
}

function updateRows(rows: readonly ValueRow[], entry: ValueEntry, positions: Positions): void {
  if (REFUSES_EMPTY_MAPPING && entry.dates.length === 0) throw sqlFailure('The UPDATE has no assignment.');
  if (REFUSES_REPEATED_TIMESTAMP && new Set(entry.dates).size < entry.dates.length)
    throw sqlFailure('multiple assignments to same column');
  for (const row of rows) assign(row, entry, positions);
}

function insertRow(table: ValueTable, entry: ValueEntry, positions: Positions): void {
  const row: ValueRow = { fid: table.nextFid, id: entry.key, values: table.dates.map(() => null) };
  assign(row, entry, positions);
  table.nextFid += 1;
  table.rows.push(row);
}

/** Of a repeated timestamp the last one wins. */
function assign(row: ValueRow, entry: ValueEntry, positions: Positions): void {
  if (!WRITES_NOT_A_NUMBER && entry.values.some((value) => value !== null && !Number.isFinite(value)))
    throw sqlFailure('column "nan" does not exist');
  for (const [index, date] of entry.dates.entries()) {
    const position = positions.get(date);
    if (position !== undefined) row.values[position] = entry.values[index] ?? null;
  }
}

/** Position of each date in the rows' values. */
function positionsOf(table: ValueTable): Positions {
  return new Map(table.dates.map((date, index) => [date, index]));
}

function stored(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}

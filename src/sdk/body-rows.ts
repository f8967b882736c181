/**
 * The body of a table: ends it where the shape says so, repeats nested row labels, checks the width.
 * Every row either goes out, becomes a note, or is reported; none disappears.
 */
import { columnLabel, type RawCell, type RawRow, type TableColumn } from '../core/table.ts';
import { rejectsOf, type Rejects } from '../formats/rejects.ts';
import { cellText, isBlankRow, normaliseLabel, rowText } from './label.ts';
import type { ReportRow } from './report-row.ts';
import type { RowReader } from './row-reader.ts';

/**
 * `all`: every row up to the end of the file is data. `until`: the table ends of itself, notes may follow.
 * `declared`: the table ends where the shape says and nowhere else; blank rows within are passed over.
 */
export type TableBody =
  | { readonly end: 'all' }
  | {
      readonly end: 'declared';
      /** By the first text of a row: the table ends behind that row, or before it. */
      readonly by: RegExp;
      readonly where: 'behind' | 'before';
    }
  | {
      readonly end: 'until';
      /** Label of the column that is filled in every data row; left out: the first that is not filled down. */
      readonly key?: string | undefined;
      /** Ends the body where the first text of a row matches. */
      readonly stop?: RegExp | undefined;
      /** Labels of columns in which a blank repeats the cell above. */
      readonly fillDown: readonly string[];
    };

type BodyTask = TableBody & {
  readonly columns: readonly TableColumn[];
  /** Receives the notes. */
  readonly notes: string[];
  readonly report: ReportRow;
};

/** Why the body ended. `declared`: by the stop expression, so that rows after it are out by intention. */
type BodyEnd = 'declared' | 'found';

export async function* bodyRows(reader: RowReader, task: BodyTask): AsyncGenerator<readonly RawRow[]> {
  const fillDown = task.end === 'until' ? columnIndexes(task.fillDown, task).sort((a, b) => a - b) : [];
  const rejects = rejectsOf('', ({ code, place, found, expected }) =>
    task.report(code, place.row, { found: found ?? '', expected: expected ?? '' }),
  );
  const toRow = rowFitter(task, fillDown, rejects);
  const endsAt = endRule(task, fillDown);
  const isLast = lastRule(task);
  const keepNote = noteKeeper(task);
  let any = false;
  let ended: BodyEnd | undefined;
  let last = 0;
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const row of batch) {
      ended ??= endsAt(row);
      const fitted = ended ? undefined : toRow(row);
      if (ended) keepNote(row, ended);
      if (fitted) rows.push(fitted);
      ended ??= isLast(row) ? 'found' : undefined;
      last = row.row;
    }
    any ||= rows.length > 0;
    if (rows.length > 0) yield rows;
  }
  rejects.close();
  if (task.end === 'declared' && !ended)
    task.report('format.end-missing', last, { expected: task.by.source });
  if (!any) task.report('format.no-rows', 0);
}

const UNDERSCORES = /^[_\u2013\u2014-]{4,}$/u;

function endRule(task: BodyTask, fillDown: readonly number[]): (row: RawRow) => BodyEnd | undefined {
  if (task.end === 'all') return () => undefined;
  if (task.end === 'declared') {
    const { by, where } = task;
    return (row) => (where === 'before' && startsWith(row, by) ? 'declared' : undefined);
  }
  const [declared] = task.key === undefined ? [] : columnIndexes([task.key], task);
  const key =
    declared ??
    Math.max(
      0,
      task.columns.findIndex((_, index) => !fillDown.includes(index)),
    );
  const { stop } = task;
  return (row) => {
    const first = firstText(row);
    if (first === undefined || UNDERSCORES.test(first)) return 'found';
    if (stop?.test(first)) return 'declared';
    return fillDown.includes(key) || cellText(row.cells[key]) !== '' ? undefined : 'found';
  };
}

/** The row with which a table ends by declaration. */
function lastRule(task: BodyTask): (row: RawRow) => boolean {
  if (task.end !== 'declared' || task.where === 'before') return () => false;
  return (row) => startsWith(row, task.by);
}

function startsWith(row: RawRow, pattern: RegExp): boolean {
  const first = firstText(row);
  return first !== undefined && pattern.test(first);
}

function firstText(row: RawRow): string | undefined {
  return row.cells.map(cellText).find((text) => text !== '');
}

/** A figure or one of the signs that stand for one, but no date. */
const VALUE =
  /^(?!\d{1,2}\.\d{1,2}\.\d{4}$)(?:\(?[-\u2013]?\s?\d[\d\s.,]*%?\)?|[-\u2013.*/xX\u2026]|\.{3})$/u;

/**
 * Collects notes. A row with figures in at least half of its value columns is no note: a blank line must not
 * cut a table in two unnoticed, so the first such row is reported.
 */
function noteKeeper(task: BodyTask): (row: RawRow, ended: BodyEnd) => void {
  let reported = false;
  return (row, ended) => {
    if (isBlankRow(row.cells)) return;
    task.notes.push(rowText(row.cells));
    const values = row.cells.slice(1).filter((cell) => VALUE.test(cellText(cell))).length;
    if (reported || values === 0 || values * 2 < task.columns.length - 1) return;
    reported = true;
    task.report('format.rows-after-end', row.row, { severity: ended === 'declared' ? 'warning' : 'error' });
  };
}

/** Repeats nested labels and makes the row as wide as the header; undefined where the row is blank or reported. */
function rowFitter(
  task: BodyTask,
  fillDown: readonly number[],
  rejects: Rejects,
): (row: RawRow) => RawRow | undefined {
  const width = task.columns.length;
  let above: readonly (string | RawCell)[] = [];
  return (row) => {
    if (isBlankRow(row.cells)) return undefined;
    if (row.cells.length < width || !isBlankRow(row.cells.slice(width))) {
      // Sheets are as wide as their widest row: what counts is the last filled cell.
      const filled = row.cells.findLastIndex((cell) => cellText(cell) !== '') + 1;
      const found = row.cells.length < width ? row.cells.length : filled;
      rejects.reject('format.row-width', row.row, { found: String(found), expected: String(width) });
      return undefined;
    }
    const cells = repeatLabels(row.cells.slice(0, width), above, fillDown);
    above = cells;
    return { row: row.row, cells };
  };
}

/** Left to right; a new label starts a new group, in which nothing is repeated from the group before. */
function repeatLabels(
  cells: readonly (string | RawCell)[],
  above: readonly (string | RawCell)[],
  fillDown: readonly number[],
): (string | RawCell)[] {
  const repeated = [...cells];
  for (const column of fillDown) {
    const own = cellText(cells[column]);
    if (own !== '' && own !== cellText(above[column])) break;
    if (own === '') repeated[column] = above[column] ?? '';
  }
  return repeated;
}

function columnIndexes(labels: readonly string[], task: BodyTask): number[] {
  return labels.flatMap((label) => {
    const index = task.columns.findIndex((column) => sameLabel(columnLabel(column), label));
    if (index < 0) task.report('format.column-missing', 0, { expected: label });
    return index < 0 ? [] : [index];
  });
}

function sameLabel(a: string, b: string): boolean {
  return normaliseLabel(a) === normaliseLabel(b);
}

/**
 * The rows of a table made fit for a profile: merged groups in each of their rows, a name where the key is blank,
 * the section a row belongs to. What merged cells leave open is a finding.
 */
import {
  cellText,
  columnLabel,
  columnLetters,
  normaliseLabel,
  rawValue,
  reportRow,
  type LayoutContext,
  type Merge,
  type RawCell,
  type RawRow,
  type ReportRow,
  type Sheet,
  type Table,
} from '../../src/sdk/index.ts';
import type { SheetsOptions } from './options.ts';
import { sectionReader, SECTION_COLUMN } from './section-reader.ts';

export interface KeyedTask {
  readonly sheet: Sheet;
  readonly declared: SheetsOptions;
  readonly context: LayoutContext;
}

export function keyedTable(table: Table, { sheet, declared, context }: KeyedTask): Table {
  const report = reportRow(table, context);
  const indexOf = (label: string | undefined) => columnIndex(table, label, report);
  const key = indexOf(declared.key);
  const columns = {
    key,
    name: declared.name === undefined ? undefined : indexOf(declared.name),
    filled: declared.fillDown.flatMap((label) => indexOf(label) ?? []),
  };
  const sectioned = declared.sections !== undefined || declared.headings !== undefined;
  const section = { position: table.columns.length + 1, path: [SECTION_COLUMN] };
  return {
    ...table,
    columns: sectioned ? [...table.columns, section] : table.columns,
    rows: key === undefined ? none() : rowsOf(table, { sheet, declared, report, columns }),
  };
}

interface RowsTask {
  readonly sheet: Sheet;
  readonly declared: SheetsOptions;
  readonly report: ReportRow;
  readonly columns: {
    readonly key: number | undefined;
    readonly name: number | undefined;
    readonly filled: readonly number[];
  };
}

async function* rowsOf(table: Table, task: RowsTask): AsyncGenerator<readonly RawRow[]> {
  const { key = 0, name } = task.columns;
  const unmerged = mergeReader(task);
  const sections = sectionReader(task.declared, key, task.report);
  let headerTold = false;
  for await (const batch of table.rows) {
    if (!headerTold) tellHeaderFormulas(task, batch[0]?.row ?? 0);
    headerTold = true;
    const rows: RawRow[] = [];
    for (const row of batch) {
      const cells = [...unmerged(row)];
      const substitute = name === undefined ? undefined : cells[name];
      if (substitute !== undefined && cellText(cells[key]) === '') cells[key] = substitute;
      const placed = sections.place({ row: row.row, cells });
      if (placed) rows.push(placed);
    }
    if (rows.length > 0) yield rows;
  }
  sections.close();
}

async function* none(): AsyncGenerator<readonly RawRow[]> {}

/** The cells of a row with merged groups filled; every other merge among the data is told once. */
function mergeReader({ sheet, report, columns }: RowsTask): (row: RawRow) => RawRow['cells'] {
  const byRow = new Map(sheet.rows.map((row) => [row.row, row]));
  const merges = mergesByRow(sheet);
  const told = new Set<Merge>();
  return (row) => {
    const cells: (string | RawCell)[] = [...row.cells];
    for (const merge of merges.get(row.row) ?? []) {
      const index = merge.left - 1;
      const isGroup = merge.left === merge.right && columns.filled.includes(index);
      const held = byRow.get(merge.top)?.cells[index];
      if (isGroup && held !== undefined) cells[index] = held;
      if (isGroup || told.has(merge) || index >= row.cells.length) continue;
      told.add(merge);
      report('format.merged-body', row.row, { found: rangeText(merge) }, columnLetters(merge.left));
    }
    return cells;
  };
}

/** A hostile sheet has many merges and many rows: neither is looked through for each of the other. */
function mergesByRow({ merges }: Sheet): ReadonlyMap<number, readonly Merge[]> {
  const byRow = new Map<number, Merge[]>();
  for (const merge of merges)
    for (let row = merge.top; row <= merge.bottom; row += 1) {
      const inRow = byRow.get(row);
      if (inRow) inRow.push(merge);
      else byRow.set(row, [merge]);
    }
  return byRow;
}

function tellHeaderFormulas({ sheet, report }: RowsTask, firstRow: number): void {
  for (const { row, cells } of sheet.rows) {
    if (row >= firstRow) return;
    const index = cells.findIndex((cell) => typeof cell === 'object' && cell.formula === true);
    if (index === -1 || rawValue(cells[index]) === null) continue;
    report('format.formula-in-header', row, { found: `${columnLetters(index + 1)}${row}` });
    return;
  }
}

function columnIndex(table: Table, label: string | undefined, report: ReportRow): number | undefined {
  if (label === undefined) return undefined;
  const wanted = normaliseLabel(label);
  const index = table.columns.findIndex((column) => columnLabel(column) === wanted);
  if (index === -1) report('format.column-missing', 0, { expected: label });
  return index === -1 ? undefined : index;
}

function rangeText({ top, left, bottom, right }: Merge): string {
  return `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;
}

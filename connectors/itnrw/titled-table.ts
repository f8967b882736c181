/**
 * A GENESIS table made for people, from rows of any file: titles, header rows over unnamed key columns, data,
 * a line of underscores, notes. Knows no file format and no meaning.
 */
import {
  abortable,
  cellText,
  columnLabel,
  isBlankRow,
  limitedReport,
  reportRow,
  RowReader,
  rowText,
  type LayoutContext,
  type RawCell,
  type RawRow,
  type ReportRow,
  type Table,
  type TableColumn,
  type TableSource,
} from '../../src/sdk/index.ts';

export interface TitledTableShape {
  /** Names for the key columns at the left, which have no header of their own. */
  readonly keys: readonly string[];
  /** How the header is found. `blank-keys`: nothing stands above the keys, and only there. */
  readonly head: 'blank-keys' | { readonly titleRows: number; readonly headerRows: number };
  /** Code that the first line must name. */
  readonly table?: string | undefined;
}

const CLOSING_LINE = /^_{4,}$/;
/** Real tables have up to six title lines and four header lines. */
const MOST_TITLE_ROWS = 40;
const MOST_HEADER_ROWS = 12;

/**
 * Yields the table, or nothing where it has no header or is another one. A column whose whole header path
 * occurs a second time is left out, and every row must bear out that it is the same. Findings:
 * `format.header-missing`, `format.other-table`, `format.row-width`, `format.twin-columns-differ`,
 * `format.table-cut`, `format.no-rows`.
 */
export async function* titledTable(
  source: TableSource,
  shape: TitledTableShape,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const reader = new RowReader(source.rows);
  const report = reportRow(source, context);
  try {
    const head = await readHead(reader, source, shape);
    if (!head) {
      const expected = `eine Kopfzeile über ${shape.keys.length} Schlüsselspalten`;
      report('format.header-missing', 0, { expected });
      return;
    }
    const code = tableCode(head.titles);
    if (shape.table !== undefined && code !== shape.table) {
      report('format.other-table', 1, { found: code ?? 'eine Tabelle ohne Kennung', expected: shape.table });
      return;
    }
    const notes: string[] = [];
    const { columns, twins } = withoutTwins(head.columns);
    const rows = bodyRows(reader, { width: head.columns.length, columns, twins, notes, report });
    yield {
      file: source.file,
      ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
      titles: head.titles,
      columns,
      rows: abortable(rows, context.signal),
      notes,
    };
  } finally {
    await reader.close();
  }
}

interface Head {
  readonly titles: readonly string[];
  readonly columns: readonly TableColumn[];
}

async function readHead(
  reader: RowReader,
  source: TableSource,
  shape: TitledTableShape,
): Promise<Head | undefined> {
  const titles: string[] = [];
  const labels: string[][] = [];
  for (let row = await reader.peek(); row; row = await reader.peek()) {
    const part = partOf(row, labels.length, shape);
    if (part === 'body') break;
    // A header over fewer keys than declared would otherwise pass for a title.
    if (part === 'title' && isDetached(row, shape)) return undefined;
    if (part === 'title' && !isBlankRow(row.cells)) titles.push(rowText(row.cells));
    if (part === 'header') labels.push((source.headerCells?.(row) ?? row.cells).map(cellText));
    await reader.take();
    if (titles.length > MOST_TITLE_ROWS || labels.length > MOST_HEADER_ROWS) return undefined;
  }
  if (labels.length === 0) return undefined;
  return { titles, columns: columnsOf(labels, shape.keys) };
}

function partOf(
  row: RawRow,
  headerRows: number,
  { keys, head }: TitledTableShape,
): 'title' | 'header' | 'body' {
  if (head !== 'blank-keys') {
    if (row.row <= head.titleRows) return 'title';
    return row.row <= head.titleRows + head.headerRows ? 'header' : 'body';
  }
  const above = isBlankRow(row.cells.slice(0, keys.length)) && !isBlankRow(row.cells);
  if (above) return 'header';
  return headerRows === 0 ? 'title' : 'body';
}

function isDetached(row: RawRow, { head }: TitledTableShape): boolean {
  return head === 'blank-keys' && cellText(row.cells[0]) === '' && !isBlankRow(row.cells);
}

/** Upper labels are repeated in every column, so a blank means that nothing is to be said on that line. */
function columnsOf(labels: readonly (readonly string[])[], keys: readonly string[]): TableColumn[] {
  const width = Math.max(keys.length, ...labels.map((row) => row.findLastIndex((label) => label !== '') + 1));
  return Array.from({ length: width }, (_, index) => {
    const key = keys[index];
    const path = labels
      .map((row) => row[index] ?? '')
      .filter((label, depth, all) => label !== '' && label !== all[depth - 1]);
    return { position: index + 1, path: key === undefined ? path : [key] };
  });
}

function tableCode(titles: readonly string[]): string | undefined {
  return /^(?:GENESIS-)?Tabelle: (\S+)$/.exec(titles[0] ?? '')?.[1];
}

/** Positions in the file, counted from 0, of a column and its repetition. */
interface Twin {
  readonly first: number;
  readonly second: number;
  readonly label: string;
}

function withoutTwins(all: readonly TableColumn[]): {
  columns: readonly TableColumn[];
  twins: readonly Twin[];
} {
  const seen = new Map<string, number>();
  const columns: TableColumn[] = [];
  const twins: Twin[] = [];
  for (const [index, column] of all.entries()) {
    const label = columnLabel(column);
    const first = label === '' ? undefined : seen.get(label);
    if (first !== undefined) {
      twins.push({ first, second: index, label });
      continue;
    }
    seen.set(label, index);
    columns.push(column);
  }
  return { columns, twins };
}

interface BodyTask {
  readonly width: number;
  readonly columns: readonly TableColumn[];
  readonly twins: readonly Twin[];
  readonly notes: string[];
  readonly report: ReportRow;
}

async function* bodyRows(reader: RowReader, task: BodyTask): AsyncGenerator<readonly RawRow[]> {
  const limited = limitedReport(task.report);
  const toRow = rowFitter({ ...task, report: limited.report });
  let closed = false;
  let last = 0;
  let any = false;
  for await (const batch of reader.rest()) {
    const rows: RawRow[] = [];
    for (const row of batch) {
      last = row.row;
      if (closed) {
        if (!isBlankRow(row.cells)) task.notes.push(rowText(row.cells));
        continue;
      }
      closed = CLOSING_LINE.test(rowText(row.cells));
      const fitted = closed ? undefined : toRow(row);
      if (fitted) rows.push(fitted);
    }
    any ||= rows.length > 0;
    if (rows.length > 0) yield rows;
  }
  limited.close();
  if (!closed) task.report('format.table-cut', last);
  if (!any) task.report('format.no-rows', 0);
}

/** The row without repeated columns; undefined, reported, where it is not as wide as the header. */
function rowFitter({ width, columns, twins, report }: BodyTask): (row: RawRow) => RawRow | undefined {
  const told = new Set<Twin>();
  return (row) => {
    const { cells } = row;
    if (cells.length < width || !isBlankRow(cells.slice(width))) {
      const found =
        cells.length < width ? cells.length : cells.findLastIndex((cell) => cellText(cell) !== '') + 1;
      report('format.row-width', row.row, { found: String(found), expected: String(width) });
      return undefined;
    }
    for (const twin of twins) {
      if (told.has(twin) || cellText(cells[twin.first]) === cellText(cells[twin.second])) continue;
      told.add(twin);
      report('format.twin-columns-differ', row.row, { found: twin.label }, String(twin.second + 1));
    }
    return {
      row: row.row,
      cells: columns.map(({ position }): string | RawCell => cells[position - 1] ?? ''),
    };
  };
}

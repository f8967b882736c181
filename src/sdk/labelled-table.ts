/**
 * Rows to a labelled table: tells titles, header, column numbers, unit row and body apart as a shape declares
 * it. Nothing is guessed: what does not fit the declaration is a finding. Knows no file format.
 */
import { columnLabel, rawValue, type RawRow, type Table, type TableColumn } from '../core/table.ts';
import { abortable } from './abortable.ts';
import { bodyRows, type TableBody } from './body-rows.ts';
import { findColumnNumbers } from './column-numbers.ts';
import { columnsFromHeader } from './columns.ts';
import type { LayoutContext } from './connector.ts';
import { cellText, isBlankRow, rowText, valueText } from './label.ts';
import { reportRow, type ReportRow } from './report-row.ts';
import { RowReader } from './row-reader.ts';

export interface TableShape {
  /** Where the header begins: after so many rows, or at the row whose first label is this one. */
  readonly start: { readonly titleRows: number } | { readonly firstLabel: string };
  readonly headerRows: number;
  /** What a header cell says: `normaliseLabel` for tables made for people, `plainLabel` for field names. */
  readonly label: (text: string) => string;
  /**
   * Rows that number the columns: `true` they are there, `false` they are not. Left out: dropped where the
   * first column is blank in them, and a finding where they could be data.
   */
  readonly columnNumbers?: boolean | undefined;
  /** The row under the header holds these units and nothing else; left out: there is no such row. */
  readonly units?: readonly string[] | undefined;
  readonly body: TableBody;
}

export interface TableSource {
  readonly file: string;
  readonly sheet?: string | undefined;
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** The cells of a header row with merged labels in all their columns; left out: there are no merges. */
  readonly headerCells?: (row: RawRow) => RawRow['cells'];
}

/**
 * Yields the table, or nothing where it has no header (then with a finding). The body streams: read it
 * before asking for the next table. `notes` is complete once the rows have been read to their end.
 */
export async function* labelledTable(
  source: TableSource,
  shape: TableShape,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const reader = new RowReader(source.rows);
  try {
    const report = reportRow(source, context);
    const head = await readHead(reader, { ...shape, ...source }, report);
    if (!head) return;
    await dropUnderHeader(reader, head.columns, shape, report);
    const notes: string[] = [];
    const body = bodyRows(reader, { ...shape.body, columns: head.columns, notes, report });
    yield {
      file: source.file,
      ...(source.sheet === undefined ? {} : { sheet: source.sheet }),
      titles: head.titles,
      columns: head.columns,
      rows: abortable(body, context.signal),
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
  shape: TableShape & TableSource,
  report: ReportRow,
): Promise<Head | undefined> {
  const titles = await readTitles(reader, shape);
  const headerRow = (await reader.peek())?.row ?? 0;
  const columns = titles ? columnsFromHeader(await readLabels(reader, shape)) : [];
  if (titles && columns.length > 0) return { titles, columns: withUniqueLabels(columns, headerRow, report) };

  const expected = 'firstLabel' in shape.start ? `„${shape.start.firstLabel}“` : 'eine Kopfzeile';
  report('format.header-missing', 0, { expected });
  return undefined;
}

async function readLabels(reader: RowReader, shape: TableShape & TableSource): Promise<string[][]> {
  const labels: string[][] = [];
  for (let index = 0; index < shape.headerRows; index += 1) {
    const row = await reader.take();
    const cells = row && (shape.headerCells?.(row) ?? row.cells);
    if (cells) labels.push(cells.map((cell) => shape.label(valueText(rawValue(cell)))));
  }
  return labels;
}

async function readTitles(reader: RowReader, shape: TableShape): Promise<string[] | undefined> {
  const titles: string[] = [];
  for (let row = await reader.peek(); row; row = await reader.peek()) {
    if (isHeader(row, shape)) return titles;
    // Without a header in sight this is another file: end it, instead of keeping its rows as titles.
    if (row.row > MOST_TITLE_ROWS) break;
    if (!isBlankRow(row.cells)) titles.push(rowText(row.cells));
    await reader.take();
  }
  return undefined;
}

function isHeader(row: RawRow, { start, label }: TableShape): boolean {
  if ('titleRows' in start) return row.row > start.titleRows && !isBlankRow(row.cells);
  const first = row.cells.find((cell) => cellText(cell) !== '');
  return label(valueText(rawValue(first))) === label(start.firstLabel);
}

const MOST_TITLE_ROWS = 200;

/** Profiles name columns by their label, so each needs one of its own; a repaired one is always reported. */
function withUniqueLabels(
  columns: readonly TableColumn[],
  headerRow: number,
  report: ReportRow,
): TableColumn[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const label = columnLabel(column);
    if (label === '') report('format.column-unlabelled', headerRow, {}, String(column.position));
    const ordinal = (seen.get(label) ?? 0) + 1;
    seen.set(label, ordinal);
    if (label === '' || ordinal === 1) return column;
    report('format.column-duplicate', headerRow, { found: label }, String(column.position));
    return { ...column, path: [...column.path.slice(0, -1), `${column.path.at(-1)} (${ordinal})`] };
  });
}

/** Column numbers may stand above or below the unit row. */
async function dropUnderHeader(
  reader: RowReader,
  columns: readonly TableColumn[],
  shape: TableShape,
  report: ReportRow,
): Promise<void> {
  let numbered = await dropColumnNumbers(reader, columns.length, shape, report);
  if (shape.units) {
    await dropUnits(reader, shape.units, report);
    numbered = (await dropColumnNumbers(reader, columns.length, shape, report)) || numbered;
  }
  if (shape.columnNumbers && !numbered)
    report('format.column-numbers-missing', (await reader.peek())?.row ?? 0, {
      expected: `1 … ${columns.length}`,
    });
}

async function dropColumnNumbers(
  reader: RowReader,
  width: number,
  shape: TableShape,
  report: ReportRow,
): Promise<boolean> {
  if (shape.columnNumbers === false) return false;
  const numbers = await findColumnNumbers(reader, width);
  if (!numbers) return false;
  if (numbers.covers === 'all' && shape.columnNumbers === undefined) {
    report('format.column-numbers-unclear', (await reader.peek())?.row ?? 0);
    return false;
  }
  for (let line = 0; line < numbers.rows; line += 1) await reader.take();
  return true;
}

async function dropUnits(reader: RowReader, units: readonly string[], report: ReportRow): Promise<void> {
  const row = await reader.peek();
  const texts = row?.cells.map(cellText).filter((text) => text !== '') ?? [];
  if (row && texts.length > 0 && texts.every((text) => units.includes(text))) await reader.take();
  else report('format.units-differ', row?.row ?? 0, { expected: units.join(', ') });
}

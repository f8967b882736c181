/**
 * A BA sheet made for people, taken apart: titles, header, section headings, figures, notes. One figure row
 * after the other under its headings; what a row can be that fits none of them is a finding. Knows no dates.
 */
import {
  columnLabel,
  columnsFromHeader,
  fillMerges,
  findColumnNumbers,
  isBlankRow,
  rawValue,
  RowReader,
  rowText,
  type RawRow,
  type ReportRow,
  type Sheet,
} from '../../src/sdk/index.ts';
import { baLabel } from './labels.ts';
import { sectionRows, type FigureRow } from './section-rows.ts';

export interface ReportShape {
  /** First label of the header. */
  readonly headerStart: string;
  readonly headerRows: number;
  /** Columns at the left that hold labels: one, or two where `dar.` stands beside them. */
  readonly labelColumns: 1 | 2;
  /** Below the header the columns are numbered; left out: where they are, the row is passed over. */
  readonly columnNumbers?: true | undefined;
}

export interface ValueColumn {
  /** 0-based place in a row. */
  readonly index: number;
  readonly label: string;
}

export interface ReportSheet {
  readonly titles: readonly RawRow[];
  readonly headerRow: number;
  /** Columns with a label, right of those that hold the labels. */
  readonly columns: readonly ValueColumn[];
  readonly figures: readonly FigureRow[];
  readonly notes: readonly string[];
}

const MOST_TITLE_ROWS = 60;

/** Undefined, with a finding, where the header is another one. */
export async function readReportSheet(
  sheet: Sheet,
  shape: ReportShape,
  report: ReportRow,
): Promise<ReportSheet | undefined> {
  const start = headerStart(sheet, shape);
  const head = sheet.rows[start];
  if (!head) {
    report('format.header-missing', 0, { expected: `„${shape.headerStart}“` });
    return undefined;
  }
  const lastHeader = head.row + shape.headerRows - 1;
  const labels = fillMerges(sheet, lastHeader)
    .filter(({ row }) => head.row <= row && row <= lastHeader)
    .map(({ cells }) => cells.map((cell) => baLabel(String(rawValue(cell) ?? ''))));
  const all = columnsFromHeader(labels);
  const columns = all.flatMap((column, index): ValueColumn[] =>
    index < shape.labelColumns || column.path.length === 0 ? [] : [{ index, label: columnLabel(column) }],
  );
  if (columns.length === 0) {
    report('format.header-missing', head.row, { expected: `Spalten rechts von „${shape.headerStart}“` });
    return undefined;
  }
  const below = sheet.rows.filter(({ row }) => row > lastHeader);
  const numbered = await numberedRows(below, all.length);
  if (numbered === 0 && shape.columnNumbers)
    report('format.column-numbers-missing', lastHeader + 1, { expected: `1 … ${columns.length}` });
  const body = sectionRows(below.slice(numbered), { ...shape, columns, report });
  return {
    titles: sheet.rows.slice(0, start).filter(({ cells }) => !isBlankRow(cells)),
    headerRow: head.row,
    columns,
    ...body,
  };
}

/** Index of the header row, or -1. */
function headerStart(sheet: Sheet, shape: ReportShape): number {
  const wanted = baLabel(shape.headerStart);
  return sheet.rows
    .slice(0, MOST_TITLE_ROWS)
    .findIndex(({ cells }) => baLabel(rowText(cells.slice(0, 1))) === wanted);
}

async function numberedRows(rows: readonly RawRow[], width: number): Promise<number> {
  const reader = new RowReader(once(rows));
  const numbers = await findColumnNumbers(reader, width);
  await reader.close();
  return numbers?.covers === 'stub' ? numbers.rows : 0;
}

async function* once(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  yield rows;
}

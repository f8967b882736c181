/**
 * Layout `bericht`: a sheet of a monthly workbook of the BA with one figure row below the other (Eckwerte für
 * Jobcenter, Arbeitsmarktreport, Kreisreport). Each value column becomes a long table. Tables with one row for
 * each region are the layout `quotes-table`.
 */
import { z } from 'zod';
import {
  finding,
  isExpression,
  reportRow,
  rowText,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type ReferenceDate,
  type ReportRow,
  type Sheet,
  type Table,
} from '../../src/sdk/index.ts';
import { figureTable, pathOf, type Described } from './figure-tables.ts';
import { monthName, readTime } from './labels.ts';
import { recogniseReport } from './recognise-report.ts';
import { readReportBook } from './report-book.ts';
import { compareWithName, sheetDate } from './report-date.ts';
import { readReportSheet, type ReportSheet, type ValueColumn } from './report-sheet.ts';
import { knownFigures } from './section-check.ts';
import type { FigureRow } from './section-rows.ts';

const expression = z.string().min(1).refine(isExpression, { error: 'kein gültiger regulärer Ausdruck' });

const options = z.strictObject({
  /** Name of the sheet: `1.1 Eckwerte`; `*` for any characters. */
  sheet: z.string().min(1),
  /** First label of the header. */
  headerStart: z.string().min(1),
  headerRows: z.int().min(1).max(4).default(1),
  /** Columns at the left that hold labels. */
  labelColumns: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Value columns: a name that stays, and an expression for the label. Left out: all, by their labels. */
  values: z.record(z.string().min(1), expression).optional(),
  /** Titles of the sections and the rows of each, or `[]` for any. Left out: whatever the sheet holds. */
  sections: z.record(z.string().min(1), z.array(z.string().min(1))).optional(),
  /** Expression with a group around the month or day in a title line, where the lines name several. */
  date: expression.optional(),
  /** Expression with a group around the region's key, in a title line or else in the file name. */
  region: expression.optional(),
});
type Options = z.output<typeof options>;

export const bericht: Layout<Options> = {
  kind: 'tables',
  options,
  async *read(delivery, declared, context) {
    const book = await readReportBook(delivery, declared.sheet, context);
    for (const sheet of book?.sheets ?? []) yield* readSheet({ sheet, delivery }, declared, context);
  },
  recognise: recogniseReport,
};

async function* readSheet(
  { sheet, delivery: { file } }: { sheet: Sheet; delivery: LandedDelivery },
  declared: Options,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const report = reportRow({ file, sheet: sheet.name }, context);
  const read = await readReportSheet(sheet, declared, report);
  if (!read) return;
  const date = sheetDate(read.titles, declared.date, report);
  const columns = chosenColumns(read, declared.values, report);
  const key = regionKey(read, { file, pattern: declared.region }, report);
  if (date === undefined || !columns || key === undefined) return;
  compareWithName(date, file, report);
  const figures = declared.sections ? knownFigures(read.figures, declared.sections, report) : read.figures;
  if (figures.length === 0)
    context.report(finding('format.no-rows', { file, sheet: sheet.name, row: read.headerRow }));

  const titles = read.titles.map(({ cells }) => rowText(cells));
  const task = { file, sheet: sheet.name, titles, notes: read.notes, figures };
  for (const { name, column } of columns) {
    context.signal.throwIfAborted();
    yield figureTable(task, read.columns.indexOf(column), (figure) => ({
      schluessel: key,
      ...pathOf(figure),
      spalte: name,
      ...timeOf(figure, column, date),
    }));
  }
}

interface NamedColumn {
  readonly name: string;
  readonly column: ValueColumn;
}

function chosenColumns(
  { columns, headerRow }: ReportSheet,
  values: Options['values'],
  report: ReportRow,
): readonly NamedColumn[] | undefined {
  if (!values) return columns.map((column) => ({ name: column.label, column }));
  const chosen = Object.entries(values).flatMap(([name, pattern]): NamedColumn[] => {
    const hits = columns.filter(({ label }) => new RegExp(pattern, 'u').test(label));
    if (hits.length === 1 && hits[0]) return [{ name, column: hits[0] }];
    if (hits.length === 0) report('format.column-missing', headerRow, { expected: pattern });
    else report('format.column-duplicate', headerRow, { found: hits.map(({ label }) => label).join(', ') });
    return [];
  });
  return chosen.length === Object.keys(values).length ? chosen : undefined;
}

/** Empty where no key is looked for; undefined, with a finding, where none is there. */
function regionKey(
  { titles }: ReportSheet,
  { file, pattern }: { file: string; pattern: string | undefined },
  report: ReportRow,
): string | undefined {
  if (pattern === undefined) return '';
  const wanted = new RegExp(pattern, 'u');
  for (const text of [...titles.map(({ cells }) => rowText(cells)), file]) {
    const key = wanted.exec(text)?.[1];
    if (key !== undefined) return key;
  }
  report('jobcenter.region-missing', 0, { found: pattern });
  return undefined;
}

/**
 * What a figure's own heading or column says about time, and otherwise the sheet. No day is given where it is not
 * said in full: a day without its year, a mean, a year written in a way that is not understood.
 */
function timeOf(figure: FigureRow, { label }: ValueColumn, date: ReferenceDate): Described {
  const ofColumn = label
    .split(' / ')
    .map((part) => readTime(part))
    .find((found) => found !== undefined);
  const ofSection = figure.section?.time;
  const time = ofSection ?? ofColumn;
  const differ = ofSection && ofColumn && ofSection.date !== ofColumn.date;
  if (time) return { zeitbezug: time.text, stichtag: differ ? '' : (time.date ?? '') };
  if (/\b(19|20)\d{2}\b/.test(label)) return { zeitbezug: label, stichtag: '' };
  return { zeitbezug: monthName(date), stichtag: date };
}

/**
 * Layout `result-table`: an evaluation saved from DUVA as CSV, TSV or XLSX, made for people. Titles and filter
 * line above, one to four header rows, nested row labels, notes below. Sums are delivered as they stand.
 */
import { z } from 'zod';
import {
  DELIMITERS,
  ENCODINGS,
  labelledTable,
  normaliseLabel,
  openText,
  readDelimited,
  sheetSources,
  type LandedDelivery,
  type Layout,
  type LayoutContext,
  type Table,
  type TableShape,
} from '../../src/sdk/index.ts';
import { recogniseResultSheet } from './recognise-sheet.ts';
import { recogniseResultText } from './recognise-text.ts';

const options = z
  .strictObject({
    /** Text files only; left out: the file must be UTF-8. */
    encoding: z.enum(ENCODINGS).optional(),
    /** Says that the file is a text file. */
    delimiter: z.enum(DELIMITERS).optional(),
    /** Says that the file is a workbook: name of its sheet, `*` for any characters. Each sheet is a table. */
    sheet: z.string().min(1).optional(),
    /** Where the header begins: after so many rows ... */
    titleRows: z.int().min(0).max(100).optional(),
    /** ... or at the first row that begins with this label. */
    headerStart: z.string().min(1).optional(),
    /** Rows with labels; rows that only number the columns or name units do not count. */
    headerRows: z.int().min(1).max(4).default(1),
    /** Are the columns numbered below the header? Left out: only where the first column is blank there. */
    columnNumbers: z.boolean().optional(),
    /** The units that stand in a row of their own below the header: `Anzahl`. */
    units: z.array(z.string().min(1)).min(1).optional(),
    /** Columns with nested row labels: a blank repeats the label above. */
    fillDown: z.array(z.string().min(1)).default([]),
    /** Column that is filled in every row; where it is blank, the table ends. Left out: the first not filled down. */
    key: z.string().min(1).optional(),
    /** Regular expression on the first text of a row that ends the table. */
    stop: z.string().min(1).refine(isExpression, { error: 'kein gültiger regulärer Ausdruck' }).optional(),
  })
  .refine((o) => (o.delimiter === undefined) !== (o.sheet === undefined), {
    error: 'entweder „delimiter“ (Textdatei) oder „sheet“ (Arbeitsmappe)',
  })
  .refine((o) => o.encoding === undefined || o.delimiter !== undefined, {
    error: '„encoding“ nur mit „delimiter“',
  })
  .refine((o) => (o.titleRows === undefined) !== (o.headerStart === undefined), {
    error: 'entweder „titleRows“ oder „headerStart“',
  });
export type ResultTableOptions = z.infer<typeof options>;

export const resultTable: Layout<ResultTableOptions> = {
  kind: 'tables',
  options,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    const shape = shapeOf(declared);
    if (declared.sheet === undefined) yield* resultText(delivery, declared, context);
    else
      for (const source of await sheetSources(delivery, declared.sheet, context))
        yield* labelledTable(source, shape, context);
  },
  recognise: async (delivery) => (await recogniseResultText(delivery)) ?? recogniseResultSheet(delivery),
};

async function* resultText(
  delivery: LandedDelivery,
  declared: ResultTableOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  const { encoding, delimiter = ';' } = declared;
  const text = await openText(delivery, encoding === undefined ? {} : { declared: encoding }, context.report);
  if (!text) return;
  const { file } = delivery;
  const rows = readDelimited(text.chunks, { file, delimiter, width: 'any' }, context.report);
  yield* labelledTable({ file, rows }, shapeOf(declared), context);
}

function shapeOf(declared: ResultTableOptions): TableShape {
  const { headerStart, titleRows = 0, headerRows, columnNumbers, units, fillDown, key, stop } = declared;
  return {
    start: headerStart === undefined ? { titleRows } : { firstLabel: headerStart },
    headerRows,
    label: normaliseLabel,
    columnNumbers,
    units,
    body: { end: 'until', key, fillDown, stop: stop === undefined ? undefined : new RegExp(stop, 'u') },
  };
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

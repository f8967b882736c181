/**
 * A result table: an evaluation made for people, as CSV, TSV or XLSX. Titles and filter line above, one to four
 * header rows, nested row labels, notes below. Sums are delivered as they stand; the connector says whose it is.
 */
import { z } from 'zod';
import type { Table } from '../core/table.ts';
import type { LandedDelivery, LayoutContext } from './connector.ts';
import { normaliseLabel } from './label.ts';
import { labelledTable, type TableShape } from './labelled-table.ts';
import { textOrSheetFields, textOrSheetProblem, textOrSheetSources } from './text-or-sheet.ts';

/** For connectors that add options of their own. */
export const resultTableFields = {
  ...textOrSheetFields,
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
} as const;

const fields = z.strictObject(resultTableFields);
type Fields = z.infer<typeof fields>;

export const resultTableOptions = fields.superRefine(checkResultTable);
export type ResultTableOptions = Fields;

/** The rules between the options: `superRefine` of a schema that holds them. */
export function checkResultTable(options: Fields, context: z.RefinementCtx): void {
  const problem = textOrSheetProblem(options);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  if ((options.titleRows === undefined) === (options.headerStart === undefined))
    context.addIssue({ code: 'custom', message: 'entweder „titleRows“ oder „headerStart“' });
}

/** One table for the text or for each sheet; none, with a finding, where the file or the header is another one. */
export async function* resultTables(
  delivery: LandedDelivery,
  options: ResultTableOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const shape = shapeOf(options);
  for (const source of await textOrSheetSources(delivery, options, context))
    yield* labelledTable(source, shape, context);
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

/** Also for options of connectors that are expressions. */
export function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

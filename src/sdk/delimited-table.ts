/** A delimited text file that is one table and nothing else: field names in the first rows, data to the end. */
import { finding } from '../core/finding.ts';
import type { Table } from '../core/table.ts';
import { readDelimited, type Delimiter } from '../formats/delimited.ts';
import { openText, type DeclaredEncoding } from '../formats/encoding.ts';
import type { LandedDelivery, LayoutContext } from './connector.ts';
import { plainLabel } from './label.ts';
import { labelledTable, type TableShape } from './labelled-table.ts';

export interface DelimitedTableOptions {
  /** Left out: the file must be UTF-8. */
  readonly encoding?: DeclaredEncoding | undefined;
  readonly delimiter: Delimiter;
  /** Number of rows with field names at the top. */
  readonly header: number;
}

/** Yields the table, or nothing where the file is no text or has no header; then findings say why. */
export async function* delimitedTable(
  delivery: LandedDelivery,
  options: DelimitedTableOptions,
  context: LayoutContext,
): AsyncGenerator<Table> {
  context.signal.throwIfAborted();
  const declared = options.encoding === undefined ? {} : { declared: options.encoding };
  const text = await openText(delivery, declared, context.report);
  if (!text) return;
  const { file } = delivery;
  const rows = readDelimited(text.chunks, { file, delimiter: options.delimiter }, context.report);
  const shape: TableShape = {
    start: { titleRows: 0 },
    headerRows: options.header,
    label: plainLabel,
    columnNumbers: false,
    body: { end: 'all' },
  };
  for await (const table of labelledTable({ file, rows }, shape, context)) {
    // One column holds no figure with its key: the file has another delimiter, or is no table at all.
    if (table.columns.length > 1) yield table;
    else
      context.report(
        finding('format.delimiter-absent', { file, row: 1 }, { expected: NAMES[options.delimiter] }),
      );
  }
}

const NAMES: Readonly<Record<Delimiter, string>> = { ';': '„;“', ',': '„,“', '\t': 'Tabulator', '|': '„|“' };

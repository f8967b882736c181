/** A labelled table from plain values, as a connector's layout would deliver it. */
import type { RawCell, RawRow, Table } from '../../src/core/table.ts';

export interface MemoryTable {
  readonly file?: string;
  readonly sheet?: string;
  readonly titles?: readonly string[];
  /** Header labels; nested ones joined by ` / `. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | RawCell)[])[];
  /** Row number of the first body row; 2 unless said otherwise. */
  readonly firstRow?: number;
  readonly batch?: number;
}

export function memoryTable(content: MemoryTable): Table {
  const { rows, firstRow = 2, batch = 1000 } = content;
  return {
    file: content.file ?? 'lieferung.csv',
    ...(content.sheet === undefined ? {} : { sheet: content.sheet }),
    titles: content.titles ?? [],
    columns: content.header.map((label, index) => ({ position: index + 1, path: label.split(' / ') })),
    rows: batches(
      rows.map((cells, index) => ({ row: firstRow + index, cells })),
      batch,
    ),
    notes: [],
  };
}

export async function* tablesOf(...contents: readonly MemoryTable[]): AsyncGenerator<Table> {
  for (const content of contents) yield memoryTable(content);
}

async function* batches(rows: readonly RawRow[], size: number): AsyncGenerator<readonly RawRow[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

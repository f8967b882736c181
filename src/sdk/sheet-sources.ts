/** The sheets of a workbook as sources of labelled tables: rows with blank ones in between, headers with merged labels. */
import type { RawRow } from '../core/table.ts';
import type { Sheet } from '../formats/sheet.ts';
import { fillMerges } from '../formats/sheet-merges.ts';
import type { LandedDelivery, LayoutContext } from './connector.ts';
import type { TableSource } from './labelled-table.ts';
import { openSheets } from './open-sheets.ts';

const BATCH = 1000;

/** One source for each sheet whose name fits `pattern`; none, with a finding, where the file or the sheet is missing. */
export async function sheetSources(
  delivery: LandedDelivery,
  pattern: string,
  context: LayoutContext,
): Promise<readonly TableSource[]> {
  const { chosen } = await openSheets(delivery, { sheets: [pattern] }, context);
  return chosen.map((sheet) => sheetSource(delivery.file, sheet));
}

export function sheetSource(file: string, sheet: Sheet): TableSource {
  return { file, sheet: sheet.name, rows: rowsOf(sheet), headerCells: (row) => withMerges(sheet, row) };
}

/** In batches, with the blank rows that the reader leaves out: they may end a table. */
async function* rowsOf(sheet: Sheet): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = [];
  let last = 0;
  for (const row of sheet.rows) {
    for (let blank = last + 1; blank < row.row; blank += 1) batch.push({ row: blank, cells: [] });
    batch.push(row);
    last = row.row;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function withMerges(sheet: Sheet, row: RawRow): RawRow['cells'] {
  return fillMerges(sheet, row.row).find((filled) => filled.row === row.row)?.cells ?? row.cells;
}

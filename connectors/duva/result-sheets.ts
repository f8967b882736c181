/** Result tables in a workbook: one for each sheet whose name fits. Values as stored, never as displayed. */
import {
  fillMerges,
  finding,
  labelledTable,
  matchesName,
  readWorkbook,
  type LandedDelivery,
  type LayoutContext,
  type RawRow,
  type Sheet,
  type Table,
  type TableShape,
} from '../../src/sdk/index.ts';

const BATCH = 1000;

export async function* resultSheets(
  delivery: LandedDelivery,
  wanted: { readonly sheet: string; readonly shape: TableShape },
  context: LayoutContext,
): AsyncGenerator<Table> {
  const workbook = await readWorkbook(delivery, context.report);
  if (!workbook) return;
  const { file } = delivery;
  const sheets = workbook.sheets.filter(({ name }) => matchesName(wanted.sheet, name));
  if (sheets.length === 0) {
    const found = workbook.sheets.map(({ name }) => name).join(', ');
    context.report(finding('format.sheet-missing', { file, row: 0 }, { found, expected: wanted.sheet }));
  }
  for (const sheet of sheets) {
    const source = {
      file,
      sheet: sheet.name,
      rows: rowsOf(sheet),
      headerCells: (row: RawRow) => withMerges(sheet, row),
    };
    yield* labelledTable(source, wanted.shape, context);
  }
}

/** In batches, with the blank rows that the reader leaves out: they end a table. */
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

/**
 * Layout `xlsx`: the same table as a workbook with merged titles and headers. Only for files that somebody has
 * downloaded by hand; flat files say more. Cells are read by value.
 */
import { z } from 'zod';
import { sheetSources, type Layout } from '../../src/sdk/index.ts';
import { recogniseTitledSheet } from './recognise-titled.ts';
import { titledTable } from './titled-table.ts';

const options = z.strictObject({
  /** Name of the sheet, usually the table code; `*` for any characters. */
  sheet: z.string().min(1),
  titleRows: z.int().min(0).max(20),
  headerRows: z.int().min(1).max(8),
  /** Names for the key columns at the left, in order; their merged header is passed over. */
  keys: z.array(z.string().min(1)).min(1).max(8),
});

export const xlsx: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, { sheet, titleRows, headerRows, keys }, context) {
    context.signal.throwIfAborted();
    for (const source of await sheetSources(delivery, sheet, context))
      yield* titledTable(source, { keys, head: { titleRows, headerRows } }, context);
  },
  recognise: recogniseTitledSheet,
};

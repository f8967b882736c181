/**
 * Layout `own-areas`: a special table that the office makes by areas of the customer's own, such as results of the
 * Zensus 2022 by quarters. Titles with the Stichtag, one row of field names, one row per area, notes below.
 */
import { z } from 'zod';
import {
  DELIMITERS,
  ENCODINGS,
  labelledTable,
  openText,
  plainLabel,
  readDelimited,
  type Layout,
  type TableShape,
} from '../../src/sdk/index.ts';

const options = z.strictObject({
  /** Left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).default(';'),
  /** Name of the column with the keys of the areas; the header begins with it. */
  key: z.string().min(1),
});

export const ownAreas: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, { encoding, delimiter, key }, context) {
    context.signal.throwIfAborted();
    const text = await openText(delivery, encoding ? { declared: encoding } : {}, context.report);
    if (!text) return;
    const { file } = delivery;
    const rows = readDelimited(text.chunks, { file, delimiter, width: 'any' }, context.report);
    const shape: TableShape = {
      start: { firstLabel: key },
      headerRows: 1,
      label: plainLabel,
      columnNumbers: false,
      body: { end: 'until', key, fillDown: [], stop: /^_{4,}$/ },
    };
    yield* labelledTable({ file, rows }, shape, context);
  },
};

/**
 * Layout `classic-csv`: the "Tabelle" that Landesdatenbank NRW, Regionalstatistik and GENESIS-Online save as
 * CSV for people. Semicolons, Windows-1252, key columns without header; the stamp `Stand:` ends up in the notes.
 */
import { z } from 'zod';
import { ENCODINGS, openPackedText, readDelimited, type Layout } from '../../src/sdk/index.ts';
import { recogniseClassic } from './recognise-titled.ts';
import { titledTable } from './titled-table.ts';

const options = z.strictObject({
  encoding: z.enum(ENCODINGS).default('windows-1252'),
  /** Code in the first line; another table is not read. */
  table: z.string().min(1).optional(),
  /** Names for the key columns at the left, in order. */
  keys: z.array(z.string().min(1)).min(1).max(8),
});

export const classicCsv: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, { encoding, table, keys }, context) {
    context.signal.throwIfAborted();
    const text = await openPackedText(delivery, { declared: encoding }, context.report);
    if (!text) return;
    const { file } = delivery;
    const rows = readDelimited(text.chunks, { file, delimiter: ';', width: 'any' }, context.report);
    yield* titledTable({ file, rows }, { keys, table, head: 'blank-keys' }, context);
  },
  recognise: recogniseClassic,
};

/** Layout `dbf`: a dBASE table by itself, such as a street directory or a list of blocks. */
import { z } from 'zod';
import { abortable, readDbfTable, type Layout } from '../../src/sdk/index.ts';

const options = z.strictObject({
  /** Needed only where the file declares none or a wrong one. */
  encoding: z.enum(['utf-8', 'windows-1252', 'cp850', 'cp437']).optional(),
});

export const dbf: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    const table = await readDbfTable(delivery, declared, context.report);
    if (table) yield { ...table, rows: abortable(table.rows, context.signal) };
  },
};

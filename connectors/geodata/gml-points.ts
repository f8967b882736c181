/** Layout `gml-points`: points of a WFS (addresses, facilities) as a table with the columns of their position. */
import type { z } from 'zod';
import { abortable, readGmlPoints, type Layout } from '../../src/sdk/index.ts';
import { gmlOptions } from './gml-options.ts';

export const gmlPoints: Layout<z.infer<typeof gmlOptions>> = {
  kind: 'tables',
  options: gmlOptions,
  async *read(delivery, options, context) {
    context.signal.throwIfAborted();
    const table = await readGmlPoints(delivery, options, context.report);
    if (table) yield { ...table, rows: abortable(table.rows, context.signal) };
  },
};

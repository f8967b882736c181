/** Layout `geojson-points`: points of a FeatureCollection as a table with the columns of their position. */
import { z } from 'zod';
import { abortable, readGeojsonPoints, type Layout } from '../../src/sdk/index.ts';

const options = z.strictObject({
  /** Order in which positions are written; needed only where the numbers do not tell. */
  axes: z.enum(['east-north', 'north-east']).optional(),
});

export const geojsonPoints: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    const table = await readGeojsonPoints(delivery, declared, context.report);
    if (table) yield { ...table, rows: abortable(table.rows, context.signal) };
  },
};

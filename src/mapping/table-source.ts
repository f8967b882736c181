/** Where a table beside the statistics comes from: a directory of streets, a list of addresses, points. */
import * as z from 'zod';
import { id, opaque } from './words.ts';

export const tableSource = z.strictObject({
  connector: id,
  config: opaque,
  layout: z.looseObject({ form: id }),
});
export type TableSource = Readonly<z.output<typeof tableSource>>;

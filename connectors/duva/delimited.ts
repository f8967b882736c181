/** Layout `delimited`: DUVA's delimited ASCII. Field names in the first row or rows, codes and figures below. */
import { z } from 'zod';
import { delimitedTable, ENCODINGS, DELIMITERS, type Layout } from '../../src/sdk/index.ts';
import { recogniseDelimited } from './recognise-text.ts';

const options = z.strictObject({
  /** Left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS),
  /** Rows with field names at the top. */
  header: z.int().min(1).max(4).default(1),
});

export const delimited: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  read: delimitedTable,
  recognise: recogniseDelimited,
};

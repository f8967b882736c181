/** Layout `delimited`: one table per file, field names in the first row. */
import { z } from 'zod';
import { DELIMITERS, delimitedTable, ENCODINGS, type Layout } from '../../src/sdk/index.ts';

// What cannot be seen in the file with certainty is declared in the profile; nothing is guessed.
const options = z.strictObject({
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS),
});

export const delimited: Layout<z.infer<typeof options>> = {
  kind: 'tables',
  options,
  // Streams, honours `context.signal`, and reports what is wrong to `context.report` instead of throwing.
  read: (delivery, declared, context) => delimitedTable(delivery, { ...declared, header: 1 }, context),
};

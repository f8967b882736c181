/**
 * Layout `quotes-table`: a table with one row for each region, such as the SGB II rates of the towns of a Kreis,
 * as text pasted from Excel or as a sheet of a report. Columns of percentages are watched.
 */
import { z } from 'zod';
import { checkResultTable, resultTableFields, resultTables, type Layout } from '../../src/sdk/index.ts';
import { guardPercent } from './percent-guard.ts';
import { recogniseQuotes } from './recognise-quotes.ts';

const options = z
  .strictObject({
    ...resultTableFields,
    /** Labels of the columns that hold percentages. */
    percent: z.array(z.string().min(1)).default([]),
  })
  .superRefine(checkResultTable);

export const quotesTable: Layout<z.output<typeof options>> = {
  kind: 'tables',
  options,
  async *read(delivery, { percent, ...declared }, context) {
    for await (const table of resultTables(delivery, declared, context))
      yield guardPercent(table, percent, context);
  },
  recognise: recogniseQuotes,
};

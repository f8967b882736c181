/**
 * Layout `open-data`: the long form that cities publish from DUVA (Köln), one figure per row. Its column names
 * are its fingerprint: a file with other columns is not read, because a portal changes them without notice.
 */
import { z } from 'zod';
import {
  columnLabel,
  delimitedTable,
  DELIMITERS,
  ENCODINGS,
  finding,
  type Layout,
  type LayoutContext,
  type Table,
} from '../../src/sdk/index.ts';
import { recogniseOpenData } from './recognise-text.ts';

const options = z.strictObject({
  /** Left out: the file must be UTF-8. */
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).default(','),
  /** All columns of the file, in any order. */
  columns: z.array(z.string().min(1)).min(1),
});
type OpenDataOptions = z.infer<typeof options>;

export const openData: Layout<OpenDataOptions> = {
  kind: 'tables',
  options,
  async *read(delivery, { columns, ...text }, context) {
    for await (const table of delimitedTable(delivery, { ...text, header: 1 }, context))
      if (hasFingerprint(table, columns, context)) yield table;
  },
  recognise: recogniseOpenData,
};

function hasFingerprint(table: Table, expected: readonly string[], context: LayoutContext): boolean {
  const labels = table.columns.map(columnLabel);
  const missing = expected.filter((label) => !labels.includes(label));
  const unknown = labels.filter((label) => !expected.includes(label));
  const place = { file: table.file, row: 1 };
  for (const label of missing) context.report(finding('format.column-missing', place, { expected: label }));
  // Without one of the names the first row may be no header but the record of a person.
  const isHeader = missing.length < expected.length;
  for (const label of unknown) {
    const found = isHeader ? label : `Spalte ${labels.indexOf(label) + 1}`;
    context.report(finding('format.column-unexpected', place, { found }));
  }
  return missing.length + unknown.length === 0;
}

/** Options of the layout `sheets`: what of a workbook's build has to be declared, because nothing proves it. */
import { z } from 'zod';

const label = z.string().min(1);
const expression = z.string().min(1).refine(isExpression, { error: 'kein gültiger regulärer Ausdruck' });

const section = z.strictObject({
  name: label,
  /** Key of its first row. */
  first: label,
  /** Rows it has: a section that grows or shrinks would move every row after it. */
  rows: z.int().min(1),
});
export type Section = z.infer<typeof section>;

export const options = z
  .strictObject({
    /** Names of the sheets, `*` for any characters. Each sheet is a table of the same build. */
    sheets: z.array(label).min(1),
    /** Where the header begins: after so many rows ... */
    titleRows: z.int().min(0).max(100).optional(),
    /** ... or at the first row that begins with this label. */
    headerStart: label.optional(),
    /** Rows with labels; rows that only number the columns or name units do not count. */
    headerRows: z.int().min(1).max(4).default(1),
    /** Are the columns numbered below the header? Left out: only where the first column is blank there. */
    columnNumbers: z.boolean().optional(),
    /** The units in a row of their own below the header: `Anzahl`. */
    units: z.array(label).min(1).optional(),
    /** Column with the key of the area. */
    key: label,
    /** Column whose text stands in for a key where there is none: sums often have a name only. */
    name: label.optional(),
    /** The first text of the table's last row ... */
    lastRow: expression.optional(),
    /** ... or of the first row after it. */
    stop: expression.optional(),
    /** Columns whose cells are merged over several rows: each of these rows gets the text. */
    fillDown: z.array(label).default([]),
    /** Parts of the table in which names mean something else, in order. */
    sections: z.array(section).min(1).optional(),
    /** Rows with nothing but a text like this are headings; the rows below belong to them. */
    headings: expression.optional(),
    /** Hidden sheets that may be there, by name. */
    hiddenSheets: z.array(label).default([]),
    hiddenRows: z.literal('read').optional(),
    hiddenColumns: z.literal('read').optional(),
  })
  .refine((o) => (o.titleRows === undefined) !== (o.headerStart === undefined), {
    error: 'entweder „titleRows“ oder „headerStart“',
  })
  .refine((o) => (o.lastRow === undefined) !== (o.stop === undefined), {
    error: 'entweder „lastRow“ oder „stop“: Nur ein erklärtes Ende zeigt, ob die Tabelle vollständig ist',
  })
  .refine((o) => o.sections === undefined || o.headings === undefined, {
    error: '„sections“ oder „headings“, nicht beides',
  });
export type SheetsOptions = z.infer<typeof options>;

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

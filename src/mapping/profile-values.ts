/** Sections `values` and `measures` of a profile: which columns hold figures and what they may look like. */
import * as z from 'zod';
import { columnName, day, id, line, pattern } from './words.ts';

/** One figure per row. */
const long = z.strictObject({
  column: columnName,
  measure: id,
  quality: z.exactOptional(columnName).describe('Spalte mit Qualitätszeichen wie () p r s e KLAMMERN'),
});

/** Several figures per row. A column is found by its label, its position or a pattern for its label. */
const valueColumn = z
  .strictObject({
    label: z.exactOptional(z.string().min(1)).describe('Kopfzeilen mit „ / “ verbunden: dav.: / Männer'),
    position: z.exactOptional(z.int().min(1)),
    match: z.exactOptional(pattern),
    measure: id,
    breakdown: z.record(id, line).default({}),
    date: z.exactOptional(day),
    total: z.boolean().default(false).describe('Summenspalte: Kontrollsumme, kein eigener Wert'),
  })
  .refine(
    (column) => [column.label, column.position, column.match].filter((way) => way !== undefined).length === 1,
    {
      error: 'Eine Spalte wird durch genau eines von „label“, „position“ und „match“ bezeichnet.',
    },
  );
export type ValueColumn = z.output<typeof valueColumn>;

const wide = z.strictObject({ columns: z.array(valueColumn).min(1) });

export const valuesRule = z.union([long, wide]);
export type ValuesRule = z.output<typeof valuesRule>;

export const measures = z.record(
  id,
  z.strictObject({
    integer: z.boolean().default(false),
    min: z.exactOptional(z.number()),
    max: z.exactOptional(z.number()),
    rate: z
      .boolean()
      .default(false)
      .describe('ein Anteil oder Durchschnitt: darf nicht über Gebiete oder Codes summiert werden'),
    percent: z
      .exactOptional(z.enum(['asStored', 'hundredfold']))
      .describe('Zellen mit Prozentformat: Zahl wie gespeichert oder das Hundertfache'),
  }),
);
export type Measure = z.output<typeof measures>[string];

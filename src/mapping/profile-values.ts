/** Sections `values` and `measures` of a profile: which columns hold figures and what they may look like. */
import * as z from 'zod';
import { columnName, day, id, line, pattern } from './words.ts';

/** What a row counts stands in the row itself. */
const measureColumn = z.strictObject({
  column: z
    .union([columnName, z.array(columnName).min(2)])
    .describe('Spalte mit dem Code der Messgröße; mehrere Spalten werden mit Punkt verbunden'),
  codes: z.record(z.string().min(1), id).describe('Code in der Lieferung zu Messgröße'),
});

/** One figure per row. */
const long = z.strictObject({
  column: columnName,
  measure: z.union([id, measureColumn]),
  quality: z.exactOptional(columnName).describe('Spalte mit Qualitätszeichen wie () p r s e KLAMMERN'),
});

/**
 * Several figures per row. A column is found by its label, by a pattern for it, or by its position; then the label
 * must stand there, because nothing else shows that two columns of figures have changed places.
 */
const valueColumn = z
  .strictObject({
    label: z.exactOptional(z.string().min(1)).describe('Kopfzeilen mit „ / “ verbunden: dav.: / Männer'),
    position: z.exactOptional(z.int().min(1)),
    match: z.exactOptional(pattern),
    measure: id,
    breakdown: z.record(id, line).default({}),
    date: z.exactOptional(day),
    sheet: z
      .exactOptional(pattern)
      .describe('die Spalte steht nur auf den Blättern, deren Name hier passt; sonst auf jedem'),
    quality: z.exactOptional(columnName).describe('Spalte mit Qualitätszeichen zu dieser Spalte'),
    total: z.boolean().default(false).describe('Summenspalte: Kontrollsumme, kein eigener Wert'),
  })
  .refine((column) => column.position === undefined || column.label !== undefined, {
    error: 'Zu „position“ gehört „label“: Nur so fällt auf, wenn Spalten verschoben sind.',
  })
  .refine((column) => (column.label === undefined) !== (column.match === undefined), {
    error: 'Eine Spalte wird durch genau eines von „label“ und „match“ bezeichnet.',
  });
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
    farApart: z
      .exactOptional(z.boolean())
      .describe('Anteile dürfen um das Hundertfache auseinanderliegen; sonst gilt das als 0,123 neben 12,3'),
    percent: z
      .exactOptional(z.enum(['asStored', 'hundredfold']))
      .describe('Zellen mit Prozentformat: Zahl wie gespeichert oder das Hundertfache'),
  }),
);
export type Measure = z.output<typeof measures>[string];

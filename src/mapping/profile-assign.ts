/**
 * Section `assign` of a profile whose rows speak of other areas than those of a level: cells of a grid (then `area:
 * level:` is only a name for their keys), or areas of another time or division (then it is the level they become).
 */
import * as z from 'zod';
import { id, level } from './words.ts';

const mean = z.strictObject({
  mean: id.describe('Messgröße, die ein Durchschnitt ist'),
  weight: id.describe('Messgröße, die sagt, für wie viele er steht'),
  sum: id.describe('Messgröße, die daraus wird: Durchschnitt mal Gewicht'),
  count: id.describe('Messgröße, die daraus wird: Gewicht der Zellen mit Durchschnitt'),
});

export const assignRule = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('grid'),
    cell: z.union([z.literal(100), z.literal(1000), z.literal(10_000)]).describe('Kantenlänge in Metern'),
    levels: z.array(level).min(1).describe('auf jede dieser Ebenen wird für sich verteilt, nie summiert'),
    weights: z
      .exactOptional(level)
      .describe('Ebene, deren Hauskoordinaten („assignment“) die Zellen verteilen; sonst nach Fläche'),
    means: z.array(mean).default([]),
  }),
  z.strictObject({ by: z.literal('crosswalk'), crosswalk: id }),
]);
export type AssignRule = Readonly<z.output<typeof assignRule>>;

/** Formula as it is written in YAML: a closed set of ways to compute, no expressions. */
import * as z from 'zod';
import { day, id, line } from './words.ts';

const codes = z.union([line.min(1), z.array(line.min(1)).min(1)]);

const coefficient = z.strictObject({
  where: z.record(id, codes).refine((named) => Object.keys(named).length > 0, {
    error: 'Ein Koeffizient nennt die Codes, für die er gilt.',
  }),
  times: z.number(),
});
type CoefficientFile = z.output<typeof coefficient>;

/** Sum of the cells whose dimensions carry one of the codes; dimensions not named are summed over. */
const term = z
  .strictObject({
    dataset: id,
    measure: id,
    where: z.record(id, codes).default({}),
    times: z
      .number()
      .refine((factor) => factor !== 0, { error: 'Der Faktor 0 lässt den Summanden verschwinden.' })
      .default(1)
      .describe('Faktor; -1 zieht ab'),
    coefficients: z
      .exactOptional(z.array(coefficient).min(1))
      .describe('Koeffizient je Code oder Verbindung von Codes, statt eines Faktors für alle'),
  })
  .superRefine(({ where, coefficients }, context) => {
    for (const [index, message] of tableMistakes(where, coefficients ?? []))
      context.addIssue({ code: 'custom', path: ['coefficients', index, 'where'], message });
  });
export type TermFile = z.output<typeof term>;

const quantity = z
  .union([term, z.array(term).min(1)])
  .describe('eine Summe oder eine Liste von Summanden mit Faktoren');
export type QuantityFile = z.output<typeof quantity>;

const fraction = {
  numerator: quantity,
  denominator: quantity,
  denominatorDate: z
    .union([z.enum(['same', 'previousYearEnd', 'mean']), day])
    .default('same')
    .describe(
      'Stichtag des Nenners: derselbe, Ende des Vorjahres, Mittel aus diesem und dem Vorjahr, ein Tag',
    ),
  pooledYears: z
    .exactOptional(z.int().min(2).max(10))
    .describe('Summe der Zähler über Summe der Nenner so vieler Jahre'),
};

const change = z.strictObject({
  of: id.describe('Kennung des Indikators, dessen veröffentlichte Werte verglichen werden'),
  years: z.int().min(1).max(50),
  as: z.enum(['difference', 'percent']),
});

const zscore = z.strictObject({
  of: id.describe('Kennung des Indikators, dessen veröffentlichte Werte standardisiert werden'),
});

const index = z.strictObject({
  of: z
    .array(z.union([id, z.strictObject({ indicator: id, weight: z.number().positive().default(1) })]))
    .min(2)
    .describe('Indikatoren, deren z-Werte gemittelt werden'),
  changeYears: z
    .exactOptional(z.int().min(1).max(50))
    .describe('z-Werte der Veränderung über so viele Jahre statt der Werte selbst'),
});

const WORDS = ['count', 'share', 'rate', 'quotient', 'change', 'zscore', 'index'];

export const formula = z
  .strictObject({
    count: z.exactOptional(quantity),
    share: z.exactOptional(z.strictObject(fraction)),
    rate: z.exactOptional(z.strictObject({ ...fraction, per: z.number().positive() })),
    quotient: z.exactOptional(z.strictObject(fraction)),
    change: z.exactOptional(change),
    zscore: z.exactOptional(zscore),
    index: z.exactOptional(index),
  })
  .refine((f) => Object.values(f).filter((way) => way !== undefined).length === 1, {
    error: `Eine Formel ist genau eines von ${WORDS.map((word) => `„${word}“`).join(', ')}.`,
  });
export type FormulaFile = z.output<typeof formula>;

/** A code may have one coefficient only, and every row has to say the same dimensions. */
function tableMistakes(where: TermFile['where'], rows: readonly CoefficientFile[]): [number, string][] {
  const dimensions = Object.keys(rows[0]?.where ?? {}).sort();
  const seen = new Set<string>();
  return rows.flatMap((row, place): [number, string][] => {
    const own = Object.keys(row.where).sort();
    if (own.join(' ') !== dimensions.join(' '))
      return [[place, `Alle Koeffizienten nennen dieselben Gliederungen: ${dimensions.join(', ')}.`]];
    const twice = own.find((name) => name in where);
    if (twice !== undefined) return [[place, `Die Gliederung „${twice}“ steht schon unter „where“.`]];
    const combinations = codeCombinations(row.where);
    const known = combinations.find((key) => seen.has(key));
    for (const key of combinations) seen.add(key);
    return known === undefined ? [] : [[place, `Für ${known} steht schon ein Koeffizient da.`]];
  });
}

/** `alter 65-74, geschlecht w` for every combination of one code of each dimension. */
export function codeCombinations(where: Readonly<Record<string, string | readonly string[]>>): string[] {
  return Object.keys(where)
    .sort()
    .reduce<string[][]>(
      (all, name) => {
        const wanted = where[name] ?? [];
        const list = typeof wanted === 'string' ? [wanted] : wanted;
        return all.flatMap((before) => list.map((code) => [...before, `${name} ${code}`]));
      },
      [[]],
    )
    .map((parts) => parts.join(', '));
}

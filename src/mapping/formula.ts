/** Formula of an indicator: a closed set of ways to compute, no expressions. */
import * as z from 'zod';
import { id, line } from './words.ts';

const codes = z.union([line.min(1), z.array(line.min(1)).min(1)]);

/** Sum of the cells whose dimensions carry one of the codes; dimensions not named are summed over. */
const count = z.strictObject({ dataset: id, measure: id, where: z.record(id, codes).default({}) });

const rate = z.strictObject({
  numerator: count,
  denominator: count,
  per: z.number().positive(),
  denominatorDate: z.enum(['same', 'previousYearEnd']).default('same'),
});

const change = z.strictObject({
  of: id.describe('Kennung des Indikators, dessen veröffentlichte Werte verglichen werden'),
  years: z.int().min(1).max(50),
  as: z.enum(['difference', 'percent']),
});

export const formula = z
  .strictObject({
    count: z.exactOptional(count),
    rate: z.exactOptional(rate),
    change: z.exactOptional(change),
  })
  .refine((f) => Object.values(f).filter((way) => way !== undefined).length === 1, {
    error: 'Eine Formel ist genau eines von „count“, „rate“ und „change“.',
  });
export type FormulaFile = z.output<typeof formula>;

export interface CountFormula {
  readonly dataset: string;
  readonly measure: string;
  /** Dimension to the codes that are added up. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

export type Formula =
  | ({ readonly kind: 'count' } & CountFormula)
  | {
      readonly kind: 'rate';
      readonly numerator: CountFormula;
      readonly denominator: CountFormula;
      /** 100 for a percentage, 1000 for "per thousand". */
      readonly per: number;
      readonly denominatorDate: 'same' | 'previousYearEnd';
    }
  | {
      readonly kind: 'change';
      /** Id of the indicator whose published values are compared. */
      readonly of: string;
      readonly years: number;
      readonly as: 'difference' | 'percent';
    };

export function formulaOf(file: FormulaFile): Formula {
  if (file.count) return { kind: 'count', ...countOf(file.count) };
  if (file.rate) {
    const { numerator, denominator, ...rest } = file.rate;
    return { kind: 'rate', numerator: countOf(numerator), denominator: countOf(denominator), ...rest };
  }
  if (file.change) return { kind: 'change', ...file.change };
  throw new TypeError('formula was not checked');
}

/** The counts a formula reads from datasets, with the member of the YAML file each stands under. */
export function countsIn(f: Formula): { count: CountFormula; path: readonly string[] }[] {
  if (f.kind === 'count') return [{ count: f, path: ['count'] }];
  if (f.kind === 'change') return [];
  return [
    { count: f.numerator, path: ['rate', 'numerator'] },
    { count: f.denominator, path: ['rate', 'denominator'] },
  ];
}

function countOf(file: z.output<typeof count>): CountFormula {
  const where = Object.entries(file.where).map(([dimension, wanted]) => [
    dimension,
    typeof wanted === 'string' ? [wanted] : wanted,
  ]);
  return {
    dataset: file.dataset,
    measure: file.measure,
    where: Object.fromEntries(where) as CountFormula['where'],
  };
}

/** Formulas for tests, with everything left out that they do not speak of. */
import type { Formula, RateFormula, Term } from '../../src/mapping/formula.ts';

/** Measure `personen` of a dataset. */
export function term(dataset: string, more: Partial<Term> = {}): Term {
  return { dataset, measure: 'personen', where: {}, times: 1, coefficients: [], ...more };
}

export function countOf(...terms: readonly Term[]): Extract<Formula, { kind: 'count' }> {
  return { kind: 'count', terms };
}

/** In percent, of datasets `n` and `d`. */
export function rateOf(more: Partial<RateFormula> = {}): RateFormula {
  return {
    kind: 'rate',
    word: 'rate',
    numerator: [term('n')],
    denominator: [term('d')],
    per: 100,
    denominatorDate: 'same',
    pooledYears: 1,
    ...more,
  };
}

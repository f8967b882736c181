/** How far back the enabled indicators read each dataset. */
import type { Catalogue } from '../../mapping/catalogue.ts';
import { basesOf, termsIn, type Formula, type Quantity, type RateFormula } from '../../mapping/formula.ts';

/** Whole years; Infinity where a formula names one fixed day, which is then needed for good. */
export type LookBacks = ReadonlyMap<string, number>;

/** The longest look-back of every dataset that an indicator of a job reads, directly or through others. */
export function lookBacks({ jobs, indicators }: Pick<Catalogue, 'jobs' | 'indicators'>): LookBacks {
  const found = new Map<string, number>();
  const walk = (id: string, years: number): void => {
    const formula = indicators.get(id)?.formula;
    if (!formula) return;
    const own = years + ownYears(formula);
    for (const { dataset } of termsIn(formula)) found.set(dataset, Math.max(own, found.get(dataset) ?? 0));
    for (const base of basesOf(formula)) walk(base, own);
  };
  for (const job of jobs.values()) for (const id of job.indicators) walk(id, 0);
  return found;
}

/** Datasets that an indicator of the catalogue adds up with one another, whether a job publishes it or not. */
export function partners({ indicators }: Pick<Catalogue, 'indicators'>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { formula } of indicators.values())
    for (const quantity of quantitiesIn(formula))
      for (const { dataset } of quantity)
        for (const { dataset: other } of quantity)
          if (other !== dataset) found.set(dataset, (found.get(dataset) ?? new Set()).add(other));
  return found;
}

function quantitiesIn(formula: Formula): readonly Quantity[] {
  if (formula.kind === 'count') return [formula.terms];
  return formula.kind === 'rate' ? [formula.numerator, formula.denominator] : [];
}

function ownYears(formula: Formula): number {
  if (formula.kind === 'rate') return formula.pooledYears - 1 + denominatorYears(formula);
  if (formula.kind === 'change') return formula.years;
  return formula.kind === 'index' ? (formula.changeYears ?? 0) : 0;
}

function denominatorYears({ denominatorDate }: RateFormula): number {
  if (denominatorDate === 'same') return 0;
  return denominatorDate === 'mean' || denominatorDate === 'previousYearEnd' ? 1 : Infinity;
}

/** The two sides of a formula by name: what is counted, and on which days. Equal names mean equal figures. */
import { breakdownKey } from '../../core/observation.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { weightedCounts, type CountFormula, type Quantity } from '../../mapping/formula.ts';
import { denominatorDates, numeratorDates } from '../../statistics/formula-dates.ts';
import type { FigureFormula } from '../../statistics/figure-cells.ts';

export interface SidePart {
  readonly count: CountFormula;
  /** Name of what is selected; empty: all of the measure. */
  readonly selection: string;
  readonly times: number;
}

export interface Side {
  /** `sgb2.elb`, `einwohner.personen[alter=0-2,3-5]`, several parts joined by `+`; pooled days have a suffix. */
  readonly quantity: string;
  readonly terms: Quantity;
  readonly parts: readonly SidePart[];
  /** Days that are added up; a day may occur more than once. */
  readonly daysOf: (date: ReferenceDate) => readonly ReferenceDate[];
}

export interface Sides {
  readonly numerator: Side;
  readonly denominator: Side | null;
}

export function sidesOf(formula: FigureFormula): Sides {
  if (formula.kind === 'count')
    return { numerator: sideOf(formula.terms, (date) => [date], ''), denominator: null };
  const { pooledYears, denominatorDate } = formula;
  const pooled = pooledYears > 1 ? `~${pooledYears}` : '';
  const mean = denominatorDate === 'mean' ? '~mean' : '';
  return {
    numerator: sideOf(formula.numerator, (date) => numeratorDates(formula, date), pooled),
    denominator: sideOf(formula.denominator, (date) => denominatorDates(formula, date), mean + pooled),
  };
}

/** Of one single day, the side as it is on that day: the same figures, whatever date they are used for. */
export function onItsDay(side: Side, date: ReferenceDate): { side: Side; day: ReferenceDate } {
  const [day, ...others] = side.daysOf(date);
  if (day === undefined || others.length > 0) return { side, day: date };
  return { side: { ...side, daysOf: (own) => [own] }, day };
}

/** What a side of several days is made up of: the same quantity on each of them. Empty for a side of one day. */
export function daily(side: Side, date: ReferenceDate): { side: Side; day: ReferenceDate }[] {
  const days = side.daysOf(date);
  if (days.length < 2) return [];
  const own = sideOf(side.terms, (day) => [day], '');
  return days.map((day) => ({ side: own, day }));
}

/** All of a measure or one selection of it, on the day itself: what the policy speaks of. */
export function wholeMeasure(dataset: string, measure: string, where: CountFormula['where'] = {}): Side {
  return sideOf([{ dataset, measure, where, times: 1, coefficients: [] }], (date) => [date], '');
}

function sideOf(terms: Quantity, daysOf: Side['daysOf'], suffix: string): Side {
  const parts = terms
    .flatMap(weightedCounts)
    .map((part) => ({ ...part, selection: selectionText(part.count.where) }));
  const quantity = parts.map(partText).sort().join('+') + suffix;
  return { quantity, terms, parts, daysOf };
}

function partText({ count, selection, times }: SidePart): string {
  const factor = times === 1 ? '' : `${times}*`;
  return `${factor}${count.dataset}.${count.measure}${selection}`;
}

export function selectionText(where: CountFormula['where']): string {
  const codes = Object.entries(where).map(([dimension, list]) => [dimension, list.toSorted().join(',')]);
  return codes.length === 0 ? '' : `[${breakdownKey(Object.fromEntries(codes) as Record<string, string>)}]`;
}

/** The figures behind an indicator's value: the count, or numerator and denominator; and the value they come to. */
import type { AreaKey } from '../core/area.ts';
import { emptyCell, hasValue, type Cell } from '../core/cell.ts';
import { weightedSum } from '../core/decimal.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Formula, Quantity, RateFormula } from '../mapping/formula.ts';
import type { Spot } from './across-borders.ts';
import { combinedCell, rateCell, roundedCell } from './derived-cells.ts';
import type { CellQuestion } from './formula-cells.ts';
import { denominatorDates, denominatorsPerDay, numeratorDates } from './formula-dates.ts';
import { quantityCell, type QuantitySource } from './quantity-cell.ts';

export type FigureFormula = Extract<Formula, { kind: 'count' | 'rate' }>;

export interface FigureCells {
  /** The count itself, or the numerator; not rounded. */
  readonly numerator: Cell;
  /** null: a count. A mean of two days is their sum. */
  readonly denominator: Cell | null;
}

/** `borders`: the day whose areas are meant, where it is another one than that of the figures. */
export type FiguresOf = (area: AreaKey, date: ReferenceDate, borders?: ReferenceDate) => FigureCells;

export function figureCells(question: CellQuestion, formula: FigureFormula): FiguresOf {
  const on = (terms: Quantity, days: readonly ReferenceDate[], spot: Spot) =>
    quantityOver(question, terms, { ...spot, days });
  return (area, day, borders = day) => {
    const spot = { area, day, borders };
    if (formula.kind === 'count') return { numerator: on(formula.terms, [day], spot), denominator: null };
    return {
      numerator: on(formula.numerator, numeratorDates(formula, day), spot),
      denominator: on(formula.denominator, denominatorDates(formula, day), spot),
    };
  };
}

/** The terms added up over days, a day as often as it is named. */
export function quantityOver(
  source: QuantitySource,
  terms: Quantity,
  { area, borders, days }: Omit<Spot, 'day'> & { readonly days: readonly ReferenceDate[] },
): Cell {
  const parts = days.map((day) => ({ times: 1, cell: quantityCell(source, terms, { area, day, borders }) }));
  const [only] = parts;
  return only && parts.length === 1 ? only.cell : combinedCell(parts);
}

/** Rounded once, here. A share whose numerator is the larger one is not a number. */
export function valueOfFigures(
  formula: FigureFormula,
  { numerator, denominator }: FigureCells,
  decimals: number,
): Cell {
  if (formula.kind === 'count' || denominator === null) return roundedCell(numerator, decimals);
  if (exceedsWhole(formula, { numerator, denominator })) return emptyCell('unreliable');
  const times = denominatorsPerDay(formula.denominatorDate);
  return rateCell(numerator, denominator, formula.per * times, decimals);
}

export function exceedsWhole(formula: FigureFormula, { numerator, denominator }: FigureCells): boolean {
  return formula.kind === 'rate' && denominator !== null && isNoShare(formula, numerator, denominator);
}

function isNoShare({ word, denominatorDate }: RateFormula, numerator: Cell, denominator: Cell): boolean {
  if (word !== 'share' || !hasValue(numerator) || !hasValue(denominator)) return false;
  const times = denominatorsPerDay(denominatorDate);
  return numerator.value < 0 || weightedSum([[times, numerator.value]]) > denominator.value;
}

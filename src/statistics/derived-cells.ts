/** Cells computed from cells: the state of what cannot be known is inherited, marks and limited reliability too. */
import {
  blockingState,
  cell,
  emptyCell,
  hasValue,
  mergeMarks,
  MISSING,
  NOT_APPLICABLE,
  type Cell,
} from '../core/cell.ts';
import { decimalSum, weightedSum } from '../core/decimal.ts';
import { roundTo, roundedRate } from './rounding.ts';

export interface WeightedCell {
  readonly times: number;
  readonly cell: Cell;
}

/** A linear combination. Other than in a sum over areas, a part that does not apply leaves nothing to compute. */
export function combinedCell(parts: readonly WeightedCell[]): Cell {
  const cells = parts.map((part) => part.cell);
  const blocked = blockingState(cells);
  if (blocked) return emptyCell(blocked);
  const valued = parts.flatMap(({ times, cell: own }) =>
    hasValue(own) ? [[times, own.value] as const] : [],
  );
  if (valued.length === 0) return MISSING;
  const marks = mergeMarks(cells);
  if (cells.every(({ state }) => state === 'nil')) return cell(0, 'nil', marks);
  if (cells.every(({ state }) => state === 'nil' || state === 'rounded_zero'))
    return cell(0, 'rounded_zero', marks);
  return derivedCell(weightedSum(valued), cells);
}

/** A rate over nobody is not a number: `not_applicable`. */
export function rateCell(numerator: Cell, denominator: Cell, per: number, precision: number): Cell {
  const blocked = blockingState([numerator, denominator]);
  if (blocked) return emptyCell(blocked);
  if (!hasValue(numerator) || !hasValue(denominator) || denominator.value <= 0) return NOT_APPLICABLE;
  const value = roundedRate(numerator.value, denominator.value, per, precision);
  return derivedCell(value, [numerator, denominator]);
}

/** In percent of nothing, or of a negative balance, is not a number: `not_applicable`. */
export function changeCell(then: Cell, now: Cell, as: 'difference' | 'percent', precision: number): Cell {
  const difference = differenceCell(then, now);
  if (!hasValue(difference) || !hasValue(then)) return difference;
  if (as === 'difference') return { ...difference, value: roundTo(difference.value, precision) };
  if (then.value <= 0) return NOT_APPLICABLE;
  return { ...difference, value: roundedRate(difference.value, then.value, 100, precision) };
}

/** Exact in decimals, not rounded. */
export function differenceCell(then: Cell, now: Cell): Cell {
  const blocked = blockingState([then, now]);
  if (blocked) return emptyCell(blocked);
  if (!hasValue(then) || !hasValue(now)) return MISSING;
  return derivedCell(decimalSum([now.value, -then.value]), [then, now]);
}

/** The weighted mean of cells, not rounded: one without a value leaves the whole without one. */
export function meanCell(parts: readonly WeightedCell[]): Cell {
  const cells = parts.map((part) => part.cell);
  const blocked = blockingState(cells);
  if (blocked) return emptyCell(blocked);
  const weights = parts.reduce((sum, part) => sum + part.times, 0);
  if (weights <= 0) return NOT_APPLICABLE;
  return derivedCell(
    parts.reduce((sum, part) => sum + part.times * (part.cell.value ?? 0), 0) / weights,
    cells,
  );
}

export function roundedCell(own: Cell, precision: number): Cell {
  return hasValue(own) ? { ...own, value: roundTo(own.value, precision) } : own;
}

function derivedCell(value: number, inputs: readonly Cell[]): Cell {
  const low = inputs.some((input) => input.state === 'low_reliability');
  return cell(value, low ? 'low_reliability' : 'ok', mergeMarks(inputs));
}

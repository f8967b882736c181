/** z-scores of published values over the areas of one level on one day, with the population standard deviation. */
import { blockingState, cell, emptyCell, hasValue, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import { decimalSum } from '../core/decimal.ts';

/** Two values always stand one deviation from their mean: that would say nothing. */
export const FEWEST_AREAS = 3;

/**
 * Not rounded. An area without a value keeps its state and does not enter mean and deviation; with too few values or
 * none that differ, there is no scale to stand on: `not_applicable`.
 */
export function standardised<Key>(cells: ReadonlyMap<Key, Cell>): Map<Key, Cell> {
  const scale = scaleOf([...cells.values()].filter(hasValue).map(({ value }) => value));
  return new Map(
    [...cells].map(([key, own]) => {
      if (!hasValue(own)) return [key, emptyCell(blockingState([own]) ?? 'missing')];
      if (!scale) return [key, NOT_APPLICABLE];
      const state = own.state === 'low_reliability' ? own.state : 'ok';
      return [key, cell((own.value - scale.mean) / scale.deviation, state, own.marks)];
    }),
  );
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function scaleOf(values: readonly number[]): Scale | undefined {
  if (values.length < FEWEST_AREAS || values.every((value) => value === values[0])) return undefined;
  const mean = decimalSum(values) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** Class borders as KomMonitor's map draws them. Pure. */
import type { IndicatorDescription } from '../../core/indicator.ts';

export type Method = IndicatorDescription['classification']['method'];

/** From `from` up to `to`; the last class includes its end, every other one ends where the next begins. */
export interface ClassRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Ascending, without gaps, at most `classes` of them: fewer where there are fewer different values. Class borders of a
 * region (REGIONAL_DEFAULT) are kept in KomMonitor alone; equal intervals stand in for them, as they do there.
 */
export function classRanges(values: readonly number[], classes: number, method: Method): ClassRange[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low] = sorted;
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) return [];
  if (low === high) return [{ from: low, to: high }];
  const different = new Set(sorted).size;
  const inner = innerBorders(sorted, Math.min(classes, different), method);
  const begins = [...new Set([low, ...inner])].sort((a, b) => a - b);
  return begins.map((from, index) => ({ from, to: begins[index + 1] ?? high }));
}

/** -1 for what lies in none of them. */
export function classOf(value: number, ranges: readonly ClassRange[]): number {
  if (value === ranges.at(-1)?.to) return ranges.length - 1;
  return ranges.findIndex(({ from, to }) => value >= from && value < to);
}

function innerBorders(sorted: readonly number[], classes: number, method: Method): number[] {
  switch (method) {
    case 'EQUAL_INTERVAL':
    case 'REGIONAL_DEFAULT':
      return equalBorders(sorted, classes);
    case 'QUANTILE':
      return quantileBorders(sorted, classes);
    case 'JENKS':
      return jenksBorders(sorted, classes);
  }
}

function equalBorders(sorted: readonly number[], classes: number): number[] {
  const low = sorted[0] ?? 0;
  const width = ((sorted.at(-1) ?? 0) - low) / classes;
  return upTo(classes).map((index) => low + index * width);
}

/** The first value of each further class where the values are dealt out evenly. */
function quantileBorders(sorted: readonly number[], classes: number): number[] {
  return upTo(classes).map((index) => sorted[Math.round((index * sorted.length) / classes)] ?? 0);
}

/** Fisher's exact method: the squares of the distances from the means of the classes add up to the least. */
function jenksBorders(sorted: readonly number[], classes: number): number[] {
  const spread = spreadOf(sorted);
  const n = sorted.length;
  // cost[j]: least sum over the first j values in the classes so far; begins[k][j]: where the last of k classes begins.
  let cost = Array.from({ length: n + 1 }, (_, j) => (j === 0 ? 0 : spread(0, j)));
  const begins: number[][] = [];
  for (let made = 2; made <= classes; made += 1) {
    const next: number[] = Array.from({ length: n + 1 }, () => Number.POSITIVE_INFINITY);
    const from: number[] = Array.from({ length: n + 1 }, () => 0);
    for (let end = made; end <= n; end += 1)
      for (let begin = made - 1; begin < end; begin += 1) {
        const sum = (cost[begin] ?? 0) + spread(begin, end);
        if (sum >= (next[end] ?? 0)) continue;
        next[end] = sum;
        from[end] = begin;
      }
    cost = next;
    begins.push(from);
  }
  const borders: number[] = [];
  let end = n;
  for (const from of begins.reverse()) {
    end = from[end] ?? 0;
    borders.push(sorted[end] ?? 0);
  }
  return borders.reverse();
}

/** Sum of the squared distances from the mean of the values from `begin` to before `end`. */
export function spreadOf(sorted: readonly number[]): (begin: number, end: number) => number {
  // Around the middle of all values, so that the squares do not swallow the differences.
  const middle = sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, sorted.length);
  const sums = [0];
  const squares = [0];
  for (const [index, value] of sorted.entries()) {
    const moved = value - middle;
    sums.push((sums[index] ?? 0) + moved);
    squares.push((squares[index] ?? 0) + moved * moved);
  }
  return (begin, end) => {
    const sum = (sums[end] ?? 0) - (sums[begin] ?? 0);
    return (squares[end] ?? 0) - (squares[begin] ?? 0) - (sum * sum) / (end - begin);
  };
}

/** 1 to n - 1 */
function upTo(n: number): number[] {
  return Array.from({ length: n - 1 }, (_, index) => index + 1);
}

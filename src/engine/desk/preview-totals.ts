/** Numbers that let a person see at a glance whether a preview can be right: sums, ranges, and the other levels. Pure. */
import { decimalSum, shortestFloat } from '../../core/decimal.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { PreviewSeries } from './preview-series.ts';

export interface Total {
  readonly sum: number;
  readonly low: number;
  readonly high: number;
  /** Areas with a value; the sum is whole where it is that of all areas. */
  readonly values: number;
  readonly areas: number;
}

export interface Totals {
  /** undefined: no area has a value. */
  readonly before: Total | undefined;
  readonly after: Total | undefined;
  /** The same indicator at the same Stichtag on the other levels of the plan, afterwards. */
  readonly others: readonly { readonly unitName: string; readonly after: Total | undefined }[];
}

export function totalsOf(series: PreviewSeries, date: ReferenceDate, all: readonly PreviewSeries[]): Totals {
  const cells = series.cells(date);
  const others = all.filter(
    (other) => other !== series && other.indicatorId === series.indicatorId && other.dates.includes(date),
  );
  return {
    before: totalOf(cells.map(({ before }) => before)),
    after: totalOf(cells.map(({ after }) => after)),
    others: others.map((other) => ({
      unitName: other.unitName,
      after: totalOf(other.cells(date).map(({ after }) => after)),
    })),
  };
}

export function isWhole({ values, areas }: Total): boolean {
  return values === areas;
}

function totalOf(cells: readonly (number | null)[]): Total | undefined {
  const values = cells.filter((value) => value !== null);
  if (values.length === 0) return undefined;
  return {
    sum: decimalSum(values.map(shortestFloat)),
    low: values.reduce((least, value) => Math.min(least, value)),
    high: values.reduce((most, value) => Math.max(most, value)),
    values: values.length,
    areas: cells.length,
  };
}

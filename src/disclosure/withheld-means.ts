/** Means that would tell the value of the one person who came: withheld on the later of the two days. */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { FigureTable } from './figures.ts';
import type { ValueDecision } from './rules/decide-value.ts';
import { fewArrivals } from './rules/few-arrivals.ts';

export function withMeansOfArrivals(
  { values, figures }: FigureTable,
  decisions: readonly ValueDecision[],
): readonly ValueDecision[] {
  const series = new Map<
    string,
    { readonly index: number; readonly date: ReferenceDate; readonly count: number }[]
  >();
  for (const [index, { kind, indicator, level, area, date, denominator }] of values.entries()) {
    const count = figures.get(denominator ?? '')?.value;
    if (kind !== 'mean' || decisions[index]?.blocked !== null || typeof count !== 'number') continue;
    if (figures.get(denominator ?? '')?.kind !== 'count') continue;
    const key = `${indicator}|${level}|${area}`;
    series.set(key, [...(series.get(key) ?? []), { index, date, count }]);
  }
  const withheld = new Set<number>();
  for (const days of series.values()) {
    let previous: number | null = null;
    for (const { index, count } of days.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
      if (fewArrivals(count, previous)) withheld.add(index);
      else previous = count;
    }
  }
  return decisions.map((decision, index) =>
    withheld.has(index) ? { ...decision, blocked: 'few-cases' } : decision,
  );
}

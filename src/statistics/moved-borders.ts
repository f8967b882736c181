/**
 * Values that put figures of several days together speak of one area only if it was the same on all of them. Where a
 * border has moved and the key has stayed, nothing else would show it.
 */
import type { AreaKey } from '../core/area.ts';
import { hasValue } from '../core/cell.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { SeriesValue } from '../core/indicator.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { daysOf } from './formula-dates.ts';
import type { SeriesQuestion } from './indicator-series.ts';

const AREAS_SHOWN = 5;

/** One finding for each Stichtag. */
export function movedBorders(
  { indicator, geography, level }: SeriesQuestion,
  values: readonly SeriesValue[],
): Finding[] {
  const moved = new Map<ReferenceDate, AreaKey[]>();
  for (const { area, date, cell } of values) {
    const others = daysOf(indicator.formula, date).filter((day) => day !== date);
    if (!hasValue(cell) || !others.some((day) => geography.changedBetween(level, day, date).has(area)))
      continue;
    moved.set(date, [...(moved.get(date) ?? []), area]);
  }
  return [...moved].map(([date, areas]) => {
    const names = areas.slice(0, AREAS_SHOWN).map((area) => `${geography.nameOf(level, area)} (${area})`);
    const more = areas.length > AREAS_SHOWN ? ` und ${areas.length - AREAS_SHOWN} weitere` : '';
    const place = { file: `Indikator ${indicator.id}`, row: 0, column: level };
    const facts = { found: names.join(', ') + more, expected: germanDate(date) };
    return finding('statistics.border-moved', place, facts);
  });
}

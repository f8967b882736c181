/** A series as the registry keeps it: one row for each area, one value for each date. */
import type { IndicatorSeries } from '../core/indicator.ts';
import type { ReleasedSeries } from './release-registry.ts';

export function releasedRows({ dates, areas, values }: IndicatorSeries): ReleasedSeries['rows'] {
  const cells = new Map(values.map(({ area, date, cell }) => [`${area} ${date}`, cell.value]));
  return areas.map((area) => dates.map((date) => cells.get(`${area} ${date}`) ?? null));
}

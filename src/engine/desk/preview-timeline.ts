/** The values of an indicator over all Stichtage: those of the plan, and those that stay as they are. Pure. */
import type { AreaKey } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { ReleasedSeries } from '../release-registry.ts';
import type { PreviewSeries } from './preview-series.ts';

export interface TimePoint {
  readonly date: ReferenceDate;
  readonly before: number | null;
  readonly after: number | null;
  /** Something else stands in KomMonitor afterwards. */
  readonly changed: boolean;
}

export interface Timeline {
  /** Ascending. */
  readonly dates: readonly ReferenceDate[];
  /** In the order of the plan; one point for each date. */
  readonly areas: ReadonlyMap<AreaKey, readonly TimePoint[]>;
  /** Stichtage that stay as they are are known, too. */
  readonly whole: boolean;
}

/** `released`: everything the run was allowed to publish of the indicator on this level. */
export function timelineOf(series: PreviewSeries, released: ReleasedSeries | undefined): Timeline {
  const dates = [...new Set([...series.dates, ...(released?.dates ?? [])])].sort();
  const rows = new Map(released?.areas.map((area, index) => [area, released.rows[index] ?? []]));
  const columns = new Map(released?.dates.map((date, index) => [date, index]));
  const areas = new Map<AreaKey, TimePoint[]>();
  for (const date of dates) {
    const planned = series.cells(date);
    const points =
      planned.length > 0
        ? planned
        : [...rows].map(([key, row]) => {
            const value = row[columns.get(date) ?? -1] ?? null;
            return { key, before: value, after: value };
          });
    for (const { key, before, after } of points) {
      const point = { date, before, after, changed: before !== after };
      const known = areas.get(key);
      if (known) known.push(point);
      else areas.set(key, [point]);
    }
  }
  return { dates, areas, whole: released !== undefined };
}

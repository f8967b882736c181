/** Values that are to be shown again: those that have passed today's rules before, and no others. */
import type { AreaKey } from '../core/area.ts';
import { emptyCell, hasValue } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { mintRelease, type Release, type ReleasePolicy } from '../core/release.ts';

export interface FormerQuestion {
  readonly target: string;
  readonly policy: ReleasePolicy;
  readonly wanted: readonly IndicatorSeries[];
  /** Values of a cell that were released under these very rules; as KomMonitor stores them. */
  readonly released: (
    series: IndicatorSeries,
    area: AreaKey,
    date: ReferenceDate,
  ) => ReadonlySet<number> | undefined;
}

export function releaseFormer({ target, policy, wanted, released }: FormerQuestion): Release {
  const series = wanted.map((one) => ({
    ...one,
    values: one.values.map((value) => {
      if (!hasValue(value.cell)) return value;
      const known = released(one, value.area, value.date);
      return known?.has(Math.fround(value.cell.value)) ? value : { ...value, cell: emptyCell('suppressed') };
    }),
  }));
  return mintRelease({ target, series, policy });
}

/**
 * Has a whole code of a dimension disappeared since another Stichtag? A file without one of the sexes is full in
 * every area, and a sum over the sexes would be half of what it was without any gap to be seen.
 */
import { hasValue } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { finding, type Finding } from '../core/finding.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { sheetOf } from './completeness.ts';
import type { AbsencePolicy } from './densify.ts';

/** Codes that can be delivered on the day; undefined where nobody has listed them. */
export type CodesOn = (dimension: string, date: ReferenceDate) => ReadonlySet<string> | undefined;

export interface VanishedQuestion {
  readonly fresh: readonly StoredCell[];
  /** Cells that are already known, of whatever date. */
  readonly known: readonly StoredCell[];
  readonly absent: AbsencePolicy;
  readonly codesOn: CodesOn;
  readonly file: string;
}

/** Where absence means nil, a code below this share of its measure may be gone by chance. */
const RARE = 0.01;

/**
 * Compares each delivered date with the nearest other one. An error where the code is still on its list; a warning
 * where it is rare and absence means nil, or where there is no list to say so.
 */
export function vanishedCodes({ fresh, known, absent, codesOn, file }: VanishedQuestion): Finding[] {
  const freshDates = new Set(fresh.map((stored) => stored.date));
  const slices = slicesOf([...known.filter((stored) => !freshDates.has(stored.date)), ...fresh]);
  return [...slices.values()].flatMap(({ sample, dimension, dates }) =>
    [...dates.keys()].flatMap((date) => {
      const other = freshDates.has(date) ? nearest(date, [...dates.keys()]) : undefined;
      const [now, then] = [dates.get(date), other && dates.get(other)];
      if (!now || !then || !other) return [];
      const total = [...then.values()].reduce((sum, value) => sum + value, 0);
      const listed = codesOn(dimension, date);
      return [...then]
        .filter(([code]) => !now.has(code) && listed?.has(code) !== false)
        .map(([code, value]) => {
          const rare = absent !== 'error' && Math.abs(value) <= Math.abs(total) * RARE;
          const place = { ...sheetOf(sample, file), row: 0, column: dimension };
          const expected = `${germanDate(other)}: ${value.toLocaleString('de-DE')} ${sample.measure}`;
          return finding('statistics.code-vanished', place, {
            found: `${code} am ${germanDate(date)}`,
            expected,
            severity: listed && !rare ? 'error' : 'warning',
          });
        });
    }),
  );
}

/** Sum per code, by date, of one dimension of one measure on one level. */
interface Slice {
  readonly sample: StoredCell;
  readonly dimension: string;
  readonly dates: Map<ReferenceDate, Map<string, number>>;
}

function slicesOf(cells: readonly StoredCell[]): Map<string, Slice> {
  const slices = new Map<string, Slice>();
  for (const stored of cells) {
    // What was filled in because it was absent proves nothing, and what has no area has too few cases.
    if (stored.source.rows[0] === 0 || stored.role === 'residual') continue;
    for (const [dimension, code] of Object.entries(stored.breakdown)) {
      const key = `${stored.level} ${stored.measure} ${dimension}`;
      const slice: Slice = slices.get(key) ?? { sample: stored, dimension, dates: new Map() };
      const codes = slice.dates.get(stored.date) ?? new Map<string, number>();
      codes.set(code, (codes.get(code) ?? 0) + (hasValue(stored.cell) ? stored.cell.value : 0));
      slice.dates.set(stored.date, codes);
      slices.set(key, slice);
    }
  }
  return slices;
}

/** The last date before, else the first one after. */
function nearest(date: ReferenceDate, dates: readonly ReferenceDate[]): ReferenceDate | undefined {
  const sorted = [...dates].sort();
  return sorted.findLast((other) => other < date) ?? sorted.find((other) => other > date);
}

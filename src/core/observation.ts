/** What a delivery says after its profile has been applied: one figure with everything that dates and places it. */
import type { AreaKey, LevelId } from './area.ts';
import type { Cell } from './cell.ts';
import type { Place } from './finding.ts';
import type { ReferenceDate } from './reference-date.ts';

/** Dimension to code, for example `{ alter: '65plus', geschlecht: 'w' }`. Empty: the total over all dimensions. */
export type Breakdown = Readonly<Record<string, string>>;

/**
 * `value` enters the cube; `total` is a control sum and never enters it; `residual` is counted in the
 * sum of the level above but belongs to no area ("nicht zuzuordnen").
 */
export type ObservationRole = 'value' | 'total' | 'residual';

export interface Observation {
  readonly role: ObservationRole;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly breakdown: Breakdown;
  readonly cell: Cell;
  readonly place: Place;
}

/**
 * `a=1|b=2` with the dimensions in alphabetical order; the empty breakdown is the empty text. A `|` in a code is
 * written `\|`, so that no two breakdowns share a key.
 */
export function breakdownKey(breakdown: Breakdown): string {
  return Object.keys(breakdown)
    .sort()
    .map((dimension) => `${dimension}=${breakdown[dimension]?.replace(/[\\|]/g, '\\$&')}`)
    .join('|');
}

/** Which area of a higher level each area lies in on a day, through the levels between. */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Geography } from './geography.ts';

export interface LevelPair {
  readonly level: LevelId;
  /** The same level, or one above it. */
  readonly above: LevelId;
  readonly date: ReferenceDate;
}

/** Areas that lie in none are left out; empty where `above` is not above. */
export function areasAbove(geography: Geography, { level, above, date }: LevelPair): Map<AreaKey, AreaKey> {
  const between: LevelId[] = [];
  let at: LevelId | null = level;
  for (; at !== null && at !== above; at = geography.parentLevel(at)) between.unshift(at);
  if (at === null) return new Map();
  return new Map(
    geography.areasOn(above, date).flatMap((top) => {
      const down = (areas: readonly AreaKey[], below: LevelId) =>
        areas.flatMap((area) => geography.childrenOf(below, area, date));
      return between.reduce<readonly AreaKey[]>(down, [top]).map((area) => [area, top] as const);
    }),
  );
}

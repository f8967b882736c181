/** Do the areas that a delivery speaks of exist in the levels? Both ways of being wrong stay visible. */
import type { AreaKey, LevelId } from '../core/area.ts';
import { finding, type Finding, type Place } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import type { ColumnName } from './words.ts';

export interface KnownLevels {
  /** Every key that a level of the job ever had; whether it was valid on the Stichtag is the business of statistics. */
  readonly keys: ReadonlyMap<LevelId, ReadonlySet<AreaKey>>;
  /** As people call it, also of a level that the job does not use. */
  readonly nameOf: (level: LevelId) => string;
}

/**
 * One finding per unknown area and per level that the job does not use, at their first place. `column`: where the delivery says the area, because that is the cell to look at.
 */
export function checkKeys(
  observations: Iterable<Observation>,
  { keys: known, nameOf }: KnownLevels,
  column: ColumnName,
): Finding[] {
  const cell = typeof column === 'number' ? `Nr. ${column}` : column;
  const unknown = new Map<string, { observation: Observation; count: number }>();
  const unused = new Map<LevelId, { place: Place; count: number }>();
  for (const observation of observations) {
    const { level, area } = observation;
    const keys = known.get(level);
    if (keys?.has(area)) continue;
    if (!keys) {
      const entry = unused.get(level);
      if (entry) entry.count += 1;
      else unused.set(level, { place: observation.place, count: 1 });
      continue;
    }
    const name = `${level} ${area}`;
    const entry = unknown.get(name);
    if (entry) entry.count += 1;
    else unknown.set(name, { observation, count: 1 });
  }
  return [
    ...[...unknown.values()].map(({ observation, count }) =>
      finding(
        'mapping.unknown-area',
        { ...observation.place, column: cell },
        {
          found: `${observation.area} (${count}-mal)`,
          expected: nameOf(observation.level),
        },
      ),
    ),
    ...[...unused].map(([level, { place, count }]) =>
      finding(
        'mapping.level-unused',
        { ...place, column: cell },
        { found: nameOf(level), expected: String(count) },
      ),
    ),
  ];
}

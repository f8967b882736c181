/**
 * The areas of a job together with those of every other level that something was released on: what another job told of
 * the county is the sum of what this one tells of its quarters.
 */
import type { LevelId, LevelVersion } from '../../core/area.ts';
import type { Catalogue } from '../../mapping/catalogue.ts';
import { geographyOf, type Geography, type GeographyLevel } from '../../statistics/geography.ts';
import type { Ledger } from '../ledger.ts';
import type { ReadableRelease } from './knowledge-of.ts';

export interface WiderQuestion {
  readonly levels: readonly LevelId[];
  readonly versions: readonly LevelVersion[];
  readonly geography: Geography;
  readonly before: readonly ReadableRelease[];
}

export interface Wider {
  readonly geography: Geography;
  readonly versions: readonly LevelVersion[];
}

/** The job's own geography where nothing else was released on. */
export async function widerGeography(
  { levels, versions, geography, before }: WiderQuestion,
  {
    ledger,
    catalogue,
  }: { readonly ledger: Pick<Ledger, 'newestLevel'>; readonly catalogue: Pick<Catalogue, 'levels'> },
): Promise<Wider> {
  const told = new Set(before.flatMap(({ content }) => content.series.map(({ level }) => level)));
  const others: LevelVersion[] = [];
  for (const level of [...told].sort()) {
    if (levels.includes(level) || !catalogue.levels.has(level)) continue;
    const version = await ledger.newestLevel(level);
    if (version) others.push(version);
  }
  if (others.length === 0) return { geography, versions };
  const all = new Map([...versions, ...others].map((version) => [version.level, version]));
  const parentOf = (level: LevelId): LevelId | null => {
    const own = catalogue.levels.get(level)?.parent ?? geographyParent(geography, levels, level);
    return own !== null && all.has(own) ? own : null;
  };
  return {
    geography: geographyOf(fromTheSmallest([...all.values()], parentOf)),
    versions: [...all.values()],
  };
}

function geographyParent(geography: Geography, levels: readonly LevelId[], level: LevelId): LevelId | null {
  return levels.includes(level) ? geography.parentLevel(level) : null;
}

/** Each level before the one its areas lie in. */
function fromTheSmallest(
  versions: readonly LevelVersion[],
  parentOf: (level: LevelId) => LevelId | null,
): GeographyLevel[] {
  const heightOf = (level: LevelId): number =>
    1 +
    Math.max(0, ...versions.filter((one) => parentOf(one.level) === level).map((one) => heightOf(one.level)));
  return versions
    .map((version) => ({ level: version.level, parent: parentOf(version.level), version }))
    .toSorted((a, b) => heightOf(a.level) - heightOf(b.level));
}

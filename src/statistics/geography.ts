/**
 * What statistics needs to know of space: which areas exist on a day and which area they lie in. A view on
 * level versions, without geometry.
 */
import type { AreaKey, LevelId, LevelVersion } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

export interface GeographyLevel {
  readonly level: LevelId;
  readonly parent: LevelId | null;
  readonly version: LevelVersion;
}

export interface Geography {
  /** From the smallest areas to the largest. */
  readonly levels: readonly LevelId[];
  /** Keys that exist on the day, in key order; empty before the first edition. */
  areasOn(level: LevelId, date: ReferenceDate): readonly AreaKey[];
  /** Every key the level ever had, in key order. */
  allAreas(level: LevelId): readonly AreaKey[];
  parentLevel(level: LevelId): LevelId | null;
  parentOf(level: LevelId, area: AreaKey, date: ReferenceDate): AreaKey | null;
  nameOf(level: LevelId, area: AreaKey): string;
}

export function geographyOf(levels: readonly GeographyLevel[]): Geography {
  const byId = new Map(levels.map((entry) => [entry.level, entry]));

  function entryOf(level: LevelId): GeographyLevel {
    const entry = byId.get(level);
    if (!entry) throw new RangeError(`level ${level} is not part of this geography`);
    return entry;
  }
  function editionOn(level: LevelId, date: ReferenceDate) {
    return entryOf(level).version.editions.findLast((edition) => edition.validFrom <= date);
  }

  const tables = new Map<
    string,
    { keys: readonly AreaKey[]; parents: ReadonlyMap<AreaKey, AreaKey | null> }
  >();
  function tableOn(level: LevelId, date: ReferenceDate) {
    const edition = editionOn(level, date);
    if (!edition) return { keys: [], parents: new Map<AreaKey, AreaKey | null>() };
    const name = `${level} ${edition.validFrom}`;
    let table = tables.get(name);
    if (!table) {
      table = {
        keys: edition.areas.map((area) => area.key).sort(),
        parents: new Map(edition.areas.map((area) => [area.key, area.parent])),
      };
      tables.set(name, table);
    }
    return table;
  }

  return {
    levels: levels.map((entry) => entry.level),
    areasOn: (level, date) => tableOn(level, date).keys,
    allAreas: (level) =>
      [...new Set(entryOf(level).version.editions.flatMap((e) => e.areas.map((a) => a.key)))].sort(),
    parentLevel: (level) => entryOf(level).parent,
    parentOf: (level, area, date) => tableOn(level, date).parents.get(area) ?? null,
    nameOf: (level, area) =>
      entryOf(level)
        .version.editions.findLast((e) => e.areas.some((a) => a.key === area))
        ?.areas.find((a) => a.key === area)?.name ?? area,
  };
}

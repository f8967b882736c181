/**
 * What statistics needs to know of space: which areas exist on a day, which area they lie in, and whether they are
 * still the same. A view on level versions that shows no geometry.
 */
import type { AreaKey, LevelEdition, LevelId, LevelVersion } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { sameGeometry } from '../core/same-geometry.ts';

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
  existsOn(level: LevelId, area: AreaKey, date: ReferenceDate): boolean;
  /** Areas of `level` that lie in `parent` on the day, in key order. */
  childrenOf(level: LevelId, parent: AreaKey, date: ReferenceDate): readonly AreaKey[];
  nameOf(level: LevelId, area: AreaKey): string;
  /** Keys that exist on both days and do not have the same shape on both. */
  changedBetween(level: LevelId, one: ReferenceDate, other: ReferenceDate): ReadonlySet<AreaKey>;
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

  const tables = new Map<LevelEdition, EditionTable>();
  function tableOn(level: LevelId, date: ReferenceDate): EditionTable {
    const edition = editionOn(level, date);
    if (!edition) return NOTHING;
    let table = tables.get(edition);
    if (!table) tables.set(edition, (table = tableOf(edition)));
    return table;
  }

  const changes = new Map<string, ReadonlySet<AreaKey>>();
  function changedBetween(level: LevelId, one: ReferenceDate, other: ReferenceDate): ReadonlySet<AreaKey> {
    const [before, after] = [editionOn(level, one), editionOn(level, other)];
    if (!before || !after || before === after) return new Set();
    const key = `${level} ${before.validFrom} ${after.validFrom}`;
    const known = changes.get(key) ?? changedAreas(before, after);
    changes.set(key, known);
    return known;
  }

  return {
    levels: levels.map((entry) => entry.level),
    areasOn: (level, date) => tableOn(level, date).keys,
    allAreas: (level) =>
      [...new Set(entryOf(level).version.editions.flatMap((e) => e.areas.map((a) => a.key)))].sort(),
    parentLevel: (level) => entryOf(level).parent,
    existsOn: (level, area, date) => tableOn(level, date).existing.has(area),
    childrenOf: (level, parent, date) => tableOn(level, date).children.get(parent) ?? [],
    nameOf: (level, area) =>
      entryOf(level)
        .version.editions.findLast((e) => e.areas.some((a) => a.key === area))
        ?.areas.find((a) => a.key === area)?.name ?? area,
    changedBetween,
  };
}

function changedAreas(before: LevelEdition, after: LevelEdition): ReadonlySet<AreaKey> {
  const shapes = new Map(before.areas.map((area) => [area.key, area.geometry]));
  const changed = after.areas.filter(({ key, geometry }) => {
    const shape = shapes.get(key);
    return shape !== undefined && shape !== geometry && !sameGeometry(shape, geometry);
  });
  return new Set(changed.map(({ key }) => key));
}

interface EditionTable {
  readonly keys: readonly AreaKey[];
  readonly existing: ReadonlySet<AreaKey>;
  readonly children: ReadonlyMap<AreaKey, readonly AreaKey[]>;
}

const NOTHING: EditionTable = { keys: [], existing: new Set(), children: new Map() };

function tableOf(edition: LevelEdition): EditionTable {
  const keys = edition.areas.map((area) => area.key).sort();
  const parents = new Map(edition.areas.map((area) => [area.key, area.parent]));
  const children = new Map<AreaKey, AreaKey[]>();
  for (const key of keys) {
    const parent = parents.get(key);
    if (parent) children.set(parent, [...(children.get(parent) ?? []), key]);
  }
  return { keys, existing: new Set(keys), children };
}

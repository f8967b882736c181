/**
 * The crosswalks of a job's levels: what the YAML says, checked against the areas as they were built. A table that
 * does not say where all of an old area goes is reported and not used.
 */
import type { AreaKey, LevelEdition, LevelId, LevelVersion } from '../core/area.ts';
import { addDays, type ReferenceDate, type Validity } from '../core/reference-date.ts';
import type { Report } from '../formats/source-file.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import type { CrosswalkMapping } from '../mapping/crosswalk.ts';
import { reliableCells } from '../spatial/assign/apply-crosswalk.ts';
import { createCrosswalk, type Crosswalk } from '../spatial/assign/crosswalk.ts';
import type { ToTodaysBorders } from '../statistics/moved-borders.ts';

export interface Crosswalks {
  /** By id, for a delivery that speaks of areas of its own; undefined where the table is unsound. */
  named(id: string): NamedCrosswalk | undefined;
  /** From the areas of one day to those of another; undefined where no table says so. */
  between(level: LevelId, then: ReferenceDate, now: ReferenceDate): ToTodaysBorders | undefined;
}

export interface NamedCrosswalk {
  readonly mapping: CrosswalkMapping;
  readonly crosswalk: Crosswalk;
  /** Days on which the areas it leads to are in force. */
  readonly validity: Validity;
}

export function buildCrosswalks(
  { crosswalks }: Pick<Catalogue, 'crosswalks'>,
  versions: readonly LevelVersion[],
  report: Report,
): Crosswalks {
  const byLevel = new Map(versions.map((version) => [version.level, version]));
  const built = new Map<string, Built>();
  for (const mapping of crosswalks.values()) {
    const version = byLevel.get(mapping.level);
    const one = version && build(mapping, version, report);
    if (one) built.set(mapping.id, one);
  }
  return {
    named: (id) => built.get(id),
    between(level, then, now) {
      const version = byLevel.get(level);
      if (!version) return undefined;
      const [before, after] = [editionOn(version, then), editionOn(version, now)];
      const found = [...built.values()].find(
        (one) => one.before !== undefined && one.before === before && one.after === after,
      );
      return found && ((cells, as) => reliableCells(found.crosswalk, cells, as));
    },
  };
}

interface Built extends NamedCrosswalk {
  /** Undefined where the old areas are the source's own. */
  readonly before: LevelEdition | undefined;
  readonly after: LevelEdition;
}

function build(mapping: CrosswalkMapping, version: LevelVersion, report: Report): Built | undefined {
  const { from, parts, file } = mapping;
  const after = editionOn(version, mapping.validFrom);
  const before = from.kind === 'edition' ? editionOn(version, from.validFrom) : undefined;
  if (!after) return undefined;
  const newUnits = new Set(after.areas.map(({ key }) => key));
  const oldUnits = new Set<AreaKey>(
    from.kind === 'edition'
      ? before?.areas.map(({ key }) => key)
      : from.kind === 'keys'
        ? from.keys
        : parts.map((part) => part.from),
  );
  const crosswalk = createCrosswalk({ file, parts, oldUnits, newUnits }, report);
  return crosswalk && { mapping, crosswalk, validity: validityOf(after, version), before, after };
}

function validityOf(edition: LevelEdition, { editions }: LevelVersion): Validity {
  const next = editions[editions.indexOf(edition) + 1];
  return { from: edition.validFrom, to: next ? addDays(next.validFrom, -1) : null };
}

function editionOn(version: LevelVersion, date: ReferenceDate): LevelEdition | undefined {
  return version.editions.findLast((edition) => edition.validFrom <= date);
}

/**
 * Areas whose borders are not the same on two days, and what a comparison across them may take: the earlier figures
 * brought to today's borders, or nothing. Never the earlier figure of another area that has the same key.
 */
import type { AreaKey, EditionArea, LevelEdition, LevelId, LevelVersion } from '../core/area.ts';
import { MISSING, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import { finding, type Finding } from '../core/finding.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { canonicalGeometry } from '../core/same-geometry.ts';

/**
 * Keys of areas that exist now and were not the same area then: another shape under the same key, or no area of that
 * key although the level had areas. Empty where both days lie in one edition or the level did not exist then.
 */
export function movedBorders(
  version: LevelVersion,
  then: ReferenceDate,
  now: ReferenceDate,
): ReadonlySet<AreaKey> {
  const [before, after] = [editionOn(version, then), editionOn(version, now)];
  if (!before || !after || before === after) return new Set();
  const earlier = new Map(before.areas.map((area) => [area.key, area]));
  const moved = after.areas.filter((area) => {
    const same = earlier.get(area.key);
    return !same || shapeOf(same) !== shapeOf(area);
  });
  return new Set(moved.map(({ key }) => key));
}

/** Cells by areas of then, as cells by areas of now. Counts stay whole numbers. */
export type ToTodaysBorders = (
  cells: ReadonlyMap<AreaKey, Cell>,
  as: 'counts' | 'amounts',
) => ReadonlyMap<AreaKey, Cell>;

export interface ThenQuestion {
  /** Areas of the level that exist now. */
  readonly areas: readonly AreaKey[];
  readonly moved: ReadonlySet<AreaKey>;
  /** The figures of then, by the areas of then: all of them. Counts or amounts; a share is made of two of these. */
  readonly cells: ReadonlyMap<AreaKey, Cell>;
  readonly as: 'counts' | 'amounts';
  /** Undefined where there is no crosswalk between the two editions. */
  readonly convert: ToTodaysBorders | undefined;
}

export interface ThenAnswer {
  readonly cells: ReadonlyMap<AreaKey, Cell>;
  /** Moved areas without a figure, because nothing says how to convert them. */
  readonly unconverted: readonly AreaKey[];
}

/** The figures of then for the areas of now: `not_applicable` where the border moved and no crosswalk helps. */
export function thenOnTodaysBorders({ areas, moved, cells, as, convert }: ThenQuestion): ThenAnswer {
  const converted = moved.size > 0 ? convert?.(cells, as) : undefined;
  const unconverted = converted ? [] : areas.filter((area) => moved.has(area));
  return {
    cells: new Map(
      areas.map((area) => {
        if (!moved.has(area)) return [area, cells.get(area) ?? MISSING];
        return [area, converted ? (converted.get(area) ?? MISSING) : NOT_APPLICABLE];
      }),
    ),
    unconverted,
  };
}

/** One step across moved borders that could not be taken. */
export interface UntakenStep {
  readonly from: ReferenceDate;
  readonly to: ReferenceDate;
  readonly areas: readonly AreaKey[];
}

const AREAS_SHOWN = 5;

/** One finding for an indicator on a level, however many days it compares. */
export function bordersMovedFindings(
  place: { readonly indicator: string; readonly level: LevelId; readonly version: LevelVersion },
  steps: readonly UntakenStep[],
): Finding[] {
  const areas = [...new Set(steps.flatMap((step) => step.areas))].sort();
  if (areas.length === 0) return [];
  const { indicator, level, version } = place;
  const names = areas.slice(0, AREAS_SHOWN).map((area) => `${nameOf(version, area)} (${area})`);
  const more = areas.length > AREAS_SHOWN ? ` und ${areas.length - AREAS_SHOWN} weitere` : '';
  const missing = new Set(
    steps.flatMap(({ from, to, areas: concerned }) => {
      const [before, after] = [editionOn(version, from), editionOn(version, to)];
      if (!before || !after || concerned.length === 0) return [];
      return [`Ausgabe ${germanDate(before.validFrom)} → ${germanDate(after.validFrom)}`];
    }),
  );
  return [
    finding(
      'statistics.borders-moved',
      { file: `Indikator ${indicator}`, row: 0, column: level },
      { found: names.join(', ') + more, expected: `Ebene ${level}, ${[...missing].sort().join('; ')}` },
    ),
  ];
}

/** Comparing many days asks for the same shapes again and again. */
const shapes = new WeakMap<EditionArea, string>();

function shapeOf(area: EditionArea): string {
  let shape = shapes.get(area);
  if (shape === undefined) shapes.set(area, (shape = canonicalGeometry(area.geometry)));
  return shape;
}

function editionOn(version: LevelVersion, date: ReferenceDate): LevelEdition | undefined {
  return version.editions.findLast((edition) => edition.validFrom <= date);
}

function nameOf({ editions }: LevelVersion, key: AreaKey): string {
  const edition = editions.findLast(({ areas }) => areas.some((area) => area.key === key));
  return edition?.areas.find((area) => area.key === key)?.name ?? key;
}

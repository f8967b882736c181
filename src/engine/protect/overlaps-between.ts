/** Which areas of two levels lie on each other on a day; each pair of editions is measured once. */
import type { LevelEdition, LevelId, LevelVersion } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { overlappingAreas, type AreaOverlap } from '../../spatial/overlapping-areas.ts';

export type OverlapsOf = (a: LevelId, b: LevelId, date: ReferenceDate) => readonly AreaOverlap[];

export function overlapsBetween(versions: readonly LevelVersion[]): OverlapsOf {
  const measured = new Map<LevelEdition, Map<LevelEdition, readonly AreaOverlap[]>>();
  const editionOf = (level: LevelId, date: ReferenceDate) =>
    versions
      .find((version) => version.level === level)
      ?.editions.findLast(({ validFrom }) => validFrom <= date);
  return (a, b, date) => {
    const [own, other] = [editionOf(a, date), editionOf(b, date)];
    if (!own || !other) return [];
    const known = measured.get(own) ?? new Map<LevelEdition, readonly AreaOverlap[]>();
    measured.set(own, known);
    const overlaps = known.get(other) ?? overlappingAreas(own, other);
    known.set(other, overlaps);
    return overlaps;
  };
}

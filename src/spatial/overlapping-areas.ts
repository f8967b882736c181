/**
 * Which areas of two sets lie on each other: quarters and school districts, or the areas of a level before and after a
 * border has moved. Borders that do not fit to the metre leave slivers in which nobody lives; they are no overlap.
 */
import type { AreaKey, EditionArea, LevelEdition, Ring } from '../core/area.ts';
import { polygonsOf, type Polygon } from '../core/same-geometry.ts';
import { sweepCoverage } from './coverage-sweep.ts';

/** Ground in common; null: of the one area, what no area of the other set covers. */
export interface AreaOverlap {
  readonly a: AreaKey | null;
  readonly b: AreaKey | null;
}

/** Less than a house with its garden is no place to live. */
const SLIVER_SQUARE_METRES = 100;
/** Nor is so small a share of the smaller one of both: its border is drawn no better than that. */
const SLIVER_SHARE = 0.001;
const METRES_PER_DEGREE = 111_320;

type Areas = Pick<LevelEdition, 'areas'>;

/** In key order. Neither set may overlap itself. */
export function overlappingAreas(a: Areas, b: Areas): AreaOverlap[] {
  const [own, other] = [a.areas.toSorted(byKey), b.areas.toSorted(byKey)];
  const all = [...own, ...other];
  const { areas: sizes, shared } = sweepCoverage(
    all.map(({ geometry }) => polygonsOf(geometry).map(inMetres)),
  );
  const left = [...sizes];
  const pairs: (readonly [number, number])[] = [];
  for (const { a: first, b: second, squareMetres } of shared) {
    if (first >= own.length || second < own.length) continue;
    left[first] = (left[first] ?? 0) - squareMetres;
    left[second] = (left[second] ?? 0) - squareMetres;
    if (isPlace(squareMetres, Math.min(sizes[first] ?? 0, sizes[second] ?? 0))) pairs.push([first, second]);
  }
  const keyOf = (index: number): AreaKey | null => all[index]?.key ?? null;
  const alone = left.flatMap((squareMetres, index) =>
    isPlace(squareMetres, sizes[index] ?? 0) ? [index] : [],
  );
  return [
    ...pairs
      .toSorted(([a1, b1], [a2, b2]) => a1 - a2 || b1 - b2)
      .map(([first, second]) => ({ a: keyOf(first), b: keyOf(second) })),
    ...alone.map((index) =>
      index < own.length ? { a: keyOf(index), b: null } : { a: null, b: keyOf(index) },
    ),
  ];
}

function isPlace(squareMetres: number, ofSquareMetres: number): boolean {
  return squareMetres >= SLIVER_SQUARE_METRES && squareMetres >= SLIVER_SHARE * ofSquareMetres;
}

/** Good to a few per mille, which is all that shares need. */
function inMetres(polygon: Polygon): Polygon {
  return polygon.map(
    (ring): Ring =>
      ring.map(([lon, lat]) => [
        lon * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180),
        lat * METRES_PER_DEGREE,
      ]),
  );
}

function byKey({ key: a }: EditionArea, { key: b }: EditionArea): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * In which order a file writes its positions, told by the numbers: in every coordinate system that is usual for
 * German data the ranges of east and north do not meet. What the file's reference system promises is not believed.
 */
import type { GmlGeometry, GmlPosition } from './gml-geometry.ts';

export const AXES = ['east-north', 'north-east'] as const;
export type GmlAxes = (typeof AXES)[number];

/** `mixed`: positions of both orders. Undefined: some that could be either or neither. */
export type AxesVerdict = GmlAxes | 'mixed' | undefined;

export interface AxesEvidence {
  readonly add: (geometry: GmlGeometry) => void;
  readonly verdict: () => AxesVerdict;
}

export function axesEvidence(): AxesEvidence {
  const seen = new Set<GmlAxes | 'neither'>();
  return {
    add(geometry) {
      for (const [first, second] of positionsIn(geometry))
        seen.add(
          isEastNorth(first, second) ? 'east-north' : isEastNorth(second, first) ? 'north-east' : 'neither',
        );
    },
    verdict() {
      if (seen.size === 0) return 'east-north';
      if (seen.has('east-north') && seen.has('north-east')) return 'mixed';
      return seen.size === 1 && !seen.has('neither') ? ([...seen][0] as GmlAxes) : undefined;
    },
  };
}

/** What is declared holds where the numbers do not speak against it. */
export function decideAxes(verdict: AxesVerdict, declared: GmlAxes | undefined): GmlAxes | undefined {
  if (verdict === undefined) return declared;
  if (verdict === 'mixed') return undefined;
  return declared === undefined || declared === verdict ? verdict : undefined;
}

/** The same geometry, east first. */
export function eastFirst<Geometry extends GmlGeometry>(geometry: Geometry, axes: GmlAxes): Geometry {
  if (axes === 'east-north') return geometry;
  return { ...geometry, coordinates: turned(geometry.coordinates) };
}

function turned(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  if (typeof coordinates[0] === 'number') return [coordinates[1], coordinates[0]];
  return coordinates.map(turned);
}

function isEastNorth(east: number, north: number): boolean {
  // Degrees.
  if (within(east, 5, 16) && within(north, 47, 56)) return true;
  // ETRS89 / LAEA Europe.
  if (within(east, 4_000_000, 4_700_000) && within(north, 2_600_000, 3_600_000)) return true;
  // UTM and Gauß-Krüger, with the number of the zone before the easting or without.
  if (within(north, 5_200_000, 6_150_000))
    return within(east, 100_000, 950_000) || within(east, 2_000_000, 5_000_000) || within(east, 31e6, 34e6);
  // Web Mercator.
  return within(east, 550_000, 1_800_000) && within(north, 5_900_000, 7_600_000);
}

function within(value: number, from: number, to: number): boolean {
  return value >= from && value <= to;
}

function* positionsIn({ type, coordinates }: GmlGeometry): Generator<GmlPosition> {
  if (type === 'Point') yield coordinates;
  else if (type === 'Polygon') for (const ring of coordinates) yield* ring;
  else for (const polygon of coordinates) for (const ring of polygon) yield* ring;
}

/**
 * Measures a set of areas in one sweep from south to north: the area of each, what every two have in common, and
 * the places inside that none covers. Plane coordinates in metres; judges nothing.
 *
 * Why not polygon intersection: the borders of neighbours run along each other for kilometres, which is the worst
 * case for clipping (minutes for a city). Between two consecutive ordinates every edge is a straight line, so all
 * areas there are trapezoids; a rounding error can shift a trapezoid by nanometres but never break a polygon.
 */
import type { Position } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';
import { createGapFinder, type Gap } from './gap-finder.ts';
import { activeEdges, type Edge } from './sweep-edges.ts';

export interface SharedArea {
  /** Positions in the list of areas, the first one smaller. */
  readonly a: number;
  readonly b: number;
  readonly squareMetres: number;
  /** A point inside the largest piece. */
  readonly at: Position;
}

export interface Coverage {
  /** Area of each, by the even-odd rule: parts that lie on each other cancel out. */
  readonly areas: readonly number[];
  readonly shared: readonly SharedArea[];
  readonly gaps: readonly Gap[];
}

/** Each entry of `areas` is the list of polygons of one area; winding and ring closure do not matter. */
export function sweepCoverage(areas: readonly (readonly Polygon[])[]): Coverage {
  const totals = areas.map(() => 0);
  const pairs = createPairs(areas.length);
  const gaps = createGapFinder();
  const inside: number[] = [];

  for (const strip of activeEdges(areas)) {
    inside.length = 0;
    const { edges, south, north } = strip;
    for (let i = 0; i < edges.length; i += 1) {
      const left = edges[i] as Edge;
      const right = edges[i + 1];
      toggle(inside, left.owner);
      if (!right) break;
      if (inside.length === 0) {
        gaps.uncovered(left, right);
        continue;
      }
      const size = ((right.xSouth - left.xSouth + right.xNorth - left.xNorth) / 2) * (north - south);
      if (!(size > 0)) continue;
      for (const owner of inside) totals[owner] = (totals[owner] ?? 0) + size;
      if (inside.length > 1) pairs.add(inside, size, middle(left, right, (south + north) / 2));
    }
    gaps.endStrip(strip);
  }
  return { areas: totals, shared: pairs.list(), gaps: gaps.list() };
}

function middle(left: Edge, right: Edge, y: number): Position {
  return [(left.xSouth + left.xNorth + right.xSouth + right.xNorth) / 4, y];
}

function toggle(inside: number[], owner: number): void {
  const at = inside.indexOf(owner);
  if (at < 0) inside.push(owner);
  else inside.splice(at, 1);
}

function createPairs(count: number) {
  const sums = new Map<number, { squareMetres: number; largest: number; at: Position }>();
  return {
    add(inside: readonly number[], size: number, at: Position): void {
      for (let i = 0; i < inside.length; i += 1)
        for (let j = i + 1; j < inside.length; j += 1) {
          const [a, b] = [inside[i] ?? 0, inside[j] ?? 0];
          const name = Math.min(a, b) * count + Math.max(a, b);
          const sum = sums.get(name);
          if (!sum) sums.set(name, { squareMetres: size, largest: size, at });
          else {
            sum.squareMetres += size;
            if (size > sum.largest) Object.assign(sum, { largest: size, at });
          }
        }
    },
    list(): SharedArea[] {
      return [...sums].map(([name, { squareMetres, at }]) => ({
        a: Math.floor(name / count),
        b: name % count,
        squareMetres,
        at,
      }));
    },
  };
}

/**
 * The outline of a set of hexagons: sides shared by two members fall away, what is left is walked into rings.
 * No geometry is computed, so a union has exactly the vertices of its parts.
 */
import { borderLine } from './border-line.ts';
import { cornerOf, type HexGrid, type Point } from './hex-grid.ts';

/** Closed rings: the outer one counter-clockwise, then the holes clockwise. */
export type DemoPolygon = readonly (readonly Point[])[];

/** One polygon for each connected part, the largest first. */
export function dissolve(grid: HexGrid, members: Iterable<number>): readonly DemoPolygon[] {
  const rings = walk(grid, new Set(members));
  const outer = rings.filter((ring) => signedArea(ring) > 0).sort((a, b) => signedArea(b) - signedArea(a));
  const holes = rings.filter((ring) => signedArea(ring) < 0);
  return outer.map((ring) => [ring, ...holes.filter((hole) => smallestAround(outer, hole) === ring)]);
}

/** Twice-checked by its users: positive for counter-clockwise rings, in square metres. */
export function signedArea(ring: readonly Point[]): number {
  const [x0, y0] = ring[0]!;
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    twice += (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0);
  }
  return twice / 2;
}

export function isInsideRing(point: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [a, b] = [ring[i]!, ring[i + 1]!];
    if (a[1] > point[1] === b[1] > point[1]) continue;
    const x = a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
    if (point[0] < x) inside = !inside;
  }
  return inside;
}

function walk(grid: HexGrid, members: ReadonlySet<number>): Point[][] {
  const bySource = new Map<string, { hex: number; side: number; to: string }>();
  for (const hex of members) {
    grid.neighbours[hex]!.forEach((neighbour, side) => {
      if (members.has(neighbour)) return;
      const to = cornerOf(grid, hex, side + 1).join();
      bySource.set(cornerOf(grid, hex, side).join(), { hex, side, to });
    });
  }

  const rings: Point[][] = [];
  while (bySource.size > 0) {
    const ring: Point[] = [];
    let at = bySource.keys().next().value!;
    for (let edge = bySource.get(at); edge; edge = bySource.get(at)) {
      ring.push(...borderLine(grid, edge.hex, edge.side));
      bySource.delete(at);
      at = edge.to;
    }
    ring.push(ring[0]!);
    rings.push(ring);
  }
  return rings;
}

function smallestAround(
  outer: readonly (readonly Point[])[],
  hole: readonly Point[],
): readonly Point[] | undefined {
  return outer.findLast((ring) => isInsideRing(hole[0]!, ring) && signedArea(ring) > -signedArea(hole));
}

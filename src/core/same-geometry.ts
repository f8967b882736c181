/**
 * Are two areas the same shape, as KomMonitor decides it: after rounding to 6 decimals, whatever the start,
 * direction and order of the rings, and without points that lie on the straight line between their neighbours.
 */
import type { AreaGeometry, Position, Ring } from './area.ts';

export type Polygon = readonly Ring[];

/** The polygons of a geometry, one or many, each as outer ring followed by its holes. */
export function polygonsOf(geometry: AreaGeometry): readonly Polygon[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

export function sameGeometry(a: AreaGeometry, b: AreaGeometry, decimals = 6): boolean {
  return canonicalGeometry(a, decimals) === canonicalGeometry(b, decimals);
}

/** One text per shape. Parts and holes that vanish in the rounding do not count. */
export function canonicalGeometry(geometry: AreaGeometry, decimals = 6): string {
  const scale = 10 ** decimals;
  return polygonsOf(geometry)
    .map((polygon) => canonicalPolygon(polygon, scale))
    .filter((text) => text !== '')
    .sort()
    .join('|');
}

function canonicalPolygon(polygon: Polygon, scale: number): string {
  const [outer, ...holes] = polygon.map((ring) => canonicalRing(ring, scale));
  if (!outer) return '';
  return [outer, ...holes.filter((hole) => hole !== '').sort()].join(';');
}

function canonicalRing(ring: Ring, scale: number): string {
  const points = withoutIdlePoints(ring.map(([x, y]): Position => [whole(x, scale), whole(y, scale)]));
  if (points.length < 3) return '';
  const forward = doubledArea(points) > 0 ? points : points.toReversed();
  return startAtSmallest(forward)
    .map(([x, y]) => `${x} ${y}`)
    .join(',');
}

function whole(ordinate: number, scale: number): number {
  // `+ 0` turns -0 into 0, so that both are written alike.
  return Math.round(ordinate * scale) + 0;
}

/** Drops repeated points and points on a straight line, over the ring's seam too, until nothing changes. */
function withoutIdlePoints(points: readonly Position[]): readonly Position[] {
  let current = withoutRepeats(points);
  for (;;) {
    const kept = withoutRepeats(withoutStraights(current));
    if (kept.length === current.length) return kept;
    current = kept;
  }
}

function withoutRepeats(points: readonly Position[]): Position[] {
  return points.filter((point, i) => {
    const before = points.at(i - 1);
    return !before || before[0] !== point[0] || before[1] !== point[1];
  });
}

function withoutStraights(points: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const [i, point] of points.entries()) {
    const before = kept.at(-1) ?? points.at(-1);
    const after = points[(i + 1) % points.length];
    if (before && after && cross(before, point, after) !== 0) kept.push(point);
  }
  return kept;
}

/** Exact for whole numbers as long as the area is smaller than a continent. */
function cross(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
}

function doubledArea(points: readonly Position[]): number {
  const origin = points[0] ?? [0, 0];
  let sum = 0;
  for (const [i, a] of points.entries()) {
    const b = points[(i + 1) % points.length] ?? a;
    sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
  }
  return sum;
}

function startAtSmallest(points: readonly Position[]): readonly Position[] {
  let start = 0;
  for (const [i, point] of points.entries()) {
    const best = points[start] ?? point;
    if (point[0] < best[0] || (point[0] === best[0] && point[1] < best[1])) start = i;
  }
  return [...points.slice(start), ...points.slice(0, start)];
}

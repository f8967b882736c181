/** How large an area in degrees is. Pure. */
import type { AreaGeometry, Position } from '../core/area.ts';

/** Mean radius of the earth in metres (IUGG). */
const RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Square metres on a sphere; holes are left out. Good to about half a percent, the same for both sides of a comparison. */
export function squareMetres(geometry: AreaGeometry): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((total, [outer, ...holes]) => {
    const hollow = holes.reduce((sum, hole) => sum + ringSize(hole), 0);
    return total + (outer ? ringSize(outer) - hollow : 0);
  }, 0);
}

/** Chamberlain and Duquette, "Some Algorithms for Polygons on a Sphere" (JPL 07-03). */
function ringSize(ring: readonly Position[]): number {
  let sum = 0;
  for (const [index, [lon, lat]] of ring.entries()) {
    const next = ring[(index + 1) % ring.length];
    if (next) sum += (next[0] - lon) * RADIANS * (2 + Math.sin(lat * RADIANS) + Math.sin(next[1] * RADIANS));
  }
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

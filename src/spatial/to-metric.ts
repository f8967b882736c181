/** Polygons in metres (EPSG:25832) with closed rings, unrounded: what the geometry checks measure. */
import type { Position, Ring } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';
import type { Transform } from './crs.ts';
import { samePosition } from './polygons.ts';

/** A position that cannot be transformed is left out here: the transformation to degrees reports it and stops. */
export function toMetric(polygons: readonly Polygon[], toMetres: Transform): readonly Polygon[] {
  return polygons.map((polygon) => polygon.map((ring) => closedRing(ring, toMetres)));
}

function closedRing(ring: Ring, toMetres: Transform): Ring {
  const moved: Position[] = [];
  for (const position of ring) {
    const metres = toMetres(position);
    if (metres && !samePosition(metres, moved.at(-1))) moved.push(metres);
  }
  if (moved[0] && !samePosition(moved[0], moved.at(-1))) moved.push(moved[0]);
  return moved;
}

/** From the metres of addresses and areas (EPSG:25832) to those of the census grid (EPSG:3035). */
import proj4 from 'proj4';
import type { Position } from '../../core/area.ts';
import type { Polygon } from '../../core/same-geometry.ts';
import { SYSTEMS } from '../crs-definitions.ts';

/** East, north in both systems; both are ETRS89, so no datum is shifted. */
export function gridProjection(): (point: Position) => Position {
  const { forward } = proj4(SYSTEMS[25832].proj, SYSTEMS[3035].proj);
  return ([x, y]) => {
    const [east, north] = forward([x, y]);
    return [east, north];
  };
}

export function polygonsToGrid(
  polygons: readonly Polygon[],
  toGrid: (point: Position) => Position,
): readonly Polygon[] {
  return polygons.map((polygon) => polygon.map((ring) => ring.map(toGrid)));
}

/** Areas as they are drawn: flat, in whole units of the drawing, without the points nobody sees at this size. */
import { geoIdentity, geoPath, type GeoGeometryObjects, type GeoIdentityTransform } from 'd3-geo';
import type { AreaGeometry, AreaKey, EditionArea, Position, Ring } from '../../core/area.ts';

/** Units from left to right; two of them are about one pixel on a wide screen. */
export const WIDTH = 640;
const TALLEST = 900;

export interface Shape {
  readonly key: AreaKey;
  readonly geometry: AreaGeometry;
}

export interface Shapes {
  readonly height: number;
  readonly areas: readonly Shape[];
}

const known = new WeakMap<readonly EditionArea[], Shapes>();

/** Made once for each edition of a level version, as long as anybody holds it. */
export function shapesOf(areas: readonly EditionArea[]): Shapes {
  let shapes = known.get(areas);
  if (!shapes) known.set(areas, (shapes = simplified(areas)));
  return shapes;
}

/**
 * Every point goes to the nearest whole unit, so that neighbours still share their border. North is up; a degree of
 * longitude is as long as it is in the middle of the areas.
 */
export function simplified(areas: readonly EditionArea[]): Shapes {
  const latitudes = areas.flatMap(({ geometry }) =>
    ringsOf(geometry).flatMap((ring) => ring.map(([, y]) => y)),
  );
  if (latitudes.length === 0) return { height: 0, areas: [] };
  const [south, north] = ends(latitudes);
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const flat = areas.map(({ key, geometry }) => {
    return { key, geometry: mapRings(geometry, (ring) => ring.map(([x, y]): Position => [x * narrow, y])) };
  });
  const projection = fitted(flat);
  const drawn = flat.map(({ key, geometry }) => {
    return { key, geometry: mapRings(geometry, (ring) => thinned(ring, projection)) };
  });
  const rows = drawn.flatMap(({ geometry }) => ringsOf(geometry).flatMap((ring) => ring.map(([, y]) => y)));
  return { height: ends(rows)[1] + 2, areas: drawn };
}

/** As wide as there is room, but no taller than wide screens are, and begun at the top. */
function fitted(shapes: readonly Shape[]): GeoIdentityTransform {
  const all = {
    type: 'GeometryCollection',
    geometries: shapes.map(({ geometry }) => geometry),
  } as unknown as GeoGeometryObjects;
  const projection = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [2, 2],
        [WIDTH - 2, TALLEST - 2],
      ],
      all,
    );
  const [[, top]] = geoPath(projection).bounds(all);
  const [x, y] = projection.translate();
  return projection.translate([x, y - top + 2]);
}

function thinned(ring: Ring, projection: GeoIdentityTransform): Ring {
  const points: Position[] = [];
  for (const [x, y] of ring) {
    const [left, top] = projection([x, y]) ?? [0, 0];
    const point: Position = [Math.round(left), Math.round(top)];
    const last = points.at(-1);
    if (last && last[0] === point[0] && last[1] === point[1]) continue;
    const before = points.at(-2);
    // A point on the straight line between its neighbours is on it for the area on the other side as well.
    if (before && last && isBetween(before, last, point)) points.pop();
    points.push(point);
  }
  const [first] = points;
  if (first === undefined || points.length >= 4) return points;
  // Too small to be seen: it stays as a dot.
  const [x, y] = first;
  return [first, [x + 2, y], [x + 2, y + 2], [x, y + 2], first];
}

function isBetween([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): boolean {
  const isStraight = (bx - ax) * (cy - ay) === (by - ay) * (cx - ax);
  return isStraight && (bx - ax) * (cx - bx) + (by - ay) * (cy - by) > 0;
}

export function ringsOf(geometry: AreaGeometry): readonly Ring[] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
}

function mapRings(geometry: AreaGeometry, change: (ring: Ring) => Ring): AreaGeometry {
  return geometry.type === 'Polygon'
    ? { type: 'Polygon', coordinates: geometry.coordinates.map(change) }
    : { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(change)) };
}

function ends(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

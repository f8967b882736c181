/** Plain handling of polygons and rings in any plane coordinates: lists, areas, boxes. No coordinate systems. */
import type { AreaGeometry, Position, Ring } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';
import type { GeoLayer, SourceGeometry } from '../formats/geo-layer.ts';

export type Box = readonly [west: number, south: number, east: number, north: number];

export function sourcePolygons(geometry: SourceGeometry): readonly Polygon[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** One polygon stays a Polygon; several become a MultiPolygon. */
export function toAreaGeometry(polygons: readonly Polygon[]): AreaGeometry {
  const [first] = polygons;
  return polygons.length === 1 && first
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}

export function* layerPositions(layer: Pick<GeoLayer, 'features'>): Generator<Position> {
  for (const feature of layer.features) {
    if (!feature.geometry) continue;
    for (const polygon of sourcePolygons(feature.geometry)) for (const ring of polygon) yield* ring;
  }
}

/** Undefined for no positions. Ordinates that are no numbers make the box NaN. */
export function boxOf(positions: Iterable<Position>): Box | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return west === Infinity ? undefined : [west, south, east, north];
}

export function boxesOverlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Positive: counter-clockwise. Measured from the first point, so that large coordinates lose no digits. */
export function signedArea(ring: Ring): number {
  const [ox, oy] = ring[0] ?? [0, 0];
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1] ?? [0, 0];
    const [bx, by] = ring[i] ?? [0, 0];
    sum += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return sum / 2;
}

/** Outer ring less the holes, whatever the winding. */
export function polygonArea(polygon: Polygon): number {
  return polygon.reduce(
    (sum, ring, i) => sum + (i === 0 ? Math.abs(signedArea(ring)) : -Math.abs(signedArea(ring))),
    0,
  );
}

export function perimeter(ring: Ring): number {
  let length = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1] ?? [0, 0];
    const [bx, by] = ring[i] ?? [0, 0];
    length += Math.hypot(bx - ax, by - ay);
  }
  return length;
}

export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** RFC 7946: outer ring counter-clockwise, holes clockwise. Rings that are right already stay the same objects. */
export function windPolygon(polygon: Polygon): Polygon {
  return polygon.map((ring, i) => (signedArea(ring) > 0 === (i === 0) ? ring : ring.toReversed()));
}

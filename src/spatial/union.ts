/**
 * The union of areas as one geometry: a town from its districts, a county from its municipalities. Exactly shared
 * borders dissolve without any computation; only where borders do not match is geometry computed.
 */
import type { GeometryCollection, Polygon as GeoPolygon } from 'geojson';
import { merge } from 'topojson-client';
import { topology } from 'topojson-server';
import type { AreaGeometry, Position, Ring } from '../core/area.ts';
import { polygonsOf, type Polygon } from '../core/same-geometry.ts';
import { SyncError } from '../errors.ts';
import { sweepCoverage } from './coverage-sweep.ts';
import { polygonArea, samePosition, signedArea, toAreaGeometry, windPolygon } from './polygons.ts';
import { selfContacts } from './self-contacts.ts';

type TopoPolygon = Extract<Parameters<typeof merge>[1], readonly unknown[]>[number];

/** How far the merged area may be from the sum of its parts before the borders count as not matching. */
const MATCHING = 1e-9;
/** Holes and parts below this many square metres are left by borders that do not match to the centimetre. */
const HAIRLINE = 1;
const METRES_PER_DEGREE = 111_320;

/** In degrees, 7 decimals, wound by RFC 7946. Throws SyncError `spatial.union-empty` for no areas. */
export async function unionOf(areas: readonly AreaGeometry[]): Promise<AreaGeometry> {
  const polygons = areas.flatMap((area) => polygonsOf(area));
  if (polygons.length === 0)
    throw new SyncError({
      code: 'spatial.union-empty',
      kind: 'check',
      message: 'Aus keiner einzigen Fläche lässt sich keine Gesamtfläche bilden.',
      hint: 'Prüfen Sie, ob die untergeordnete Raumebene Flächen enthält.',
    });
  const merged = mergeShared(polygons);
  return toAreaGeometry(merged ?? (await computeUnion(polygons)));
}

/** Undefined where the borders do not match vertex by vertex: the result is then not to be trusted. */
function mergeShared(polygons: readonly Polygon[]): readonly Polygon[] | undefined {
  const collection: GeometryCollection<GeoPolygon> = {
    type: 'GeometryCollection',
    geometries: polygons.map((polygon) => ({ type: 'Polygon', coordinates: mutable(polygon) })),
  };
  const shared = topology({ areas: collection });
  const { areas } = shared.objects;
  if (areas?.type !== 'GeometryCollection') return undefined;
  const members = areas.geometries as TopoPolygon[];
  const merged = tidy(merge(shared, members).coordinates as unknown as Polygon[]);
  const size = total(merged);
  const matches = Math.abs(size - total(polygons)) <= size * MATCHING;
  return matches && selfContacts(merged).length === 0 && !overlapping(merged) ? merged : undefined;
}

/** Parts that share no vertex by vertex border may still lie on each other without crossing. */
function overlapping(polygons: readonly Polygon[]): boolean {
  if (polygons.length < 2) return false;
  const { shared } = sweepCoverage(polygons.map((polygon) => [polygon.map(roughMetres)]));
  return shared.some(({ squareMetres: size }) => size >= HAIRLINE);
}

async function computeUnion(polygons: readonly Polygon[]): Promise<readonly Polygon[]> {
  // Loaded only here: it takes longer to load than most unions take to merge.
  const { featureCollection, polygon, union } = await import('@turf/turf');
  const parts = polygons.map((rings) => polygon(mutable(rings)));
  if (parts.length === 1) return tidy(polygons);
  const computed = union(featureCollection(parts))?.geometry;
  if (!computed) return [];
  const result = computed.type === 'Polygon' ? [computed.coordinates] : computed.coordinates;
  return tidy((result as unknown as Polygon[]).map((rings) => rings.map(rounded)));
}

function tidy(polygons: readonly Polygon[]): readonly Polygon[] {
  const worthKeeping = (ring: Ring) => Math.abs(signedArea(roughMetres(ring))) >= HAIRLINE;
  return polygons
    .filter(([outer]) => outer !== undefined && worthKeeping(outer))
    .map((polygon) => windPolygon(polygon.filter(worthKeeping)));
}

/** Metres good to a few per mille, which is all a threshold needs. */
function roughMetres(ring: Ring): Ring {
  return ring.map(([lon, lat]) => [
    lon * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180),
    lat * METRES_PER_DEGREE,
  ]);
}

function rounded(ring: Ring): Ring {
  const positions = ring.map(([x, y]): Position => [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7]);
  return positions.filter((position, i) => i === 0 || !samePosition(position, positions[i - 1]));
}

function total(polygons: readonly Polygon[]): number {
  return polygons.reduce((sum, polygon) => sum + polygonArea(polygon), 0);
}

function mutable(polygon: Polygon): [number, number][][] {
  return polygon.map((ring) => ring.map(([x, y]): [number, number] => [x, y]));
}

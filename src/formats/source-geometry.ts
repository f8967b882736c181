/**
 * GeoJSON-like coordinates of any origin to a SourceGeometry: polygons only, two ordinates, finite numbers.
 * Judges no shape; that is the business of the room `spatial`.
 */
import type { SourceGeometry } from './geo-layer.ts';

export type GeometryReading =
  | { readonly geometry: SourceGeometry; readonly dropped: number }
  /** A geometry, but no polygon. */
  | { readonly otherType: string }
  | { readonly broken: true };

/** `dropped` counts the ordinates beyond the second of all positions. */
export function readGeometry(geometry: unknown): GeometryReading {
  if (!isObject(geometry) || typeof geometry['type'] !== 'string') return { broken: true };
  const { type, coordinates } = geometry;
  if (type !== 'Polygon' && type !== 'MultiPolygon') return { otherType: type };

  const tally = { dropped: 0, broken: false };
  const polygon = (rings: unknown) =>
    list(rings, tally, (ring) => list(ring, tally, (at) => position(at, tally)));
  const read: SourceGeometry =
    type === 'Polygon'
      ? { type, coordinates: polygon(coordinates) }
      : { type, coordinates: list(coordinates, tally, polygon) };
  return tally.broken ? { broken: true } : { geometry: read, dropped: tally.dropped };
}

interface Tally {
  dropped: number;
  broken: boolean;
}

function list<Item>(value: unknown, tally: Tally, read: (item: unknown) => Item): Item[] {
  if (Array.isArray(value)) return value.map(read);
  tally.broken = true;
  return [];
}

function position(value: unknown, tally: Tally): readonly [number, number] {
  const [x, y]: unknown[] = Array.isArray(value) ? value : [];
  if (!Array.isArray(value) || !Number.isFinite(x) || !Number.isFinite(y)) {
    tally.broken = true;
    return [Number.NaN, Number.NaN];
  }
  tally.dropped += value.length - 2;
  return [x as number, y as number];
}

/** Positions in coordinates of any depth. */
export function countPositions(coordinates: unknown): number {
  if (!Array.isArray(coordinates)) return 0;
  if (typeof coordinates[0] === 'number') return 1;
  return coordinates.reduce<number>((sum, item) => sum + countPositions(item), 0);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * "Same" in the sense of the versioning algorithm: equal shape after rounding to 6 decimals and equal
 * properties. Start point, direction of rings and points on a straight line do not matter for the shape.
 */
import type { InputFeature } from './geojson.ts';
import type { Coordinates, FeatureRow, Geometry, Scalar } from './state.ts';

/** Stored nulls are skipped, so a change from null to a value goes unnoticed; so do changes of `arisenFrom`. */
export function isSame(row: FeatureRow, feature: InputFeature): boolean {
  return sameProperties(row, feature) && shapeOf(row.geometry) === shapeOf(feature.geometry);
}

function sameProperties(row: FeatureRow, feature: InputFeature): boolean {
  const equal = (stored: Scalar, sent: Scalar | undefined) => stored === null || stored === sent;
  if (!equal(row.id, feature.id) || !equal(row.name, feature.name)) return false;
  return Object.entries(row.properties).every(([name, stored]) => equal(stored, feature.properties[name]));
}

/** A text that is equal for equal shapes. */
export function shapeOf(geometry: Geometry | null): string {
  if (geometry === null) return 'null';
  if (geometry.geometries) return `(${geometry.geometries.map(shapeOf).sort().join(' ')})`;
  const coordinates = geometry.coordinates ?? [];
  if (geometry.type === 'Polygon') return polygonShape(coordinates);
  if (geometry.type === 'MultiPolygon')
    return coordinates
      .map((polygon) => polygonShape(polygon as Coordinates[]))
      .sort()
      .join('+');
  return `${geometry.type}${JSON.stringify(rounded(coordinates))}`;
}

function polygonShape(rings: Coordinates[]): string {
  const [outer = '', ...holes] = rings.map((ring) => ringShape(ring as number[][]));
  return `[${outer}|${holes.sort().join('|')}]`;
}

type Point = readonly [number, number];

function ringShape(ring: readonly number[][]): string {
  const points = withoutStraights(ring.map((position): Point => [micro(position[0]), micro(position[1])]));
  const first = points.reduce((best, point, index) => (isBefore(point, points[best]) ? index : best), 0);
  const turned = [...points.slice(first), ...points.slice(0, first)];
  const ahead = turned.map((point) => point.join(' ')).join(',');
  const [start, ...rest] = turned;
  const back = start ? [start, ...rest.reverse()].map((point) => point.join(' ')).join(',') : '';
  return ahead < back ? ahead : back;
}

/** Drops the closing point, repeated points and points in the middle of a straight line. */
function withoutStraights(ring: readonly Point[]): Point[] {
  const distinct = ring.filter((point, index) => !equals(point, ring[(index + 1) % ring.length]));
  return distinct.filter((point, index) => {
    const before = distinct[(index + distinct.length - 1) % distinct.length] ?? point;
    const after = distinct[(index + 1) % distinct.length] ?? point;
    return (point[0] - before[0]) * (after[1] - point[1]) !== (point[1] - before[1]) * (after[0] - point[0]);
  });
}

function isBefore(a: Point, b: Point | undefined): boolean {
  return b === undefined || a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function equals(a: Point, b: Point | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function micro(value: number | undefined): number {
  return Math.round((value ?? 0) * 1e6);
}

function rounded(value: Coordinates): Coordinates {
  return typeof value === 'number' ? micro(value) : value.map(rounded);
}

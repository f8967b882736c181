/**
 * Reads the FeatureCollection that comes as a text inside the body, by the rules of the contract 2.5, and
 * writes feature collections by 2.6. It never reprojects.
 */
import { parseReferenceDate, type ReferenceDate } from '../core/reference-date.ts';
import { KEEPS_HEIGHT } from './assumptions.ts';
import { HandlerFailure, needed, plainException } from './failure.ts';
import type { ColumnType, Coordinates, Geometry, Scalar } from './state.ts';

export interface Period {
  readonly start: ReferenceDate;
  readonly end: ReferenceDate | null;
}

/** A feature as sent; `id` and `name` keep their JSON type, because a number never equals stored text. */
export interface InputFeature {
  readonly id: Scalar;
  readonly name: Scalar;
  readonly properties: Readonly<Record<string, Scalar>>;
  readonly start: ReferenceDate;
  readonly end: ReferenceDate | null;
  readonly arisenFrom: string | null;
  readonly geometry: Geometry | null;
}

export interface InputCollection {
  readonly features: readonly InputFeature[];
  readonly columns: readonly { name: string; type: ColumnType }[];
  /** False where no feature at all has a property `ID`. */
  readonly hasId: boolean;
}

const RESERVED = new Set(['ID', 'NAME', 'validStartDate', 'validEndDate', 'arisenFrom']);

type Properties = Record<string, unknown>;

/** Throws a HandlerFailure where the real server fails with 500. */
export function readCollection(document: string | null, period: Period): InputCollection {
  const features = rawFeatures(needed(document, 'geoJsonString'));
  const [first] = features;
  if (!first) throw plainException('The feature collection is empty.');
  needed(first.geometry, 'geometry');
  const types = propertyTypes(features.map((feature) => feature.properties));
  const custom = [...types].filter(([name]) => !RESERVED.has(name));
  return {
    features: features.map((feature) => readFeature(feature.properties, feature.geometry, period)),
    columns: custom.map(([name, type]) => ({ name: columnName(name), type })),
    hasId: types.has('ID'),
  };
}

function rawFeatures(document: string): { properties: Properties; geometry: Geometry | null }[] {
  const collection = parseJson(document);
  if (
    !isObject(collection) ||
    collection['type'] !== 'FeatureCollection' ||
    !Array.isArray(collection['features'])
  )
    throw new HandlerFailure('java.io.IOException', 'The text is not a GeoJSON FeatureCollection.');
  return collection['features'].map((feature: unknown) => {
    if (!isObject(feature)) throw new HandlerFailure('java.io.IOException', 'A feature is not an object.');
    const properties = feature['properties'];
    return {
      properties: isObject(properties) ? properties : {},
      geometry: readGeometry(feature['geometry']),
    };
  });
}

function parseJson(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw new HandlerFailure('java.io.IOException', 'The GeoJSON text cannot be parsed.');
  }
}

function readFeature(properties: Properties, geometry: Geometry | null, period: Period): InputFeature {
  const custom = Object.entries(properties).filter(([name]) => !RESERVED.has(name));
  const arisenFrom = scalar(properties['arisenFrom']);
  return {
    id: scalar(properties['ID']),
    name: scalar(properties['NAME']),
    properties: Object.fromEntries(custom.map(([name, value]) => [columnName(name), scalar(value)])),
    start: ownDate(properties['validStartDate']) ?? period.start,
    end: ownDate(properties['validEndDate']) ?? period.end,
    arisenFrom: arisenFrom === null ? null : String(arisenFrom),
    geometry,
  };
}

/** Undefined where the date is absent or written in a way the server does not understand. */
function ownDate(raw: unknown): ReferenceDate | undefined {
  if (raw === undefined || raw === null) return undefined;
  if (typeof raw !== 'string')
    throw new HandlerFailure('java.lang.ClassCastException', 'A date property is not a text.');
  const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2})?$/.exec(raw.split('.')[0] ?? '');
  return match?.[1] === undefined ? undefined : parseReferenceDate(match[1]);
}

/** One JSON type per property over all features; text against number fails. */
function propertyTypes(all: readonly Properties[]): Map<string, ColumnType> {
  const types = new Map<string, ColumnType | undefined>();
  for (const properties of all)
    for (const [name, value] of Object.entries(properties)) {
      const known = types.get(name);
      const type = columnType(value);
      if (known && type && known !== type)
        throw new HandlerFailure('java.lang.IllegalStateException', `Property ${name} changes its type.`);
      types.set(name, known ?? type);
    }
  return new Map([...types].map(([name, type]) => [name, type ?? 'text']));
}

function columnType(value: unknown): ColumnType | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

function columnName(name: string): string {
  return name === 'fid' ? 'fid_1' : name;
}

function scalar(value: unknown): Scalar {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

function readGeometry(raw: unknown): Geometry | null {
  if (raw === null || raw === undefined) return null;
  if (!isObject(raw) || typeof raw['type'] !== 'string')
    throw new HandlerFailure('java.io.IOException', 'A geometry cannot be read.');
  if (Array.isArray(raw['geometries']))
    return {
      type: raw['type'],
      geometries: raw['geometries'].map((part) => needed(readGeometry(part), 'geometry')),
    };
  if (!Array.isArray(raw['coordinates']))
    throw new HandlerFailure('java.io.IOException', 'A geometry has no coordinates.');
  return { type: raw['type'], coordinates: flattened(raw['coordinates']) as Coordinates[] };
}

/** Output keeps 13 decimals, so no more are stored. */
function flattened(raw: unknown[]): Coordinates {
  if (raw.every((member): member is number => typeof member === 'number'))
    return (KEEPS_HEIGHT ? raw : raw.slice(0, 2)).map(thirteenDecimals);
  return raw.map((member) => {
    if (!Array.isArray(member))
      throw new HandlerFailure('java.io.IOException', 'Coordinates cannot be read.');
    return flattened(member);
  });
}

function thirteenDecimals(value: number): number {
  const scaled = value * 1e13;
  return Math.abs(scaled) < Number.MAX_SAFE_INTEGER ? Math.round(scaled) / 1e13 : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

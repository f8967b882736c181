/** A GeoJSON FeatureCollection to a GeoLayer: strings as they are, coordinates untouched. */
import { finding } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { RawValue } from '../core/table.ts';
import { openText } from './encoding.ts';
import type { DeclaredCrs, GeoLayer, SourceFeature } from './geo-layer.ts';
import { jsonErrorOffset, lineAndColumn } from './json-error.ts';
import { isObject, readGeometry } from './source-geometry.ts';
import type { Report, SourceFile } from './source-file.ts';

/**
 * Undefined after a finding (`format.json-broken`, `format.not-a-feature-collection`, `format.no-features`,
 * encoding); a single unreadable geometry is `format.geometry-broken` and null. The `id` of a feature stands
 * among its properties as `id` where no property is called so.
 */
export async function readGeojson(source: SourceFile, report: Report): Promise<GeoLayer | undefined> {
  const read = await readFeatureCollection(source, report);
  if (!read) return undefined;
  let droppedOrdinates = 0;
  const features = read.members.map((member, index): SourceFeature => {
    const row = index + 1;
    const properties = propertiesOf(member);
    const geometry: unknown = isObject(member) ? member['geometry'] : undefined;
    if (geometry === null || (geometry === undefined && isObject(member)))
      return { row, properties, geometry: null };
    const reading = readGeometry(geometry);
    if ('otherType' in reading) return { row, properties, geometry: null, otherType: reading.otherType };
    if ('broken' in reading) {
      report(finding('format.geometry-broken', { file: source.file, row }));
      return { row, properties, geometry: null };
    }
    droppedOrdinates += reading.dropped;
    return { row, properties, geometry: reading.geometry };
  });
  return { file: source.file, features, declaredCrs: declaredCrs(read.crs), droppedOrdinates };
}

export interface FeatureCollection {
  readonly members: readonly unknown[];
  /** The member `crs` of older files. */
  readonly crs: unknown;
}

/** The members of the collection, unread. Undefined after a finding. */
export async function readFeatureCollection(
  source: SourceFile,
  report: Report,
): Promise<FeatureCollection | undefined> {
  const refuse = (code: FindingCode, row = 0, found?: string): undefined => {
    report(finding(code, { file: source.file, row }, found === undefined ? {} : { found }));
  };
  const opened = await openText(source, { declared: 'utf-8' }, report);
  if (!opened) return undefined;
  let text = '';
  for await (const chunk of opened.chunks) text += chunk;

  const document = parse(text);
  if (document instanceof SyntaxError) {
    const { line, column } = lineAndColumn(text, jsonErrorOffset(text));
    return refuse('format.json-broken', line, `${line}:${column}`);
  }
  if (!isObject(document) || document['type'] !== 'FeatureCollection' || !Array.isArray(document['features']))
    return refuse('format.not-a-feature-collection');
  const members: unknown[] = document['features'];
  if (members.length === 0) return refuse('format.no-features');
  return { members, crs: document['crs'] };
}

/** An EPSG code in any of its spellings; CRS84 and everything else as text. */
function declaredCrs(member: unknown): DeclaredCrs | null {
  if (member === undefined || member === null) return null;
  const properties = isObject(member) ? member['properties'] : undefined;
  const name = isObject(properties) ? (properties['name'] ?? properties['href']) : undefined;
  const text = typeof name === 'string' ? name : JSON.stringify(member);
  const code = /\bEPSG(?::|\/)(?:[\d.]*(?::|\/))?(\d+)$/i.exec(text.trim())?.[1];
  return code === undefined ? { kind: 'other', text } : { kind: 'epsg', code: Number(code), text };
}

export function propertiesOf(member: unknown): Record<string, RawValue> {
  if (!isObject(member)) return {};
  const properties = isObject(member['properties']) ? member['properties'] : {};
  const id = member['id'] === undefined || 'id' in properties ? {} : { id: member['id'] };
  return Object.fromEntries(
    Object.entries({ ...id, ...properties }).map(([name, value]) => [name, raw(value)]),
  );
}

/** Lists and objects have no place in a table: they stay as their JSON text. */
function raw(value: unknown): RawValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as RawValue);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError('not JSON');
  }
}

/** Points of a GeoJSON FeatureCollection as a table: the properties of each, and its position with the names of the axes. */
import { finding } from '../core/finding.ts';
import type { RawCell, RawRow, Table } from '../core/table.ts';
import { propertiesOf, readFeatureCollection } from './geojson.ts';
import { axesEvidence, decideAxes, eastFirst, type GmlAxes } from './gml-axes.ts';
import type { GmlGeometry } from './gml-geometry.ts';
import { POSITION_COLUMNS } from './gml-points.ts';
import { isObject } from './source-geometry.ts';
import type { Report, SourceFile } from './source-file.ts';

export interface GeojsonPointOptions {
  /** Needed only where the numbers do not tell. */
  readonly axes?: GmlAxes | undefined;
}

type Point = Extract<GmlGeometry, { readonly type: 'Point' }>;

/** Undefined after a finding. A feature without a point is no row but a finding. */
export async function readGeojsonPoints(
  source: SourceFile,
  options: GeojsonPointOptions,
  report: Report,
): Promise<Table | undefined> {
  const read = await readFeatureCollection(source, report);
  if (!read) return undefined;
  const evidence = axesEvidence();
  const names = new Set<string>();
  for (const member of read.members) {
    for (const name of Object.keys(propertiesOf(member))) names.add(name);
    const point = pointOf(member);
    if (point) evidence.add(point);
  }
  const verdict = evidence.verdict();
  const axes = decideAxes(verdict, options.axes);
  if (!axes) {
    const facts = { found: verdict ?? 'keine Reihenfolge', expected: options.axes ?? 'keine' };
    report(finding('format.gml-axes', { file: source.file, row: 0 }, facts));
    return undefined;
  }

  const rows: RawRow[] = [];
  for (const [index, member] of read.members.entries()) {
    const row = index + 1;
    const point = pointOf(member);
    if (!point) {
      report(finding('format.no-point', { file: source.file, row }, { found: typeOf(member) }));
      continue;
    }
    const properties = propertiesOf(member);
    const own = [...names].map((name): RawCell => ({ value: properties[name] ?? '' }));
    const position = eastFirst(point, axes).coordinates.map((value): RawCell => ({ value }));
    rows.push({ row, cells: [...own, ...position] });
  }
  const columns = [...names, ...POSITION_COLUMNS].map((name, index) => ({
    position: index + 1,
    path: [name],
  }));
  return { file: source.file, titles: [], columns, rows: inOne(rows), notes: [] };
}

/** The whole file had to be in memory to be parsed. */
async function* inOne(rows: readonly RawRow[]): AsyncGenerator<readonly RawRow[]> {
  if (rows.length > 0) yield rows;
}

function pointOf(member: unknown): Point | undefined {
  const geometry = isObject(member) ? member['geometry'] : undefined;
  if (!isObject(geometry) || geometry['type'] !== 'Point') return undefined;
  const [first, second]: unknown[] = Array.isArray(geometry['coordinates']) ? geometry['coordinates'] : [];
  if (typeof first !== 'number' || typeof second !== 'number') return undefined;
  return Number.isFinite(first) && Number.isFinite(second)
    ? { type: 'Point', coordinates: [first, second] }
    : undefined;
}

function typeOf(member: unknown): string {
  const geometry = isObject(member) ? member['geometry'] : undefined;
  return isObject(geometry) && typeof geometry['type'] === 'string' ? geometry['type'] : 'keine Geometrie';
}

/** An ESRI shapefile with its companions to a GeoLayer, in its own coordinates. */
import { readFile } from 'node:fs/promises';
import { openShp } from 'shapefile';
import { finding } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import { readDbf, type DbfTable } from './dbf.ts';
import type { GeoLayer, SourceFeature } from './geo-layer.ts';
import { countPositions, isObject, readGeometry } from './source-geometry.ts';
import type { Report, SourceFile } from './source-file.ts';

export interface ShapefileSource extends SourceFile {
  /** `.shx`, `.dbf` and, where there are such, `.prj` and `.cpg`. */
  readonly companions: readonly SourceFile[];
}

type Refuse = (code: FindingCode, facts?: { found?: string; expected?: string; row?: number }) => undefined;

/**
 * Undefined after `format.companion-missing` (.shx, .dbf), `format.shapefile-broken`,
 * `format.encoding-contradicts` or `format.no-features`. Without .prj the layer declares no coordinate system.
 * Z counts as one dropped ordinate for each position, as does M where there is no Z.
 */
export async function readShapefile(source: ShapefileSource, report: Report): Promise<GeoLayer | undefined> {
  const refuse: Refuse = (code, { row = 0, ...facts } = {}) => {
    report(finding(code, { file: source.file, row }, facts));
  };
  const parts = await readCompanions(source);
  const [shx, dbf] = [parts.get('.shx'), parts.get('.dbf')];
  if (!shx) refuse('format.companion-missing', { expected: '.shx' });
  if (!dbf) refuse('format.companion-missing', { expected: '.dbf' });
  if (!shx || !dbf) return undefined;

  const table = readDbf(dbf, parts.get('.cpg')?.toString('utf8'));
  if ('problem' in table) {
    if (table.problem === 'broken') return refuse('format.shapefile-broken', { found: table.found });
    return refuse('format.encoding-contradicts', { found: table.found, expected: '.dbf' });
  }
  const bytes = await readFile(source.path);
  const shapes = await readShapes(bytes);
  if (!shapes) return refuse('format.shapefile-broken', { found: '.shp' });
  const indexed = (shx.length - 100) / 8;
  if (shapes.length !== table.records.length || shapes.length !== indexed)
    return refuse('format.shapefile-broken', {
      found: `.shp ${shapes.length}, .shx ${indexed}, .dbf ${table.records.length}`,
    });
  if (shapes.length === 0) return refuse('format.no-features');

  const prj = parts.get('.prj')?.toString('utf8').trim();
  return {
    file: source.file,
    features: featuresOf(shapes, table, refuse),
    declaredCrs: prj ? { kind: 'wkt', wkt: prj } : null,
    droppedOrdinates: hasMoreOrdinates(bytes) ? countPositions(shapes.map(coordinatesOf)) : 0,
  };
}

async function readCompanions(source: ShapefileSource): Promise<ReadonlyMap<string, Buffer>> {
  const entries = source.companions.map(async ({ file, path }): Promise<[string, Buffer]> => {
    return [file.slice(file.lastIndexOf('.')).toLowerCase(), await readFile(path)];
  });
  return new Map(await Promise.all(entries));
}

function featuresOf(shapes: readonly unknown[], table: DbfTable, refuse: Refuse): SourceFeature[] {
  const features: SourceFeature[] = [];
  for (const [index, shape] of shapes.entries()) {
    const row = index + 1;
    const properties = table.records[index];
    // Deleted in the table but not packed: the feature is gone for every program that shows it.
    if (!properties) continue;
    const reading = shape === null ? undefined : readGeometry(shape);
    if (reading && 'broken' in reading) refuse('format.geometry-broken', { row });
    const other = reading && 'otherType' in reading ? { otherType: reading.otherType } : {};
    const geometry = reading && 'geometry' in reading ? reading.geometry : null;
    features.push({ row, properties, geometry, ...other });
  }
  return features;
}

/** The library fills up a file that ends too early with nothing at all, so the stated length is compared first. */
async function readShapes(bytes: Buffer): Promise<unknown[] | undefined> {
  if (bytes.length < 100 || bytes.readInt32BE(0) !== 9994 || bytes.readInt32BE(24) * 2 !== bytes.length)
    return undefined;
  try {
    const source = await openShp(bytes);
    const shapes: unknown[] = [];
    for (let item = await source.read(); !item.done; item = await source.read()) shapes.push(item.value);
    return shapes;
  } catch {
    return undefined;
  }
}

/** Shape types above 10 carry Z or M. */
function hasMoreOrdinates(bytes: Buffer): boolean {
  return bytes.readInt32LE(32) > 10;
}

function coordinatesOf(shape: unknown): unknown {
  return isObject(shape) ? shape['coordinates'] : undefined;
}

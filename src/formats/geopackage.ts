/** One feature table of a GeoPackage to a GeoLayer, in its own coordinates. Opens the file for reading only. */
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { finding, type FindingFacts } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { RawValue } from '../core/table.ts';
import type { DeclaredCrs, GeoLayer, SourceFeature } from './geo-layer.ts';
import { readGeopackageGeometry } from './geopackage-geometry.ts';
import { readHead } from './magic.ts';
import type { Report, SourceFile } from './source-file.ts';

export interface GeopackageSource extends SourceFile {
  /** Name of the feature table; not needed where there is only one. */
  readonly layer?: string;
}

interface FeatureTable {
  readonly table_name: string;
  readonly column_name: string;
  readonly srs_id: number;
}

type Refuse = (code: FindingCode, facts?: FindingFacts, row?: number) => undefined;

/**
 * Undefined after `format.geopackage-broken`, `format.geopackage-layer` (none, several or not the wanted one)
 * or `format.no-features`; a single unreadable geometry is `format.geometry-broken` and null. Whole numbers
 * beyond 2^53 come as text, binary columns not at all.
 */
export async function readGeopackage(
  source: GeopackageSource,
  report: Report,
): Promise<GeoLayer | undefined> {
  const refuse: Refuse = (code, facts = {}, row = 0) => {
    report(finding(code, { file: source.file, row }, facts));
  };
  const head = await readHead(source.path);
  if (head.toString('latin1') !== 'SQLite f') return refuse('format.geopackage-broken', { found: 'SQLite' });

  // immutable: a file once in WAL mode can be read without its side files; nothing else writes to it.
  const db = new Database(`${pathToFileURL(source.path).href}?mode=ro&immutable=1`);
  try {
    return readLayer(db, source, refuse);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse('format.geopackage-broken', { found: 'SQLite' });
  } finally {
    db.close();
  }
}

function readLayer(db: Database.Database, source: GeopackageSource, refuse: Refuse): GeoLayer | undefined {
  const tables = db
    .prepare(
      `select g.table_name, g.column_name, g.srs_id from gpkg_geometry_columns g
       join gpkg_contents c on c.table_name = g.table_name where c.data_type = 'features' order by g.table_name`,
    )
    .all() as FeatureTable[];
  const wanted = tables.filter(({ table_name }) => source.layer === undefined || table_name === source.layer);
  const [table] = wanted;
  if (!table || wanted.length > 1) {
    const found = tables.map(({ table_name }) => table_name).join(', ') || '–';
    return refuse('format.geopackage-layer', { found, expected: source.layer ?? '1' });
  }

  const statement = db.prepare(`select * from ${quoted(table.table_name)}`).safeIntegers(true);
  const booleans = new Set(
    statement
      .columns()
      .filter(({ type }) => type?.toUpperCase() === 'BOOLEAN')
      .map(({ name }) => name),
  );
  const features: SourceFeature[] = [];
  let droppedOrdinates = 0;
  for (const record of statement.iterate() as Iterable<Record<string, unknown>>) {
    const row = features.length + 1;
    const properties = propertiesOf(record, table.column_name, booleans);
    const reading = readGeopackageGeometry(record[table.column_name]);
    if (reading === null) {
      features.push({ row, properties, geometry: null });
      continue;
    }
    if (reading.srsId !== undefined && reading.srsId !== table.srs_id)
      return refuse('format.geopackage-broken', { found: `srs_id ${reading.srsId} ≠ ${table.srs_id}` }, row);
    if ('broken' in reading) refuse('format.geometry-broken', {}, row);
    const other = 'otherType' in reading ? { otherType: reading.otherType } : {};
    features.push({ row, properties, geometry: 'geometry' in reading ? reading.geometry : null, ...other });
    droppedOrdinates += 'geometry' in reading ? reading.dropped : 0;
  }
  if (features.length === 0) return refuse('format.no-features');
  const declaredCrs = declaredCrsOf(db, table.srs_id);
  return { file: source.file, layer: table.table_name, features, declaredCrs, droppedOrdinates };
}

interface ReferenceSystem {
  readonly organization: string;
  readonly organization_coordsys_id: number;
  readonly definition: string;
}

/** -1 and 0 are the standard's words for "undefined". */
function declaredCrsOf(db: Database.Database, srsId: number): DeclaredCrs | null {
  if (srsId === -1 || srsId === 0) return null;
  const system = db
    .prepare(
      'select organization, organization_coordsys_id, definition from gpkg_spatial_ref_sys where srs_id = ?',
    )
    .get(srsId) as ReferenceSystem | undefined;
  if (!system) return { kind: 'other', text: `srs_id ${srsId}` };
  const { organization, organization_coordsys_id: code, definition } = system;
  if (organization.toUpperCase() === 'EPSG') return { kind: 'epsg', code, text: `EPSG:${code}` };
  if (definition && definition !== 'undefined') return { kind: 'wkt', wkt: definition };
  return { kind: 'other', text: `${organization}:${code}` };
}

function propertiesOf(
  record: Record<string, unknown>,
  geometryColumn: string,
  booleans: ReadonlySet<string>,
): Record<string, RawValue> {
  const properties: Record<string, RawValue> = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === geometryColumn || value instanceof ArrayBuffer) continue;
    properties[name] = booleans.has(name) && value !== null ? Number(value) !== 0 : plain(value);
  }
  return properties;
}

function plain(value: unknown): RawValue {
  if (typeof value !== 'bigint') return value as RawValue;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

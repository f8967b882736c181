import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import wkx from 'wkx';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { Finding } from '../core/finding.ts';
import { readGeopackage } from './geopackage.ts';

const folder = tempFolder();
const RING = '0 0, 10 0, 10 10, 0 0';
const POSITIONS = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 0],
];

/** Header with an envelope of the given kind, then WKB. */
function blob(wkb: Buffer, { srs = 25832, envelope = 0, empty = false } = {}): Buffer {
  const header = Buffer.alloc(8 + [0, 32, 48, 48, 64][envelope]!);
  header.write('GP', 0, 'latin1');
  header[3] = 1 | (envelope << 1) | (empty ? 16 : 0);
  header.writeInt32LE(srs, 4);
  return Buffer.concat([header, wkb]);
}

function wkt(text: string): Buffer {
  return wkx.Geometry.parse(text).toWkb();
}

interface Content {
  readonly tables?: readonly string[];
  readonly rows?: readonly (readonly [string | null, unknown, Buffer | null])[];
}

let count = 0;
function geopackage({ tables = ['quartiere'], rows = [] }: Content): { file: string; path: string } {
  count += 1;
  const path = join(folder.path, `gebiete ${count} #ä.gpkg`);
  const db = new Database(path);
  db.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text);
    insert into gpkg_spatial_ref_sys values ('ETRS89', 25832, 'epsg', 25832, 'PROJCS[]'), ('own', 100001, 'NONE', 1, 'LOCAL_CS["x"]');
    create table gpkg_contents (table_name text primary key, data_type text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    create table notizen (id integer); insert into gpkg_contents values ('notizen', 'attributes', 0);`);
  for (const table of tables) {
    db.exec(`
      create table "${table}" (fid integer primary key, key text, wert integer, gilt boolean, bild blob, geom blob);
      insert into gpkg_contents values ('${table}', 'features', 25832);
      insert into gpkg_geometry_columns values ('${table}', 'geom', 'GEOMETRY', 25832, 0, 0);`);
    const insert = db.prepare(
      `insert into "${table}" (key, wert, gilt, bild, geom) values (?, ?, 1, x'00', ?)`,
    );
    for (const row of rows) insert.run(...row);
  }
  db.close();
  return { file: 'gebiete.gpkg', path };
}

async function read(source: { file: string; path: string; layer?: string }) {
  const findings: Finding[] = [];
  const layer = await readGeopackage(source, (f) => findings.push(f));
  return { layer, findings, codes: findings.map((f) => f.code) };
}

describe('readGeopackage', () => {
  it('reads the only feature table with its coordinate system', async () => {
    const polygon = blob(wkt(`POLYGON((${RING}))`), { envelope: 1 });
    const multi = blob(wkt(`MULTIPOLYGON(((${RING})))`));
    const source = geopackage({
      rows: [
        ['01', 12, polygon],
        ['02', 9_007_199_254_740_993n, multi],
      ],
    });

    const { layer, findings } = await read(source);

    expect(layer).toEqual({
      file: 'gebiete.gpkg',
      layer: 'quartiere',
      declaredCrs: { kind: 'epsg', code: 25832, text: 'EPSG:25832' },
      droppedOrdinates: 0,
      features: [
        {
          row: 1,
          properties: { fid: 1, key: '01', wert: 12, gilt: true },
          geometry: { type: 'Polygon', coordinates: [POSITIONS] },
        },
        {
          row: 2,
          properties: { fid: 2, key: '02', wert: '9007199254740993', gilt: true },
          geometry: { type: 'MultiPolygon', coordinates: [[POSITIONS]] },
        },
      ],
    });
    expect(findings).toEqual([]);
  });

  it('leaves the file as it was, byte by byte', async () => {
    const source = geopackage({ rows: [['01', 1, blob(wkt(`POLYGON((${RING}))`))]] });
    const before = readFileSync(source.path);

    await read(source);

    expect(readFileSync(source.path).equals(before)).toBe(true);
  });

  it('reads a file that was left in WAL mode without its side files', async () => {
    const source = geopackage({ rows: [['01', 1, blob(wkt(`POLYGON((${RING}))`))]] });
    const db = new Database(source.path);
    db.exec('PRAGMA journal_mode = WAL');
    db.close();

    expect((await read(source)).layer?.features.length).toBe(1);
  });

  it('counts dropped heights and measures', async () => {
    const z = blob(wkt('POLYGON Z((0 0 5, 10 0 5, 10 10 5, 0 0 5))'), { envelope: 2 });
    const zm = blob(wkt('POLYGON ZM((0 0 5 1, 10 0 5 1, 10 10 5 1, 0 0 5 1))'), { envelope: 4 });

    const { layer } = await read(
      geopackage({
        rows: [
          ['01', 1, z],
          ['02', 1, zm],
        ],
      }),
    );

    expect(layer?.droppedOrdinates).toBe(12);
    expect(layer?.features[1]?.geometry?.coordinates).toEqual([POSITIONS]);
  });

  it('keeps features without a polygon and says what they are', async () => {
    const curve = Buffer.alloc(9);
    curve[0] = 1;
    curve.writeUInt32LE(10, 1);

    const { layer } = await read(
      geopackage({
        rows: [
          ['01', 1, null],
          ['02', 1, blob(wkt('POINT(1 2)'))],
          ['03', 1, blob(curve)],
          ['04', 1, blob(Buffer.alloc(0), { empty: true })],
        ],
      }),
    );

    expect(layer?.features.map(({ geometry, otherType }) => [geometry, otherType])).toEqual([
      [null, undefined],
      [null, 'Point'],
      [null, 'CurvePolygon'],
      [null, undefined],
    ]);
  });

  it('reports a broken geometry at its feature', async () => {
    const whole = blob(wkt(`POLYGON((${RING}))`));
    const rows = [
      ['01', 1, whole.subarray(0, 30)],
      ['02', 1, Buffer.from('kein GP-Kopf')],
      ['03', 1, whole],
    ] as const;

    const { layer, findings } = await read(geopackage({ rows }));

    expect(layer?.features.map(({ geometry }) => geometry?.type)).toEqual([undefined, undefined, 'Polygon']);
    expect(findings).toMatchObject([
      { code: 'format.geometry-broken', place: { row: 1 } },
      { code: 'format.geometry-broken', place: { row: 2 } },
    ]);
  });

  it('refuses a geometry in another system than its table', async () => {
    const { layer, findings } = await read(
      geopackage({ rows: [['01', 1, blob(wkt(`POLYGON((${RING}))`), { srs: 4326 })]] }),
    );

    expect(layer).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'format.geopackage-broken', found: 'srs_id 4326 ≠ 25832' }]);
  });

  it('wants the layer named where there are several', async () => {
    const rows = [['01', 1, blob(wkt(`POLYGON((${RING}))`))]] as const;
    const source = geopackage({ tables: ['bezirke', 'quartiere'], rows });

    expect((await read(source)).findings).toMatchObject([
      { code: 'format.geopackage-layer', found: 'bezirke, quartiere' },
    ]);
    expect((await read({ ...source, layer: 'quartiere' })).layer?.layer).toBe('quartiere');
    expect((await read({ ...source, layer: 'blöcke' })).codes).toEqual(['format.geopackage-layer']);
  });

  it('refuses an empty layer, another database and other files', async () => {
    const plain = join(folder.path, 'plain.gpkg');
    const db = new Database(plain);
    db.exec('create table t (id integer)');
    db.close();

    expect((await read(geopackage({}))).codes).toEqual(['format.no-features']);
    expect((await read({ file: 'plain.gpkg', path: plain })).codes).toEqual(['format.geopackage-broken']);
    expect((await read(folder.write('text.gpkg', 'a;b\n'))).codes).toEqual(['format.geopackage-broken']);
    expect((await read(folder.write('leer.gpkg', ''))).codes).toEqual(['format.geopackage-broken']);
    expect((await read(folder.write('rest.gpkg', readFileSync(plain).subarray(0, 200)))).codes).toEqual([
      'format.geopackage-broken',
    ]);
  });
});

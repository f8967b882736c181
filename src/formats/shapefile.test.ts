import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dbfFile } from '../../tests/support/dbf-file.ts';
import { shapeFile, type ShapeRings } from '../../tests/support/shape-file.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { Finding } from '../core/finding.ts';
import { readShapefile } from './shapefile.ts';

const folder = tempFolder();
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/spatial_units/', import.meta.url));
const present = existsSync(SAMPLES);
if (!present)
  process.stdout.write('shapefile.test: sample files are not there, tests that need them are skipped\n');

/** Outer ring clockwise, as shapefiles want it. */
const OUTER = ring([0, 0], [0, 10], [10, 10], [10, 0], [0, 0]);
const HOLE = ring([2, 2], [4, 2], [4, 4], [2, 4], [2, 2]);
const ISLAND = ring([20, 0], [20, 5], [25, 5], [25, 0], [20, 0]);

function ring(...positions: [number, number][]): [number, number][] {
  return positions;
}

function dbf(keys: readonly string[], deleted: readonly number[] = []): Buffer {
  return dbfFile({
    columns: [{ name: 'KEY', type: 'C', length: 5 }],
    rows: keys.map((key) => [key]),
    deleted,
  });
}

async function read(parts: Record<string, Buffer | string>) {
  const findings: Finding[] = [];
  const files = Object.entries(parts).map(([ending, content]) => folder.write(`gebiete.${ending}`, content));
  const [main, ...companions] = files;
  const layer = await readShapefile({ ...main!, companions }, (f) => findings.push(f));
  return { layer, findings, codes: findings.map((f) => f.code) };
}

function parts(shapes: readonly ShapeRings[], keys: readonly string[]) {
  return { ...shapeFile(shapes), dbf: dbf(keys) };
}

describe('readShapefile', () => {
  it('reads polygons with holes and several parts, their keys as text and the .prj as it is', async () => {
    const { layer, findings } = await read({
      ...parts(
        [
          [OUTER, HOLE],
          [OUTER, ISLAND],
        ],
        ['001', '002'],
      ),
      prj: 'PROJCS["Muster"]\n',
    });

    expect(layer).toEqual({
      file: 'gebiete.shp',
      declaredCrs: { kind: 'wkt', wkt: 'PROJCS["Muster"]' },
      droppedOrdinates: 0,
      features: [
        { row: 1, properties: { KEY: '001' }, geometry: { type: 'Polygon', coordinates: [OUTER, HOLE] } },
        {
          row: 2,
          properties: { KEY: '002' },
          geometry: { type: 'MultiPolygon', coordinates: [[OUTER], [ISLAND]] },
        },
      ],
    });
    expect(findings).toEqual([]);
  });

  it('keeps a feature without a shape, leaves deleted ones out and declares nothing without .prj', async () => {
    const shapes = shapeFile([[OUTER], [], [OUTER]]);

    const { layer } = await read({ ...shapes, dbf: dbf(['1', '2', '3'], [0]) });

    expect(layer?.features.map(({ row, geometry }) => [row, geometry?.type])).toEqual([
      [2, undefined],
      [3, 'Polygon'],
    ]);
    expect(layer?.declaredCrs).toBeNull();
  });

  it('names every companion that is missing', async () => {
    const { findings } = await read({ shp: shapeFile([[OUTER]]).shp });

    expect(findings).toMatchObject([
      { code: 'format.companion-missing', expected: '.shx' },
      { code: 'format.companion-missing', expected: '.dbf' },
    ]);
  });

  it('refuses parts that do not belong together, are cut off or empty', async () => {
    const whole = parts([[OUTER], [ISLAND]], ['1', '2']);

    expect((await read({ ...whole, dbf: dbf(['1']) })).findings).toMatchObject([
      { code: 'format.shapefile-broken', found: '.shp 2, .shx 2, .dbf 1' },
    ]);
    expect((await read({ ...whole, shx: shapeFile([[OUTER]]).shx })).codes).toEqual([
      'format.shapefile-broken',
    ]);
    expect((await read({ ...whole, shp: whole.shp.subarray(0, 150) })).codes).toEqual([
      'format.shapefile-broken',
    ]);
    expect((await read({ ...whole, dbf: whole.dbf.subarray(0, 70) })).codes).toEqual([
      'format.shapefile-broken',
    ]);
    expect((await read(parts([], []))).codes).toEqual(['format.no-features']);
  });

  it('refuses a .cpg that the table refutes', async () => {
    const { codes } = await read({
      ...shapeFile([[OUTER]]),
      dbf: dbf([Buffer.from('S\u00fcd', 'latin1') as unknown as string]),
      cpg: 'UTF-8',
    });

    expect(codes).toEqual(['format.encoding-contradicts']);
  });
});

describe.skipIf(!present)('readShapefile on real files', () => {
  async function sample(path: string) {
    const findings: Finding[] = [];
    const companions = ['.shx', '.dbf', '.prj', '.cpg']
      .map((ending) => ({ file: `${basename(path)}${ending}`, path: `${SAMPLES}${path}${ending}` }))
      .filter((companion) => existsSync(companion.path));
    const source = { file: `${basename(path)}.shp`, path: `${SAMPLES}${path}.shp`, companions };
    return { layer: await readShapefile(source, (f) => findings.push(f)), findings };
  }

  it.each([
    ['koeln/Stadtbezirk', 9],
    ['koeln/Stadtteil', 86],
    ['koeln/Stadtviertel', 371],
    ['vg2500/VG2500_KRS', 400],
  ])('reads %s', async (path, count) => {
    const { layer, findings } = await sample(path);

    expect(layer?.features.length).toBe(count);
    expect(layer?.features.every(({ geometry }) => geometry !== null)).toBe(true);
    expect(layer?.declaredCrs?.kind).toBe('wkt');
    expect(findings).toEqual([]);
  });

  it('reads umlauts by the language byte (Köln) and by the .cpg (VG2500)', async () => {
    const koeln = await sample('koeln/Stadtteil');
    const kreise = await sample('vg2500/VG2500_KRS');

    expect(koeln.layer?.features.map(({ properties }) => properties['STT_NAME'])).toContain('Mülheim');
    expect(kreise.layer?.features.map(({ properties }) => properties['GEN'])).toContain('Köln');
  });
});

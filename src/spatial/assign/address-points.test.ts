import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import type { Finding } from '../../core/finding.ts';
import type { AddressPoint } from './address-point.ts';
import { readBuildingReferences } from './read-building-references.ts';
import { readHouseCoordinates } from './read-house-coordinates.ts';

const EXCERPTS = fileURLToPath(
  new URL('../../../../shared/samples/streets_addresses/excerpts/', import.meta.url),
);
const present = existsSync(EXCERPTS);
if (!present) process.stderr.write('The excerpts of address files are not there: their tests are skipped.\n');

const HK_HEADER =
  'nba;oid;qua;landschl;land;regbezschl;regbez;kreisschl;kreis;gmdschl;gmd;ottschl;ott;strschl;str;hnr;adz;zone;ostwert;nordwert';

function reference(
  east: string,
  north: string,
  more: { hnr?: string; zone?: string; ags?: string } = {},
): string {
  const { hnr = '12', zone = '32', ags = '05158008' } = more;
  const keys = [
    ags.slice(0, 2),
    'Land',
    ags.slice(2, 3),
    'Bezirk',
    ags.slice(3, 5),
    'Kreis',
    ags.slice(5),
    'Ort',
  ];
  return [
    'N',
    'ID',
    'a',
    ...keys,
    '0000',
    '',
    '00146',
    'Am Bühl',
    hnr,
    'a',
    zone,
    east,
    north,
    '2026-07-01',
  ].join(';');
}

async function collect(
  read: typeof readBuildingReferences | typeof readHouseCoordinates,
  content: { header: readonly string[]; rows: readonly string[]; agsStart?: string; firstRow?: number },
) {
  const findings: Finding[] = [];
  const { header, firstRow = 1, agsStart = '' } = content;
  const table = memoryTable({
    file: 'adressen.txt',
    header,
    firstRow,
    rows: content.rows.map((line) => line.split(';')),
  });
  const points: AddressPoint[] = [];
  for await (const point of read(table, { agsStart }, (f) => findings.push(f))) points.push(point);
  return { points, codes: findings.map(({ code, place }) => `${code} ${place.row}`) };
}

const references = (rows: readonly string[], agsStart?: string) =>
  collect(readBuildingReferences, { header: [], rows, ...(agsStart === undefined ? {} : { agsStart }) });

describe('readBuildingReferences', () => {
  it('reads both decimal signs and both ways to write the easting', async () => {
    const { points, codes } = await references([
      reference('365471.472', '5721550.800'),
      reference('365471,472', '5721550,8'),
      reference('32365471.472', '5721550.800'),
    ]);

    expect(codes).toEqual([]);
    expect(points).toHaveLength(3);
    for (const point of points) expect(point).toMatchObject({ east: 365_471.472, north: 5_721_550.8 });
    expect(points[0]).toMatchObject({
      row: 1,
      gemeinde: '05158008',
      streetKey: '00146',
      streetName: 'Am Bühl',
      hnr: '12',
      adz: 'a',
      quality: 'A',
    });
  });

  it('reads the wanted Kreis only, and says nothing about the faults of others', async () => {
    const { points, codes } = await references(
      [reference('x', 'y', { ags: '05111000' }), reference('365471.4', '5721550.8')],
      '05158',
    );

    expect(points).toHaveLength(1);
    expect(codes).toEqual([]);
  });

  it('refuses coordinates of another system and what is no coordinate', async () => {
    const { points, codes } = await references([
      reference('5721550.8', '365471.4'),
      reference('2507000.0', '5660000.0'),
      reference('6.77', '51.2'),
      reference('365471.4', '5721550.8', { zone: '33' }),
      reference('', ''),
      'N;ID;A;05',
    ]);

    expect(points).toEqual([]);
    expect(codes).toEqual([
      'assignment.coordinate-system 1',
      'assignment.coordinate-system 2',
      'assignment.coordinate-system 3',
      'assignment.coordinate-system 4',
      'assignment.coordinate-unreadable 5',
      'assignment.address-fields 6',
    ]);
  });

  it.skipIf(!present)('reads the excerpt of the official file', async () => {
    const text = readFileSync(`${EXCERPTS}gebref_nrw_2026-07_excerpt.txt`, 'utf8');

    const { points, codes } = await references(text.split(/\r?\n/).filter((line) => line !== ''));

    expect(codes).toEqual([]);
    expect(points.map((p) => [p.gemeinde, p.streetKey, p.streetName, p.hnr, p.adz, p.quality])).toEqual([
      ['05562024', '07146', 'Polsumer Straße', '2', '', 'C'],
      ['05962052', '02418', 'Marl', '2', 'a', 'A'],
    ]);
  });
});

describe('readHouseCoordinates', () => {
  it('finds its columns by name, in any order and with the spelling of each Land', async () => {
    const header = 'nordwert;ostwert;adz;hnr;str;strschl;gmdschl;kreissch;regbezschl;landschl;qua'.split(';');

    const { points, codes } = await collect(readHouseCoordinates, {
      header,
      rows: ['5721550,8;365471,4;a;12;Am Bühl;00146;8;58;1;05;b'],
    });

    expect(codes).toEqual([]);
    expect(points).toEqual([
      {
        row: 1,
        gemeinde: '05158008',
        streetKey: '00146',
        streetName: 'Am Bühl',
        hnr: '12',
        adz: 'a',
        east: 365_471.4,
        north: 5_721_550.8,
        quality: 'B',
      },
    ]);
  });

  it('stops where a column is missing', async () => {
    const { points, codes } = await collect(readHouseCoordinates, { header: ['str', 'hnr'], rows: ['A;1'] });

    expect(points).toEqual([]);
    expect(new Set(codes)).toEqual(new Set(['assignment.column-missing 0']));
  });

  it.skipIf(!present)('reads the excerpt of Baden-Württemberg', async () => {
    const [header = '', ...rows] = readFileSync(`${EXCERPTS}hkde_bw_v5.2_excerpt.csv`, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');

    const { points, codes } = await collect(readHouseCoordinates, {
      header: header.split(';'),
      rows,
      firstRow: 2,
    });

    expect(header.startsWith(HK_HEADER)).toBe(true);
    expect(codes).toEqual([]);
    expect(points[0]).toMatchObject({
      row: 2,
      gemeinde: '08317096',
      streetName: 'Schwalbenweg',
      hnr: '106',
      east: 420_637.51,
    });
  });
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { rawValue, type RawRow } from '../core/table.ts';
import type { Finding } from '../core/finding.ts';
import type { GeoLayer } from './geo-layer.ts';
import { epsgCode, readGml, type GmlOptions } from './gml.ts';
import { readGmlPoints } from './gml-points.ts';

const folder = tempFolder();
const ESSEN = path.resolve(
  import.meta.dirname,
  '../../../shared/samples/streets_addresses/essen/wfs_page_000.gml',
);
const samplePresent = existsSync(ESSEN);
if (!samplePresent) process.stdout.write('samples are not here: the reading of a real WFS page is skipped\n');

const HEAD = '<wfs:FeatureCollection xmlns:wfs="w" xmlns:gml="g" xmlns:a="https:intern:6443/x">';
const SQUARE = '350000 5700000 350100 5700000 350100 5700100 350000 5700100 350000 5700000';

function page(...members: readonly string[]): string {
  const inner = members.map((one) => `<wfs:member>${one}</wfs:member>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${HEAD}${inner}</wfs:FeatureCollection>`;
}

function area(shape: string, properties = '<a:NR>002</a:NR>'): string {
  return `<a:Quartier gml:id="q.1">${properties}<a:GEOM>${shape}</a:GEOM></a:Quartier>`;
}

function polygon(posList: string, srs = 'urn:ogc:def:crs:EPSG::25832'): string {
  return `<gml:Polygon srsName="${srs}"><gml:exterior><gml:LinearRing><gml:posList>${posList}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
}

async function layer(
  text: string,
  options: GmlOptions = {},
): Promise<{ read: GeoLayer | undefined; codes: string[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  const read = await readGml(folder.write('ebene.gml', text), options, (one) => void findings.push(one));
  return { read, codes: findings.map(({ code }) => code), findings };
}

async function table(text: string, options: GmlOptions = {}) {
  return points(folder.write('punkte.gml', text), options);
}

async function points(source: { file: string; path: string }, options: GmlOptions = {}) {
  const findings: Finding[] = [];
  const read = await readGmlPoints(source, options, (one) => void findings.push(one));
  const rows: RawRow[] = [];
  if (read) for await (const batch of read.rows) rows.push(...batch);
  return {
    columns: read?.columns.map(({ path: [name] }) => name),
    rows: rows.map(({ cells }) => cells.map(rawValue)),
    numbers: rows.map(({ row }) => row),
    codes: findings.map(({ code }) => code),
  };
}

describe('polygons of GML', () => {
  it('come as a layer with properties as text, by local name', async () => {
    const { read, codes } = await layer(page(area(polygon(SQUARE))));

    expect(codes).toEqual([]);
    expect(read).toMatchObject({
      declaredCrs: { kind: 'epsg', code: 25832, text: 'urn:ogc:def:crs:EPSG::25832' },
      droppedOrdinates: 0,
      features: [{ row: 1, properties: { id: 'q.1', NR: '002' }, geometry: { type: 'Polygon' } }],
    });
    expect(read?.features[0]?.geometry?.coordinates[0]?.[1]).toEqual([350_100, 5_700_000]);
  });

  it('have the east value first, whichever order the file writes', async () => {
    const turned = SQUARE.split(' ').flatMap((_, i, all) => (i % 2 ? [] : [all[i + 1], all[i]]));

    const straight = await layer(page(area(polygon(SQUARE))));
    const northFirst = await layer(page(area(polygon(turned.join(' ')))));
    const degrees = await layer(page(area(polygon('51.4 7 51.4 7.1 51.5 7.1 51.4 7', 'EPSG:4326'))));

    expect(northFirst.read).toEqual(straight.read);
    expect(degrees.read?.features[0]?.geometry?.coordinates[0]?.[0]).toEqual([7, 51.4]);
  });

  it('are not read where the order is unclear, mixed, or another one than declared', async () => {
    const unclear = await layer(page(area(polygon('10 20 30 20 30 40 10 20'))));
    const declared = await layer(page(area(polygon('10 20 30 20 30 40 10 20'))), { axes: 'north-east' });
    const mixed = await layer(page(area(polygon(SQUARE)), area(polygon('51.4 7 51.4 7.1 51.5 7.1 51.4 7'))));
    const against = await layer(page(area(polygon(SQUARE))), { axes: 'north-east' });

    expect([unclear.codes, mixed.codes, against.codes]).toEqual(
      Array.from({ length: 3 }, () => ['format.gml-axes']),
    );
    expect(declared.read?.features[0]?.geometry?.coordinates[0]?.[0]).toEqual([20, 10]);
  });

  it('may have holes, parts, a third ordinate and the notations of GML 2 and 3', async () => {
    const ring = (list: string) => `<gml:LinearRing><gml:posList>${list}</gml:posList></gml:LinearRing>`;
    const whole = `<gml:MultiSurface srsName="EPSG:25832"><gml:surfaceMember><gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior>${ring(SQUARE)}</gml:exterior><gml:interior>${ring(SQUARE)}</gml:interior></gml:PolygonPatch></gml:patches></gml:Surface></gml:surfaceMember><gml:surfaceMember><gml:Polygon><gml:exterior>${ring(SQUARE)}</gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>`;
    const high = `<gml:Polygon srsDimension="3"><gml:exterior><gml:LinearRing><gml:posList>350000 5700000 1 350100 5700000 1 350100 5700100 1 350000 5700000 1</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
    const old = `<gml:Polygon srsName="http://www.opengis.net/gml/srs/epsg.xml#25832"><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>350000,5700000 350100,5700000\n350100,5700100 350000,5700000</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon>`;
    const comma = `<gml:Polygon><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates decimal="," cs=" " ts=";">350000,5 5700000;350100 5700000;350100 5700100;350000,5 5700000</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon>`;
    const chain = `<gml:Polygon><gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>350000 5700000 350100 5700000</gml:posList></gml:LineString></gml:curveMember><gml:curveMember><gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>350100 5700000 350100 5700100 350000 5700000</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>`;

    const read = await Promise.all([whole, high, old, comma, chain].map((shape) => table2(shape)));

    async function table2(shape: string) {
      const source = folder.write(`form-${shape.length}.gml`, page(area(shape)));
      const found = await readGml(source, {}, (one) => expect(one.code).toBe('none'));
      const { geometry } = found?.features[0] ?? {};
      return [geometry?.type, JSON.stringify(geometry?.coordinates).length > 20, found?.droppedOrdinates];
    }
    expect(read).toEqual([
      ['MultiPolygon', true, 0],
      ['Polygon', true, 4],
      ['Polygon', true, 0],
      ['Polygon', true, 0],
      ['Polygon', true, 0],
    ]);
  });

  it('that are none, are bent, or cannot be read are told apart', async () => {
    const { read, codes } = await layer(
      page(
        area('<gml:Point><gml:pos>350000 5700000</gml:pos></gml:Point>'),
        area(
          '<gml:Polygon><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Arc/></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>',
        ),
        area(polygon('350000 5700000 350100')),
        '<a:Quartier><a:NR>004</a:NR></a:Quartier>',
      ),
    );

    expect(read?.features.map(({ geometry, otherType }) => [geometry, otherType])).toEqual([
      [null, 'Point'],
      [null, 'Curve'],
      [null, undefined],
      [null, undefined],
    ]);
    expect(codes).toEqual(['format.geometry-broken']);
  });

  it('with two geometries need the name of one', async () => {
    const two = area(
      polygon(SQUARE),
      `<a:MITTE><gml:Point><gml:pos>350050 5700050</gml:pos></gml:Point></a:MITTE>`,
    );

    const unnamed = await layer(page(two));
    const named = await layer(page(two), { geometry: 'GEOM' });

    expect(unnamed.codes).toEqual(['format.gml-geometries']);
    expect(named.codes).toEqual([]);
    expect(named.read?.features[0]?.geometry?.type).toBe('Polygon');
  });

  it('are declared in one coordinate system, or in the one that the level names', async () => {
    const mixed = await layer(page(area(polygon(SQUARE)), area(polygon(SQUARE, 'EPSG:4647'))));
    const unknown = page(area(polygon(SQUARE, 'urn:ogc:def:crs:EPSG::102329')));

    const announced = await layer(unknown);
    const named = await layer(unknown, { srs: 'EPSG:25832' });

    expect(mixed.codes).toEqual(['format.gml-srs']);
    expect(announced.read?.declaredCrs).toMatchObject({ code: 102_329 });
    expect(named.read?.declaredCrs).toMatchObject({ code: 25_832 });
  });

  it('of several types need the name of one', async () => {
    const other = '<a:Bezirk gml:id="b.1"><a:NR>1</a:NR></a:Bezirk>';

    const unnamed = await layer(page(area(polygon(SQUARE)), other));
    const named = await layer(page(area(polygon(SQUARE)), other), { type: 'Quartier' });
    const wrong = await layer(page(other), { type: 'Quartier' });

    expect([unnamed.codes, wrong.codes]).toEqual([['format.gml-types'], ['format.gml-types']]);
    expect(named.read?.features).toHaveLength(1);
  });
});

describe('a file that is no GML', () => {
  it.each([
    ['<a><b></a>', 'format.xml-broken'],
    [page(area(polygon(SQUARE))).slice(0, -20), 'format.xml-broken'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'format.xml-broken'],
    ['<html><body/></html>', 'format.not-gml'],
    [page(), 'format.no-features'],
    [
      '<ows:ExceptionReport><ows:Exception><ows:ExceptionText>Layer not found</ows:ExceptionText></ows:Exception></ows:ExceptionReport>',
      'format.gml-exception',
    ],
    ['', 'format.empty'],
  ])('%j is %s', async (text, code) => {
    const { read, codes } = await layer(text);

    expect(read).toBeUndefined();
    expect(codes).toEqual([code]);
  });
});

describe('points of GML', () => {
  const point = (nr: string, pos: string) =>
    `<a:Adresse gml:id="a.${nr}"><a:NR>${nr}</a:NR><a:GEOM><gml:Point><gml:pos>${pos}</gml:pos></gml:Point></a:GEOM></a:Adresse>`;

  it('are rows of text with a position in numbers; what a feature does not say is blank', async () => {
    const extra =
      '<a:Adresse><a:NR>2</a:NR><a:ZUSATZ>b</a:ZUSATZ><a:GEOM><gml:Point><gml:pos>350001 5700001</gml:pos></gml:Point></a:GEOM></a:Adresse>';

    const read = await table(page(point('007', '350000.5 5700000'), extra));

    expect(read).toEqual({
      columns: ['id', 'NR', 'ZUSATZ', 'position_east', 'position_north'],
      rows: [
        ['a.007', '007', '', 350_000.5, 5_700_000],
        ['', '2', 'b', 350_001, 5_700_001],
      ],
      numbers: [1, 2],
      codes: [],
    });
  });

  it('in a file of another kind are findings, not rows', async () => {
    const read = await table(
      page(point('1', '350000 5700000'), area(polygon(SQUARE)).replaceAll('Quartier', 'Adresse')),
    );

    expect(read.rows).toHaveLength(1);
    expect(read.codes).toEqual(['format.no-point']);
  });

  it('of an older service in Latin-1 keep their umlauts', async () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><FeatureCollection><featureMember><Ort fid="1"><NAME>Köln-Mülheim</NAME><G><Point><coordinates>7.0,51.0</coordinates></Point></G></Ort></featureMember></FeatureCollection>`;
    const source = folder.write('latin.gml', Buffer.from(text, 'latin1'));

    const read = await points(source);

    expect(read.rows).toEqual([['1', 'Köln-Mülheim', 7, 51]]);
  });
});

describe('epsgCode', () => {
  it.each([
    ['EPSG:25832', 25_832],
    ['urn:ogc:def:crs:EPSG::25832', 25_832],
    ['urn:x-ogc:def:crs:EPSG:6.9:4647', 4647],
    ['http://www.opengis.net/gml/srs/epsg.xml#31466', 31_466],
    ['http://www.opengis.net/def/crs/EPSG/0/3044', 3044],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', undefined],
  ])('reads %s', (text, code) => {
    expect(epsgCode(text)).toBe(code);
  });
});

describe.skipIf(!samplePresent)('a real page of addresses', () => {
  it('holds a thousand points; its attribute X is the north value, the position is not', async () => {
    const read = await points({ file: 'wfs_page_000.gml', path: ESSEN });

    const at = (name: string) => read.columns?.indexOf(name) ?? -1;
    const [first] = read.rows;
    expect(read.codes).toEqual([]);
    expect(read.rows).toHaveLength(1000);
    expect(first?.[at('X')]).toBe('5710920');
    expect(first?.[at('Y')]).toBe('32362105');
    expect([first?.[at('position_east')], first?.[at('position_north')]]).toEqual([32_362_105, 5_710_920]);
    expect(read.rows.every((row) => Number(row[at('Y')]) === row[at('position_east')])).toBe(true);
  });
});

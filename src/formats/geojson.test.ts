import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { Finding } from '../core/finding.ts';
import { readGeojson } from './geojson.ts';

const folder = tempFolder();
const ESSEN = fileURLToPath(
  new URL('../../../shared/samples/spatial_units/essen/stadtbezirke.geojson', import.meta.url),
);
const present = existsSync(ESSEN);
if (!present) process.stdout.write('geojson.test: sample file is not there, its test is skipped\n');

async function read(content: unknown) {
  const findings: Finding[] = [];
  const text =
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
  const layer = await readGeojson(folder.write('gebiete.geojson', text), (f) => findings.push(f));
  return { layer, findings, codes: findings.map((f) => f.code) };
}

const RING = [
  [7, 51],
  [8, 51],
  [8, 52],
  [7, 51],
];

function feature(geometry: unknown, properties: unknown = {}) {
  return { type: 'Feature', properties, geometry };
}

function collection(features: unknown[], more: object = {}) {
  return { type: 'FeatureCollection', features, ...more };
}

describe('readGeojson', () => {
  it('reads polygons and their properties as they are', async () => {
    const { layer, findings } = await read(
      collection([
        feature(
          { type: 'Polygon', coordinates: [RING] },
          { key: '01', Einwohner: 12, leer: null, liste: [1] },
        ),
        feature({ type: 'MultiPolygon', coordinates: [[RING]] }),
      ]),
    );

    expect(layer).toEqual({
      file: 'gebiete.geojson',
      declaredCrs: null,
      droppedOrdinates: 0,
      features: [
        {
          row: 1,
          properties: { key: '01', Einwohner: 12, leer: null, liste: '[1]' },
          geometry: { type: 'Polygon', coordinates: [RING] },
        },
        { row: 2, properties: {}, geometry: { type: 'MultiPolygon', coordinates: [[RING]] } },
      ],
    });
    expect(findings).toEqual([]);
  });

  it('drops further ordinates and counts them', async () => {
    const ring = RING.map(([x, y]) => [x, y, 0, 0]);

    const { layer } = await read(collection([feature({ type: 'Polygon', coordinates: [ring] })]));

    expect(layer?.droppedOrdinates).toBe(8);
    expect(layer?.features[0]?.geometry?.coordinates).toEqual([RING]);
  });

  it('keeps features without polygon and says what they are', async () => {
    const { layer, findings } = await read(
      collection([feature(null), feature({ type: 'Point', coordinates: [7, 51] }), feature(undefined)]),
    );

    expect(layer?.features.map(({ geometry, otherType }) => [geometry, otherType])).toEqual([
      [null, undefined],
      [null, 'Point'],
      [null, undefined],
    ]);
    expect(findings).toEqual([]);
  });

  it.each([
    [{ type: 'Polygon', coordinates: [[[7, null]]] }],
    [{ type: 'Polygon', coordinates: [RING[0]] }],
    [{ type: 'MultiPolygon', coordinates: [RING] }],
    [{ type: 'Polygon' }],
    [{ type: 'Polygon', coordinates: [[[7]]] }],
    [{ coordinates: [] }],
    ['Polygon'],
  ])('reports the unreadable geometry %j at its feature', async (geometry) => {
    const { layer, findings } = await read(collection([feature(null), feature(geometry)]));

    expect(layer?.features[1]?.geometry).toBeNull();
    expect(findings).toMatchObject([{ code: 'format.geometry-broken', place: { row: 2 } }]);
  });

  it.each([
    ['urn:ogc:def:crs:EPSG::3044', { kind: 'epsg', code: 3044 }],
    ['urn:ogc:def:crs:EPSG:6.9:25832', { kind: 'epsg', code: 25832 }],
    ['EPSG:31466', { kind: 'epsg', code: 31466 }],
    ['http://www.opengis.net/def/crs/EPSG/0/4647', { kind: 'epsg', code: 4647 }],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', { kind: 'other' }],
  ])('reads the coordinate system %s', async (name, expected) => {
    const { layer } = await read(
      collection([feature(null)], { crs: { type: 'name', properties: { name } } }),
    );

    expect(layer?.declaredCrs).toEqual({ ...expected, text: name });
  });

  it('takes the id of a feature for a property where there is none of that name', async () => {
    const { layer } = await read(
      collection([
        { ...feature(null, { name: 'a' }), id: 'ST10' },
        { ...feature(null, { id: 7 }), id: 'ST11' },
      ]),
    );

    expect(layer?.features.map(({ properties }) => properties)).toEqual([
      { id: 'ST10', name: 'a' },
      { id: 7 },
    ]);
  });

  it('names line and column of broken JSON without quoting the content', async () => {
    const { layer, findings } = await read(
      '{"type":"FeatureCollection",\n "features":[{"name":"Muster" "x"}]}',
    );

    expect(layer).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'format.json-broken', place: { row: 2 }, found: '2:31' }]);
    expect(JSON.stringify(findings)).not.toContain('Muster');
  });

  it('refuses JSON of another kind, an empty collection, an empty file and bytes that are not UTF-8', async () => {
    expect((await read({ type: 'Feature' })).codes).toEqual(['format.not-a-feature-collection']);
    expect((await read('[1]')).codes).toEqual(['format.not-a-feature-collection']);
    expect((await read(collection([]))).codes).toEqual(['format.no-features']);
    expect((await read('')).codes).toEqual(['format.empty']);
    const latin = iconv.encode(JSON.stringify(collection([feature(null, { n: 'Süd' })])), 'windows-1252');
    expect((await read(latin)).codes).toEqual(['format.encoding-contradicts']);
  });

  it.skipIf(!present)('reads the Essen districts with their positions of four numbers', async () => {
    const findings: Finding[] = [];

    const layer = await readGeojson({ file: 'stadtbezirke.geojson', path: ESSEN }, (f) => findings.push(f));

    expect(layer?.features.length).toBe(9);
    expect(layer?.droppedOrdinates).toBe(57_492);
    expect(findings).toEqual([]);
  });
});

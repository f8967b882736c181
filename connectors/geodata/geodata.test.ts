import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rawValue, type DeliveryOffer, type Layout } from '../../src/sdk/index.ts';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout, type ReadResult } from '../../tests/connectors/read-layout.ts';
import { geojson } from './geojson.ts';
import { geojsonPoints } from './geojson-points.ts';
import { geopackage } from './geopackage.ts';
import { gml } from './gml.ts';
import { gmlPoints } from './gml-points.ts';
import { geodata } from './index.ts';
import { shapefile } from './shapefile.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const SAMPLES = path.resolve(import.meta.dirname, '../../../shared/samples/spatial_units');
const samplesPresent = existsSync(SAMPLES);
if (!samplesPresent) process.stdout.write('samples are not here: readings of real polygons are skipped\n');

describeConnector(geodata, {
  folder: import.meta.dirname,
  config: { files: ['*.geojson', '*.shp', '*.gpkg', '*.gml', 'gebref.txt', 'strassen.dbf'] },
  layouts: {
    geojson: [{ offer: 'quartiere.geojson', options: {} }],
    'geojson-points': [{ offer: 'einrichtungen.geojson', options: {} }],
    gml: [{ offer: 'quartiere.gml', options: {} }],
    'gml-points': [{ offer: 'adressen.gml', options: {} }],
    shapefile: [{ offer: 'Bezirke.SHP', options: {} }],
    geopackage: [{ offer: 'raumeinheiten.gpkg', options: { layer: 'quartiere' } }],
    dbf: [{ offer: 'strassen.dbf', options: {} }],
    'building-references': [{ offer: 'gebref.txt', options: {} }],
  },
});

async function offers(files: string, deliveries = FIXTURES): Promise<DeliveryOffer[]> {
  const context = { deliveries, signal: new AbortController().signal, secret: () => '' };
  const found: DeliveryOffer[] = [];
  for await (const offer of geodata.list(geodata.configSchema.parse({ files }), context)) found.push(offer);
  return found;
}

async function read<Options>(
  layout: Layout<Options>,
  file: string,
  options: unknown = {},
  companions: readonly string[] = [],
): Promise<ReadResult> {
  return readLayout(
    layout,
    await landed(path.resolve(FIXTURES, file), companions),
    layout.options.parse(options),
  );
}

const codes = ({ findings }: ReadResult): string[] => findings.map((f) => f.code);

describe('configuration', () => {
  const wfs = {
    hosts: ['geo.example.de'],
    url: 'https://geo.example.de/wfs',
    type: 'a:b',
    srs: 'EPSG:25832',
  };

  it('names files or a service, not both and not neither', () => {
    const accepts = (config: unknown) => geodata.configSchema.safeParse(config).success;

    expect([accepts({ wfs }), accepts({ files: '*.shp' }), accepts({ inbox: { folder: 'geo' } })]).toEqual([
      true,
      true,
      true,
    ]);
    expect([accepts({}), accepts({ wfs, files: '*.shp' })]).toEqual([false, false]);
  });

  it('offers a feature type as one file that a level can name', async () => {
    const config = geodata.configSchema.parse({ wfs: { ...wfs, format: 'gml', as: 'quartiere-2026' } });
    const context = { deliveries: FIXTURES, signal: new AbortController().signal, secret: () => '' };
    const found: DeliveryOffer[] = [];
    for await (const offer of geodata.list(config, context)) found.push(offer);

    expect(found).toEqual([
      { id: 'geo.example.de/quartiere-2026.gml', file: 'quartiere-2026.gml', companions: [] },
    ]);
  });
});

describe('list', () => {
  it('brings the parts of a shapefile together whatever the case of their names', async () => {
    const [offer, ...others] = await offers('bezirke.*');

    expect(others).toEqual([]);
    expect(offer).toEqual({
      id: 'Bezirke.SHP',
      file: 'Bezirke.SHP',
      companions: ['Bezirke.cpg', 'Bezirke.prj', 'Bezirke.shx', 'bezirke.DBF'],
    });
  });

  it('gives other files no companions', async () => {
    expect((await offers('quartiere*.geojson')).map((offer) => offer.companions)).toEqual([[]]);
  });
});

describe('layouts', () => {
  it('delivers the areas of each form with their properties and the declared coordinate system', async () => {
    const [offer] = await offers('bezirke.shp');

    const fromJson = await read(geojson, 'quartiere.geojson');
    const fromShapes = await read(shapefile, 'Bezirke.SHP', {}, offer?.companions);
    const fromPackage = await read(geopackage, 'raumeinheiten.gpkg', { layer: 'quartiere' });

    expect([fromJson, fromShapes, fromPackage].flatMap(codes)).toEqual([]);
    expect(fromJson.layer?.features[1]).toMatchObject({
      row: 2,
      properties: { nr: '002', name: 'Südstadt' },
    });
    expect(fromShapes.layer?.features[1]?.properties).toEqual({ NR: '002', NAME: 'Südstadt' });
    expect(fromShapes.layer?.declaredCrs).toMatchObject({ kind: 'wkt' });
    expect(fromPackage.layer?.features[1]?.properties).toMatchObject({ nr: '002', name: 'Südstadt' });
    expect(fromPackage.layer?.declaredCrs).toMatchObject({ kind: 'epsg', code: 25832 });
    expect(fromPackage.layer?.features[1]?.geometry).toEqual(fromShapes.layer?.features[1]?.geometry);
  });

  it('delivers the points of a service with the east value first, whatever its X and Y hold', async () => {
    const result = await read(gmlPoints, 'adressen.gml');

    const [table] = result.tables;
    expect(codes(result)).toEqual([]);
    expect(table?.columns.map(({ path: [name] }) => name)).toEqual([
      'id',
      'STRSCHL',
      'HSNR',
      'Y',
      'X',
      'ZUSATZ',
      'position_east',
      'position_north',
    ]);
    expect(table?.rows[0]?.cells.map(rawValue)).toEqual([
      'Hauskoordinaten.1',
      '07319',
      '2',
      '32350100',
      '5700100',
      '',
      32_350_100,
      5_700_100,
    ]);
  });

  it('delivers points of GeoJSON with their values as they are', async () => {
    const result = await read(geojsonPoints, 'einrichtungen.geojson');

    const [table] = result.tables;
    expect(codes(result)).toEqual([]);
    expect(table?.columns.map(({ path: [name] }) => name)).toEqual([
      'id',
      'NR',
      'PLAETZE',
      'TRAEGER',
      'position_east',
      'position_north',
    ]);
    expect(table?.rows.map(({ cells }) => cells.map(rawValue))).toEqual([
      ['Kita.1', '007', 60, '', 350_100.5, 5_700_100],
      ['Kita.2', '008', '', 'Stadt', 350_200, 5_700_200],
    ]);
  });

  it('tells features without a point, and reads nothing where the order of the axes is unclear', async () => {
    const areas = await read(geojsonPoints, 'quartiere.geojson');
    const declared = await read(geojsonPoints, 'einrichtungen.geojson', { axes: 'north-east' });

    expect(new Set(codes(areas))).toEqual(new Set(['format.no-point']));
    expect(codes(declared)).toEqual(['format.gml-axes']);
    expect(declared.tables).toEqual([]);
  });

  it('delivers the areas of a service as those of a file', async () => {
    const result = await read(gml, 'quartiere.gml');

    expect(codes(result)).toEqual([]);
    expect(result.layer?.features.map(({ properties }) => properties)).toEqual([
      { id: 'Quartiere.1', NR: '001', NAME: 'Altstadt' },
      { id: 'Quartiere.2', NR: '002', NAME: 'Südstadt' },
    ]);
    expect(result.layer?.declaredCrs).toMatchObject({ kind: 'epsg', code: 25832 });
  });

  it('reads no shapefile without its parts', async () => {
    const result = await read(shapefile, 'Bezirke.SHP', {}, ['Bezirke.shx']);

    expect(result.layer).toBeUndefined();
    expect(codes(result)).toEqual(['format.companion-missing']);
  });

  it('wants to know the layer of a GeoPackage that holds several', async () => {
    const unnamed = await read(geopackage, 'raumeinheiten.gpkg');
    const other = await read(geopackage, 'raumeinheiten.gpkg', { layer: 'bezirke' });

    expect(codes(unnamed)).toEqual(['format.geopackage-layer']);
    expect(codes(other)).toEqual(['format.geopackage-layer']);
  });
});

describe.skipIf(!samplesPresent)('real polygons', () => {
  it.each([
    ['koeln/Stadtbezirk.shp', 9],
    ['koeln/Stadtteil.shp', 86],
    ['koeln/Stadtviertel.shp', 371],
    ['vg2500/VG2500_KRS.shp', 400],
  ])('reads %s with its companions', async (file, count) => {
    const [offer] = await offers(file, SAMPLES);

    const result = await read(shapefile, path.join(SAMPLES, file), {}, offer?.companions);

    expect(codes(result)).toEqual([]);
    expect(result.layer?.features).toHaveLength(count);
  });

  it('reads GeoJSON with positions of four numbers', async () => {
    const result = await read(geojson, path.join(SAMPLES, 'essen/stadtbezirke.geojson'));

    expect(codes(result)).toEqual([]);
    expect(result.layer?.features).toHaveLength(9);
    expect(result.layer?.droppedOrdinates).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { DeclaredCrs, GeoLayer } from '../formats/geo-layer.ts';
import { openCoordinateSystems } from './crs.ts';
import type { Box } from './polygons.ts';
import { decideCrs } from './witnesses.ts';

const systems = await openCoordinateSystems('config/grids');
const REGION: Box = [6.75, 50.8, 7.2, 51.1];
const SHIFTED_PRJ =
  'PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",2500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]],VERTCS["ETRS_1989",UNIT["Meter",1.0]]';
const SHIFTED_PROJ = '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=2500000 +y_0=0 +ellps=GRS80 +units=m';

/** A layer of one square of the given size whose south-west corner is the given point. */
function layer(x: number, y: number, size: number, rest: Partial<GeoLayer> = {}): GeoLayer {
  const ring: [number, number][] = [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ];
  return {
    file: 'stadtteile.shp',
    features: [{ row: 1, properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
    declaredCrs: null,
    droppedOrdinates: 0,
    ...rest,
  };
}
function epsg(code: number): { declaredCrs: DeclaredCrs } {
  return { declaredCrs: { kind: 'epsg', code, text: `EPSG:${code}` } };
}
function decide(question: GeoLayer, declared?: { proj: string; reason: string }) {
  return decideCrs({ layer: question, region: REGION, systems, declared });
}
function codes(decision: ReturnType<typeof decide>) {
  return decision.findings.map((f) => `${f.severity} ${f.code}`);
}

describe('decideCrs', () => {
  it('accepts a layer on which all three witnesses agree, without a word', () => {
    const decision = decide(layer(356_000, 5_645_000, 2000, epsg(25832)));

    expect(decision).toEqual({
      crs: { kind: 'registered', code: 25832, axes: 'east-north' },
      findings: [],
    });
  });

  it.each([
    [4647, layer(32_356_000, 5_645_000, 2000, epsg(4647))],
    [31466, layer(2_567_000, 5_645_000, 2000, epsg(31466))],
    [31467, layer(3_356_000, 5_645_000, 2000, epsg(31467))],
    [3035, layer(4_106_000, 3_098_000, 2000, epsg(3035))],
    [4326, layer(6.9, 50.9, 0.1, epsg(4326))],
  ])('accepts EPSG:%i', (code, question) => {
    expect(decide(question).crs).toMatchObject({ kind: 'registered', code });
  });

  it('decides by range and position where the file says nothing, and says so', () => {
    const decision = decide(layer(2_567_000, 5_645_000, 2000));

    expect(decision.crs).toMatchObject({ code: 31466 });
    expect(codes(decision)).toEqual(['info spatial.crs-undeclared']);
  });

  it('refuses a declaration that the numbers contradict', () => {
    const decision = decide(layer(356_000, 5_645_000, 2000, epsg(31467)));

    expect(decision.crs).toBeNull();
    expect(codes(decision)).toEqual(['block spatial.crs-disagrees']);
  });

  it('refuses a layer that comes to lie elsewhere, however well the rest agrees', () => {
    const decision = decide(layer(556_000, 5_745_000, 2000, epsg(25832)));

    expect(decision.crs).toBeNull();
    expect(decision.findings[0]?.found).toContain('außerhalb vom Gebiet');
    expect(decision.findings[0]?.expected).toContain('6,75–7,20 O');
  });

  it('refuses GeoJSON without a crs member whose numbers are metres', () => {
    const decision = decide(layer(356_000, 5_645_000, 2000, { file: 'stadtteile.geojson' }));

    expect(decision.crs).toBeNull();
    expect(decision.findings[0]?.found).toContain('RFC 7946');
  });

  it('refuses a layer in which one feature lies in another system', () => {
    const mixed = layer(356_000, 5_645_000, 2000, epsg(25832));
    const stray = layer(6.9, 50.9, 0.1).features;

    expect(decide({ ...mixed, features: [...mixed.features, ...stray] }).crs).toBeNull();
  });

  it('refuses an empty layer', () => {
    expect(codes(decide({ ...layer(0, 0, 1), features: [] }))).toEqual(['block spatial.layer-empty']);
  });
});

describe('decideCrs with a false easting of its own', () => {
  const shifted = layer(2_356_000, 5_645_000, 2000, { declaredCrs: { kind: 'wkt', wkt: SHIFTED_PRJ } });

  it('refuses the file and lets all three witnesses speak', () => {
    const decision = decide(shifted);

    expect(decision.crs).toBeNull();
    expect(codes(decision)).toEqual(['block spatial.crs-disagrees']);
    const found = decision.findings[0]?.found ?? '';
    expect(found).toMatch(/Angabe: WGS_1984_UTM_Zone_32N.*False_Easting 2500000 – kein hinterlegtes System/);
    expect(found).toMatch(/Zahlen: x 2356000–2358000, y 5645000–5647000 – kein hinterlegtes System/);
    expect(found).toMatch(/Lage: mit \+proj=tmerc.* im Gebiet/);
  });

  it('accepts it with a full declaration, and keeps the reason', () => {
    const decision = decide(shifted, { proj: SHIFTED_PROJ, reason: 'bestätigt am 3. März' });

    expect(decision.crs).toEqual({ kind: 'declared', proj: SHIFTED_PROJ });
    expect(codes(decision)).toEqual(['info spatial.crs-declared']);
    expect(decision.findings[0]?.found).toContain('bestätigt am 3. März');
  });

  it('refuses a full declaration that leads out of the region', () => {
    const wrong = SHIFTED_PROJ.replace('2500000', '500000');

    const decision = decide(shifted, { proj: wrong, reason: 'vertippt' });

    expect(decision.crs).toBeNull();
    expect(codes(decision)).toEqual(['block spatial.crs-disagrees']);
  });

  it('throws for a declaration that is none', () => {
    expect(() => decide(shifted, { proj: 'EPSG:25832', reason: 'x' })).toThrow(/Koordinatensystem/);
  });
});

describe('decideCrs with the axes of EPSG:3044', () => {
  it('takes east before north where the numbers say so', () => {
    const decision = decide(layer(356_000, 5_645_000, 2000, epsg(3044)));

    expect(decision.crs).toEqual({ kind: 'registered', code: 25832, axes: 'east-north' });
    expect(codes(decision)).toEqual(['info spatial.axis-order']);
  });

  it('takes north before east where the numbers say so', () => {
    const decision = decide(layer(5_645_000, 356_000, 2000, epsg(3044)));

    expect(decision.crs).toEqual({ kind: 'registered', code: 25832, axes: 'north-east' });
    expect(codes(decision)).toEqual(['info spatial.axis-order']);
  });

  it('refuses swapped numbers under a name that is always east before north', () => {
    expect(decide(layer(5_645_000, 356_000, 2000, epsg(5555))).crs).toBeNull();
    expect(decide(layer(50.9, 6.9, 0.1, { file: 'a.geojson' })).crs).toBeNull();
  });

  it('refuses numbers that fit neither order', () => {
    expect(decide(layer(1_356_000, 5_645_000, 2000, epsg(3044))).crs).toBeNull();
  });
});

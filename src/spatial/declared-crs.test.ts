import { describe, expect, it } from 'vitest';
import type { DeclaredCrs } from '../formats/geo-layer.ts';
import { declarationOf } from './declared-crs.ts';

function tmerc(name: string, parameters: string, spheroid: string, tail = ''): string {
  return `PROJCS["${name}",GEOGCS["g",DATUM["d",SPHEROID[${spheroid}]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],${parameters},UNIT["Meter",1.0]${tail}]`;
}
function parameters(lon: number, scale: number, east: number): string {
  return `PARAMETER["False_Easting",${east}],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",${lon}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0]`;
}
const GRS80 = '"GRS_1980",6378137.0,298.257222101';
const WGS84 = '"WGS_1984",6378137.0,298.257223563';
const BESSEL = '"Bessel_1841",6377397.155,299.1528128';

function ofWkt(wkt: string) {
  return declarationOf({ file: 'a.shp', declaredCrs: { kind: 'wkt', wkt } });
}
function of(declaredCrs: DeclaredCrs) {
  return declarationOf({ file: 'a.geojson', declaredCrs });
}

describe('declarationOf', () => {
  it.each([
    [25832, ofWkt(tmerc('UTM 32', parameters(9, 0.9996, 500000), GRS80))],
    [25832, ofWkt(tmerc('WGS 84 UTM 32', parameters(9, 0.9996, 500000), WGS84))],
    [4647, ofWkt(tmerc('zE-N', parameters(9, 0.9996, 32500000), GRS80))],
    [31466, ofWkt(tmerc('GK 2', parameters(6, 1, 2500000), BESSEL))],
    [31467, ofWkt(tmerc('GK 3', parameters(9, 1, 3500000), BESSEL))],
  ])('recognises EPSG:%i by its parameters, whatever its name', (code, declaration) => {
    expect(declaration?.system?.code).toBe(code);
  });

  it('recognises the European grid and WGS 84 degrees', () => {
    const laea = `PROJCS["LAEA",GEOGCS["g",DATUM["d",SPHEROID[${GRS80}]]],PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",52],PARAMETER["longitude_of_center",10],PARAMETER["false_easting",4321000],PARAMETER["false_northing",3210000],UNIT["metre",1]]`;

    expect(ofWkt(laea)?.system?.code).toBe(3035);
    expect(ofWkt(`GEOGCS["WGS 84",DATUM["d",SPHEROID[${WGS84}]]]`)?.system?.code).toBe(4326);
  });

  it('believes neither name nor code against the parameters', () => {
    const shifted = ofWkt(tmerc('WGS_1984_UTM_Zone_32N', parameters(9, 0.9996, 2500000), WGS84));
    const contradicting = ofWkt(tmerc('x', parameters(6, 1, 2500000), BESSEL, ',AUTHORITY["EPSG","25832"]'));

    expect(shifted?.system).toBeNull();
    expect(shifted?.says).toContain('False_Easting 2500000');
    expect(shifted?.proj).toContain('+x_0=2500000');
    expect(contradicting?.system).toBeNull();
  });

  it('offers no definition where a datum shift would have to be made up', () => {
    expect(ofWkt(tmerc('GK 4', parameters(12, 1, 4500000), BESSEL))).toMatchObject({
      system: null,
      proj: null,
    });
  });

  it('knows degrees on another ellipsoid for something else than WGS 84', () => {
    expect(ofWkt(`GEOGCS["DHDN",DATUM["d",SPHEROID[${BESSEL}]]]`)?.system).toBeNull();
  });

  it('reads codes and the forms in which GeoJSON writes them', () => {
    expect(of({ kind: 'epsg', code: 3044, text: 'EPSG:3044' })?.system).toEqual({
      code: 25832,
      northEast: true,
    });
    expect(of({ kind: 'other', text: 'urn:ogc:def:crs:OGC:1.3:CRS84' })?.system?.code).toBe(4326);
    expect(of({ kind: 'other', text: 'urn:ogc:def:crs:EPSG::31467' })?.system?.code).toBe(31467);
    expect(of({ kind: 'other', text: 'http://www.opengis.net/def/crs/EPSG/0/25832' })?.system?.code).toBe(
      25832,
    );
    expect(of({ kind: 'epsg', code: 102329, text: 'EPSG:102329' })?.system).toBeNull();
    expect(of({ kind: 'other', text: 'Gauß-Krüger' })?.system).toBeNull();
  });

  it('repeats the words of a file without what could act in a page', () => {
    expect(of({ kind: 'other', text: '<b>\u0007x' })?.says).toBe('·b>·x');
  });

  it('takes GeoJSON without a word for WGS 84 and a shapefile without .prj for silent', () => {
    expect(declarationOf({ file: 'a.geojson', declaredCrs: null })?.system?.code).toBe(4326);
    expect(declarationOf({ file: 'a.json', declaredCrs: null })?.system?.code).toBe(4326);
    expect(declarationOf({ file: 'a.shp', declaredCrs: null })).toBeUndefined();
  });
});

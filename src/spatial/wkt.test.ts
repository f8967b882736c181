import { describe, expect, it } from 'vitest';
import { parseWkt, readWkt } from './wkt.ts';

const UTM32 =
  'PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["Central_Meridian",9.0],UNIT["Meter",1.0],AUTHORITY["EPSG",25832]]';

describe('readWkt', () => {
  it('reads name, code, ellipsoid and projection parameters', () => {
    const system = readWkt(UTM32);

    expect(system).toMatchObject({
      name: 'ETRS_1989_UTM_Zone_32N',
      epsg: 25832,
      ellipsoid: { semiMajor: 6378137, inverseFlattening: 298.257222101 },
      projection: { method: 'transversemercator', metresPerUnit: 1 },
    });
    expect(system?.projection?.parameters.get('falseeasting')).toBe(500000);
  });

  it('takes the horizontal part of a compound system and skips the heights', () => {
    const compound = `COMPD_CS["with heights",${UTM32},VERT_CS["DHHN2016"]]`;

    expect(readWkt(compound)?.name).toBe('ETRS_1989_UTM_Zone_32N');
    expect(readWkt(`${UTM32},VERTCS["ETRS_1989",UNIT["Meter",1.0]]`)?.name).toBe('ETRS_1989_UTM_Zone_32N');
  });

  it('reads the younger form of the language', () => {
    const wkt2 = `PROJCRS["ETRS89 / UTM zone 32N",
      BASEGEOGCRS["ETRS89",DATUM["x",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]]],
      CONVERSION["UTM zone 32N",METHOD["Transverse Mercator",ID["EPSG",9807]],
        PARAMETER["Longitude of natural origin",9,ANGLEUNIT["degree",0.0174532925199433]],
        PARAMETER["False easting",500000,LENGTHUNIT["metre",1]]],
      CS[Cartesian,2],AXIS["(E)",east],LENGTHUNIT["metre",1],ID["EPSG",25832]]`;

    const system = readWkt(wkt2);

    expect(system?.epsg).toBe(25832);
    expect(system?.projection?.method).toBe('transversemercator');
    expect(system?.projection?.parameters.get('longitudeofnaturalorigin')).toBe(9);
  });

  it.each([
    '',
    'EPSG:25832',
    'PROJCS["open",',
    'PROJCS["x"]]',
    'VERTCS["heights only"]',
    'PROJCS["a" ; "b"]',
  ])('answers undefined for %j', (text) => {
    expect(readWkt(text)).toBeUndefined();
  });
});

describe('parseWkt', () => {
  it('keeps texts, numbers and nodes apart', () => {
    expect(parseWkt('A["x",-1.5e3,B[2]]')).toEqual([
      { keyword: 'A', values: ['x', -1500], children: [{ keyword: 'B', values: [2], children: [] }] },
    ]);
  });
});

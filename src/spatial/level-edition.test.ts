import { describe, expect, it } from 'vitest';
import { areaKey } from '../core/area.ts';
import { stopsRun } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import { polygonsOf } from '../core/same-geometry.ts';
import type { GeoLayer, SourceFeature } from '../formats/geo-layer.ts';
import { openCoordinateSystems } from './crs.ts';
import { buildEdition, type EditionQuestion } from './level-edition.ts';
import { signedArea, toAreaGeometry } from './polygons.ts';

const systems = await openCoordinateSystems('config/grids');

/** A clockwise box as shapefiles have it, in EPSG:25832, offset from a corner in the town. */
function feature(row: number, key: string, corner: [number, number]): SourceFeature {
  const [x, y] = [356_000 + corner[0], 5_645_000 + corner[1]];
  const ring: [number, number][] = [
    [x, y],
    [x, y + 1000],
    [x + 1000, y + 1000],
    [x + 1000, y],
    [x, y],
  ];
  return {
    row,
    properties: { NR: key, NAME: `Quartier ${key}` },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}
function question(features: SourceFeature[], rest: Partial<EditionQuestion> = {}): EditionQuestion {
  const layer: GeoLayer = {
    file: 'quartiere.shp',
    features,
    declaredCrs: { kind: 'epsg', code: 25832, text: 'EPSG:25832' },
    droppedOrdinates: 0,
  };
  return {
    layer,
    region: [6.75, 50.8, 7.2, 51.1],
    naming: { key: { property: 'NR' }, names: { property: 'NAME' }, parent: null },
    validFrom: referenceDate('2020-01-01'),
    systems,
    ...rest,
  };
}
const NEIGHBOURS = [feature(1, '02', [0, 0]), feature(2, '01', [1000, 0])];

describe('buildEdition', () => {
  it('brings a layer to an edition: degrees, order by key, winding, shared border', () => {
    const { edition, crs, findings } = buildEdition(question(NEIGHBOURS));

    expect(crs).toBe('EPSG:25832');
    expect(stopsRun(findings)).toBe(false);
    expect(edition?.areas.map(({ key, name }) => [key, name])).toEqual([
      ['01', 'Quartier 01'],
      ['02', 'Quartier 02'],
    ]);
    const rings = edition?.areas.flatMap((area) => polygonsOf(area.geometry).flat()) ?? [];
    for (const ring of rings) expect(signedArea(ring)).toBeGreaterThan(0);
    const [east, west] = rings.map((ring) => new Set(ring.map(String)));
    expect([...(east ?? [])].filter((vertex) => west?.has(vertex))).toHaveLength(2);
  });

  it('gives the same edition whatever the order of the features', () => {
    const a = buildEdition(question(NEIGHBOURS)).edition;
    const b = buildEdition(question(NEIGHBOURS.toReversed())).edition;

    expect(b).toEqual(a);
  });

  it('has no edition where a coordinate is no number', () => {
    const broken: SourceFeature = {
      ...feature(3, '03', [0, 0]),
      geometry: { type: 'Polygon', coordinates: [[[Number.NaN, 1]]] },
    };

    const { edition, findings } = buildEdition(question([...NEIGHBOURS, broken]));

    expect(edition).toBeNull();
    expect(findings).toMatchObject([{ code: 'spatial.coordinate-invalid', place: { row: 3 } }]);
  });

  it('has no edition where the witnesses disagree', () => {
    const { edition, findings } = buildEdition(question(NEIGHBOURS, { region: [9, 53, 10, 54] }));

    expect(edition).toBeNull();
    expect(findings).toMatchObject([{ code: 'spatial.crs-disagrees', severity: 'block' }]);
  });

  it('checks areas against the parent level in degrees', () => {
    const parent = buildEdition(question([feature(1, '9', [0, 0])])).edition?.areas ?? [];
    const naming = {
      key: { property: 'NR' },
      names: { property: 'NAME' },
      parent: {
        mapping: new Map(
          [
            ['02', '9'],
            ['01', '8'],
          ].map(([a, b]) => [areaKey(a ?? ''), areaKey(b ?? '')]),
        ),
      },
    };

    const { findings } = buildEdition(question(NEIGHBOURS, { naming, parentAreas: parent }));

    expect(findings.map((f) => `${f.code} ${f.found} ${f.expected}`)).toEqual([
      'spatial.parent-unknown 01 8',
      'spatial.winding-fixed 2 undefined',
    ]);
  });

  it('says what was left out: heights, and features that are no areas', () => {
    const lost: SourceFeature = { row: 3, properties: { NR: '03', NAME: 'C' }, geometry: null };
    const base = question([...NEIGHBOURS, lost]);

    const { findings } = buildEdition({ ...base, layer: { ...base.layer, droppedOrdinates: 24 } });

    expect(findings.map((f) => `${f.code} ${f.found}`)).toEqual([
      'spatial.ordinates-dropped 24',
      'spatial.geometry-missing 03',
      'spatial.winding-fixed 2',
    ]);
  });

  it('reports places in degrees, latitude first', () => {
    const { findings } = buildEdition(question([feature(1, '1', [0, 0]), feature(2, '2', [999, 0])]));

    const overlap = findings.find((f) => f.code === 'spatial.overlap');
    expect(overlap?.severity).toBe('error');
    expect(overlap?.expected).toMatch(/^1000,0 m² bei 50\.9\d{4}, 6\.9\d{4}$/);
  });

  it('writes one polygon as Polygon and several as MultiPolygon', () => {
    expect(toAreaGeometry([[]]).type).toBe('Polygon');
    expect(toAreaGeometry([[], []]).type).toBe('MultiPolygon');
  });
});

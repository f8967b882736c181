import { describe, expect, it } from 'vitest';
import { featuresShape } from './read-features.ts';

const RING = [
  [7.1, 51.5],
  [7.2, 51.5],
  [7.2, 51.6],
  [7.1, 51.5],
];

function collection(feature: object): object {
  return { type: 'FeatureCollection', features: [feature] };
}

function feature(properties: object, geometry: unknown = { type: 'Polygon', coordinates: [RING] }): object {
  return { type: 'Feature', id: 'SPATIAL_UNIT_0.1', geometry, properties };
}

describe('featuresShape', () => {
  it('reads key, name, geometry and an open validity, which the server leaves out', () => {
    const read = featuresShape.parse(
      collection(feature({ ID: '001', NAME: 'Hafen', validStartDate: '2020-01-01', colour: 'x' })),
    );

    expect(read).toEqual([
      {
        key: '001',
        name: 'Hafen',
        geometry: { type: 'Polygon', coordinates: [RING] },
        validity: { from: '2020-01-01', to: null },
      },
    ]);
  });

  it('rounds to seven decimals and drops heights', () => {
    const high = RING.map(([x, y]) => [(x ?? 0) + 1e-13, y, 35]);
    const geometry = { type: 'MultiPolygon', coordinates: [[high]] };

    const read = featuresShape.parse(
      collection(feature({ ID: '001', validStartDate: '2020-01-01', validEndDate: '2024-12-31' }, geometry)),
    );

    expect(read[0]).toMatchObject({
      name: '',
      geometry: { type: 'MultiPolygon', coordinates: [[RING]] },
      validity: { to: '2024-12-31' },
    });
  });

  it.each([
    ['without key', feature({ NAME: 'Hafen', validStartDate: '2020-01-01' })],
    ['without beginning', feature({ ID: '001' })],
    ['with an impossible day', feature({ ID: '001', validStartDate: '2020-02-30' })],
    ['without geometry', feature({ ID: '001', validStartDate: '2020-01-01' }, null)],
    [
      'that is a point',
      feature({ ID: '001', validStartDate: '2020-01-01' }, { type: 'Point', coordinates: [7, 51] }),
    ],
  ])('refuses a feature %s', (_name, broken) => {
    expect(featuresShape.safeParse(collection(broken)).success).toBe(false);
  });
});

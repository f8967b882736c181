import { describe, expect, it } from 'vitest';
import { areaKey, type AreaGeometry, type Position } from '../core/area.ts';
import { referenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import type { ValueUpload } from '../sync/target.ts';
import { indicatorPost, valuesPut } from './indicator-payloads.ts';
import { ACCESS, DAY, INDICATOR, UNIT, square } from '../../tests/support/target-samples.ts';
import { unitPatch, unitPost, unitPut } from './unit-payloads.ts';

const Y23 = referenceDate('2023-12-31');
const Y24 = referenceDate('2024-12-31');

function refusal(build: () => unknown): SyncError {
  try {
    build();
  } catch (error) {
    if (error instanceof SyncError) return error;
  }
  throw new Error('nothing was refused');
}

function upload(change: Partial<ValueUpload> = {}): ValueUpload {
  return {
    unitName: 'Quartiere',
    access: ACCESS,
    dates: [Y23, Y24],
    rows: [{ key: areaKey('001'), values: [1, null] }],
    ...change,
  };
}

describe('unitPost', () => {
  it('carries everything the server needs and GeoJSON as text with string keys and no crs', () => {
    const features = [{ key: areaKey('001'), name: 'Hafen', geometry: square(0) }];

    const body = unitPost(UNIT, ACCESS, { features, validFrom: DAY }, DAY) as { geoJsonString: string };

    expect(Object.keys(body).sort()).toEqual(
      [
        'geoJsonString',
        'isOutlineLayer',
        'isPublic',
        'metadata',
        'nextLowerHierarchyLevel',
        'nextUpperHierarchyLevel',
        'outlineColor',
        'outlineDashArrayString',
        'outlineWidth',
        'ownerId',
        'periodOfValidity',
        'permissions',
        'spatialUnitLevel',
      ].sort(),
    );
    expect(JSON.parse(body.geoJsonString)).toEqual({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { ID: '001', NAME: 'Hafen' }, geometry: square(0) }],
    });
  });

  it.each(["Q'1", 'Q"1', '', ' Q1', 'Q\n1', '<b>'])('refuses the key %j before anything is sent', (key) => {
    const features = [{ key: areaKey(key), name: 'Hafen', geometry: square(0) }];

    const error = refusal(() => unitPost(UNIT, ACCESS, { features, validFrom: DAY }, DAY));

    expect(error).toMatchObject({ code: 'target.write-refused', kind: 'check' });
  });

  it.each(['<script>', 'Ha\u0007fen', 'x'.repeat(256)])('refuses the name %j', (name) => {
    const features = [{ key: areaKey('001'), name, geometry: square(0) }];

    expect(refusal(() => unitPut({ features, validFrom: DAY, partial: false })).code).toBe(
      'target.write-refused',
    );
    expect(refusal(() => unitPatch({ ...UNIT, name }, DAY)).code).toBe('target.write-refused');
  });

  it('refuses a key that comes twice and an empty set', () => {
    const twice = [0, 1].map((x) => ({ key: areaKey('001'), name: 'Hafen', geometry: square(x) }));

    expect(refusal(() => unitPut({ features: twice, validFrom: DAY, partial: true })).message).toContain(
      'doppelt',
    );
    expect(refusal(() => unitPut({ features: [], validFrom: DAY, partial: true })).code).toBe(
      'target.write-refused',
    );
  });

  it('refuses more text than the server reads', () => {
    const ring = Array.from({ length: 1_200_000 }, (_, index): Position => [7.123456 + index * 1e-7, 51.5]);
    const geometry: AreaGeometry = { type: 'Polygon', coordinates: [ring] };
    const features = [{ key: areaKey('001'), name: 'Hafen', geometry }];

    const error = refusal(() => unitPut({ features, validFrom: DAY, partial: false }));

    expect(error.message).toContain('20 Millionen');
  });
});

describe('indicatorPost', () => {
  it('carries what the server needs and nothing it does not know', () => {
    const body = indicatorPost(INDICATOR, 't-1', ACCESS, DAY) as Record<string, unknown>;

    expect(body).not.toHaveProperty('regionalReferenceValues');
    expect(body).not.toHaveProperty('indicatorValues');
    expect(body).not.toHaveProperty('topic');
    expect(body).toMatchObject({
      creationType: 'INSERTION',
      topicReference: 't-1',
      refrencesToOtherIndicators: [],
      refrencesToGeoresources: [],
      metadata: { lastUpdate: DAY, sridEPSG: 4326 },
      defaultClassificationMapping: { colorBrewerSchemeName: 'Blues', numClasses: 5, items: [] },
    });
  });

  it.each([
    { name: '' },
    { name: 'a<b' },
    { characteristic: 'x'.repeat(256) },
    { interpretation: 'x'.repeat(256) },
    { tags: ['gut', '<i>'] },
  ])('refuses %j', (change) => {
    const error = refusal(() => indicatorPost({ ...INDICATOR, ...change }, 't-1', ACCESS, DAY));

    expect(error.code).toBe('target.write-refused');
  });

  it('lets running text have lines and signs', () => {
    const interpretation = 'Werte < 3\nsind gesperrt';

    expect(() => indicatorPost({ ...INDICATOR, interpretation }, 't-1', ACCESS, DAY)).not.toThrow();
  });
});

describe('valuesPut', () => {
  it('is a rectangle with explicit nulls, owner, permissions and openness', () => {
    expect(valuesPut(upload())).toEqual({
      applicableSpatialUnit: 'Quartiere',
      ownerId: 'o-1',
      permissions: ['p-1'],
      isPublic: true,
      indicatorValues: [
        {
          spatialReferenceKey: '001',
          valueMapping: [
            { timestamp: '2023-12-31', indicatorValue: 1 },
            { timestamp: '2024-12-31', indicatorValue: null },
          ],
        },
      ],
    });
  });

  it.each([
    ['NaN', { rows: [{ key: areaKey('001'), values: [Number.NaN, 1] }] }],
    ['more than a float32 holds', { rows: [{ key: areaKey('001'), values: [1e39, 1] }] }],
    ['a row that is too short', { rows: [{ key: areaKey('001'), values: [1] }] }],
    ['no rows', { rows: [] }],
    ['no dates', { dates: [], rows: [{ key: areaKey('001'), values: [] }] }],
    ['dates out of order', { dates: [Y24, Y23] }],
    ['a date twice', { dates: [Y23, Y23] }],
    ['a key with a quote', { rows: [{ key: areaKey("0'1"), values: [1, 1] }] }],
    [
      'a key twice',
      {
        rows: [
          { key: areaKey('001'), values: [1, 1] },
          { key: areaKey('001'), values: [1, 1] },
        ],
      },
    ],
  ])('refuses %s before anything is sent', (_name, change) => {
    expect(refusal(() => valuesPut(upload(change))).code).toBe('target.write-refused');
  });
});

import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { readCollection } from './geojson.ts';

const PERIOD = { start: referenceDate('2020-01-01'), end: null };
const POINT = { type: 'Point', coordinates: [7.123456789012345, 51, 33] };

function read(...features: { properties: Record<string, unknown>; geometry?: unknown }[]) {
  const complete = features.map((feature) => ({ type: 'Feature', geometry: POINT, ...feature }));
  return readCollection(JSON.stringify({ type: 'FeatureCollection', features: complete }), PERIOD);
}

describe('readCollection', () => {
  it.each([
    ['2021-05-01', '2021-05-01'],
    ['2021-05-01T00:00:00', '2021-05-01'],
    ['2021-05-01T00:00:00.000Z', '2021-05-01'],
    ['2021-05-01T00:00:00Z', '2020-01-01'],
    ['1.5.2021', '2020-01-01'],
    [null, '2020-01-01'],
  ])('reads the start %s as %s', (sent, expected) => {
    const { features } = read({ properties: { ID: 'A', validStartDate: sent } });

    expect(features[0]?.start).toBe(expected);
  });

  it('fails on a date that is not a text', () => {
    expect(() => read({ properties: { ID: 'A', validStartDate: 2021 } })).toThrow(/date/);
  });

  it('fails where a property changes from text to number', () => {
    expect(() => read({ properties: { ID: 'A' } }, { properties: { ID: 1 } })).toThrow(/type/);
  });

  it('fails where the first feature has no geometry, and only there', () => {
    const bare = { properties: { ID: 'A' }, geometry: null };

    expect(() => read(bare)).toThrow(/geometry/);
    expect(read({ properties: { ID: 'B' } }, bare).features[1]?.geometry).toBeNull();
  });

  it('drops heights, keeps 13 decimals and renames the reserved fid', () => {
    const { features, columns } = read({ properties: { ID: 'A', fid: 9 } });

    expect(features[0]?.geometry?.coordinates).toEqual([7.1234567890123, 51]);
    expect(columns).toEqual([{ name: 'fid_1', type: 'number' }]);
  });

  it('fails on texts that are no collection', () => {
    expect(() => readCollection('{', PERIOD)).toThrow(/parsed/);
    expect(() => readCollection('{"type":"Feature"}', PERIOD)).toThrow(/FeatureCollection/);
    expect(() => readCollection(null, PERIOD)).toThrow(/null/);
  });
});

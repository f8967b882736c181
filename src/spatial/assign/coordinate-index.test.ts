import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import type { AddressPoint } from './address-point.ts';
import { indexCoordinates } from './coordinate-index.ts';
import { createCoverage } from './coverage.ts';
import { orderOf } from './house-number-order.ts';

const G = '05998004';
const COVERAGE = createCoverage(
  ['Q1', 'Q2'].map((key, i) => ({
    key: areaKey(key),
    gemeinde: G,
    polygons: [
      [
        [
          [i * 100, 0],
          [i * 100 + 100, 0],
          [i * 100 + 100, 100],
          [i * 100, 100],
          [i * 100, 0],
        ],
      ],
    ],
  })),
);

function point(hnr: string, east: number, more: Partial<AddressPoint> = {}): AddressPoint {
  const base = {
    row: 1,
    gemeinde: G,
    streetKey: '00007',
    streetName: 'Am Bühl',
    adz: '',
    north: 50,
    quality: 'A',
  };
  return { ...base, hnr, east, ...more };
}

async function index(points: readonly AddressPoint[]) {
  const findings: Finding[] = [];
  const built = await indexCoordinates(points, COVERAGE, {
    file: 'gebref.txt',
    report: (f) => findings.push(f),
  });
  const at = (key: string, normalised: string, number: number, suffix = '') =>
    built.street({ gemeinde: G, key, normalised })?.get(orderOf({ number, suffix }));
  return {
    at,
    codes: findings.map(({ code, found = '', expected = '' }) => [code, found, expected].join(' ')),
  };
}

describe('indexCoordinates', () => {
  it('gives every address its area and what is known about the position', async () => {
    const { at } = await index([
      point('1', 50),
      point('3', 150, { adz: 'a' }),
      point('5', 99.5),
      point('7', 220),
      point('9', 230),
      point('11', 50, { quality: 'C' }),
    ]);

    expect(at('00007', '', 1)).toMatchObject({ unit: 'Q1', marks: [] });
    expect(at('00007', 'ambuehl', 3, 'A')).toMatchObject({ unit: 'Q2', marks: [] });
    expect(at('', 'ambuehl', 5)).toMatchObject({ unit: 'Q1', marks: ['near-edge'] });
    expect(at('00007', '', 7)).toMatchObject({ unit: 'Q2', marks: ['nearest-unit'] });
    expect(at('00007', '', 9)).toMatchObject({ unit: null, marks: [] });
    expect(at('00007', '', 11)).toMatchObject({ unit: 'Q1', marks: ['quality-c'] });
    expect(at('00007', '', 3)).toBeUndefined();
  });

  it('does not trust a key whose street has another name', async () => {
    const { at } = await index([
      point('1', 50),
      point('1', 150, { streetKey: '00014', streetName: 'Kochweg' }),
    ]);

    expect(at('00007', 'kochweg', 1)).toMatchObject({ unit: 'Q2' });
    expect(at('00007', 'gartenweg', 1)).toBeUndefined();
  });

  it('finds nothing by a name of two streets', async () => {
    const { at } = await index([point('1', 50), point('1', 150, { streetKey: '00014' })]);

    expect(at('', 'ambuehl', 1)).toBeUndefined();
    expect(at('00014', 'ambuehl', 1)).toMatchObject({ unit: 'Q2' });
  });

  it('uses no address that stands twice in two areas, and reports it', async () => {
    const { at, codes } = await index([
      point('1', 50),
      point('1', 150),
      point('1', 50),
      point('3', 50),
      point('3', 51),
    ]);

    expect(at('00007', '', 1)).toBeUndefined();
    expect(at('00007', '', 3)).toMatchObject({ unit: 'Q1' });
    expect(codes).toEqual(['assignment.address-twice  Q1, Q2']);
  });

  it('counts addresses without a number', async () => {
    const { codes } = await index([point('', 50), point('0', 50), point('x', 50)]);

    expect(codes).toEqual([
      'assignment.address-numberless missing 2',
      'assignment.address-numberless malformed 1',
    ]);
  });
});

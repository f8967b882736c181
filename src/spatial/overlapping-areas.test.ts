import { describe, expect, it } from 'vitest';
import { areaKey, type EditionArea } from '../core/area.ts';
import { overlappingAreas } from './overlapping-areas.ts';

/** West, south, east, north in thousandths of a degree from 7° east and 51° north: about 70 by 111 metres. */
function area(key: string, ...boxes: (readonly [number, number, number, number])[]): EditionArea {
  const at = (x: number, y: number) => [7 + x / 1000, 51 + y / 1000] as const;
  const coordinates = boxes.map(([west, south, east, north]) => [
    [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)],
  ]);
  return { key: areaKey(key), name: key, parent: null, geometry: { type: 'MultiPolygon', coordinates } };
}

const pairs = (a: readonly EditionArea[], b: readonly EditionArea[]) =>
  overlappingAreas({ areas: a }, { areas: b }).map((one) => `${one.a}/${one.b}`);

describe('areas of two levels', () => {
  const quarters = [area('Q2', [10, 0, 20, 10]), area('Q1', [0, 0, 10, 10])];

  it('overlap where they have ground in common, in key order', () => {
    const schools = [area('A', [0, 0, 13, 10]), area('B', [13, 0, 20, 10])];

    expect(pairs(quarters, schools)).toEqual(['Q1/A', 'Q2/A', 'Q2/B']);
  });

  it('do not overlap where they only touch', () => {
    expect(pairs(quarters, [area('A', [0, 0, 10, 10]), area('B', [10, 0, 20, 10])])).toEqual([
      'Q1/A',
      'Q2/B',
    ]);
  });

  it('do not overlap in slivers that imprecise borders leave', () => {
    const schools = [area('A', [0, 0, 10.005, 10]), area('B', [10.005, 0, 20, 10])];

    expect(pairs(quarters, schools)).toEqual(['Q1/A', 'Q2/B']);
  });

  it('overlap in a single block of a large area', () => {
    const schools = [area('A', [0, 0, 10, 10], [10, 0, 11, 1]), area('B', [11, 0, 20, 1], [10, 1, 20, 10])];

    expect(pairs(quarters, schools)).toEqual(['Q1/A', 'Q2/A', 'Q2/B']);
  });

  it('may be covered in part only, on either side', () => {
    expect(pairs(quarters, [area('A', [5, 0, 10, 10])])).toEqual(['Q1/A', 'Q1/null', 'Q2/null']);
    expect(pairs([area('Q1', [0, 0, 10, 10])], [area('A', [0, 0, 15, 10])])).toEqual(['Q1/A', 'null/A']);
  });
});

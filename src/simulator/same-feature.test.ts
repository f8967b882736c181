import { describe, expect, it } from 'vitest';
import { shapeOf } from './same-feature.ts';
import type { Coordinates, Geometry } from './state.ts';

function polygon(...rings: Coordinates[]): Geometry {
  return { type: 'Polygon', coordinates: rings };
}

const SQUARE = [
  [7, 51],
  [7.1, 51],
  [7.1, 51.1],
  [7, 51.1],
  [7, 51],
];

describe('shapeOf', () => {
  it.each([
    [
      'another start point',
      [
        [7.1, 51],
        [7.1, 51.1],
        [7, 51.1],
        [7, 51],
        [7.1, 51],
      ],
    ],
    ['the other direction', [...SQUARE].reverse()],
    [
      'a point on a straight line',
      [
        [7, 51],
        [7.05, 51],
        [7.1, 51],
        [7.1, 51.1],
        [7, 51.1],
        [7, 51],
      ],
    ],
    ['a difference in the seventh decimal', [[7.0000001, 51], ...SQUARE.slice(1, 4), [7.0000001, 51]]],
  ])('does not mind %s', (_what, ring) => {
    expect(shapeOf(polygon(ring))).toBe(shapeOf(polygon(SQUARE)));
  });

  it('sees a multipolygon of one part as that part', () => {
    expect(shapeOf({ type: 'MultiPolygon', coordinates: [[SQUARE]] })).toBe(shapeOf(polygon(SQUARE)));
  });

  it('sees a moved corner and a hole', () => {
    const moved = [[7.00001, 51], ...SQUARE.slice(1, 4), [7.00001, 51]];
    const hole = SQUARE.map(([x = 0, y = 0]) => [7 + (x - 7) / 2, 51 + (y - 51) / 2]);

    expect(shapeOf(polygon(moved))).not.toBe(shapeOf(polygon(SQUARE)));
    expect(shapeOf(polygon(SQUARE, hole))).not.toBe(shapeOf(polygon(SQUARE)));
  });
});

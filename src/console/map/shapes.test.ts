import { describe, expect, it } from 'vitest';
import { areaKey, type EditionArea, type Position } from '../../core/area.ts';
import { shapesOf, simplified, WIDTH } from './shapes.ts';

function box(key: string, [west, south, size]: readonly [number, number, number], steps = 1): EditionArea {
  const side = (from: Position, to: Position): Position[] =>
    Array.from({ length: steps }, (_, i) => [
      from[0] + ((to[0] - from[0]) * i) / steps,
      from[1] + ((to[1] - from[1]) * i) / steps,
    ]);
  const corners: Position[] = [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
  ];
  const ring = corners.flatMap((corner, index) => side(corner, corners[(index + 1) % 4] ?? corner));
  return {
    key: areaKey(key),
    name: key,
    parent: null,
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] },
  };
}

const rings = ({ areas }: ReturnType<typeof simplified>, index: number) =>
  areas[index]?.geometry.coordinates[0] as readonly Position[];

describe('areas as they are drawn', () => {
  it('lie inside the drawing, north up, with the proportions of the ground', () => {
    const shapes = simplified([box('a', [7, 51, 0.01]), box('b', [7.01, 51, 0.01])]);
    const all = shapes.areas.flatMap((_, index) => rings(shapes, index));

    expect(Math.min(...all.map(([x]) => x))).toBe(2);
    expect(Math.max(...all.map(([x]) => x))).toBe(WIDTH - 2);
    // Two squares of degrees beside each other: a degree of longitude is 0.63 of one of latitude at 51 degrees.
    expect(shapes.height / WIDTH).toBeCloseTo(1 / (2 * Math.cos((51.005 * Math.PI) / 180)), 1);
    const north = simplified([box('s', [7, 51, 0.01]), box('n', [7, 51.01, 0.01])]);
    expect(Math.min(...rings(north, 1).map(([, y]) => y))).toBeLessThan(
      Math.min(...rings(north, 0).map(([, y]) => y)),
    );
  });

  it('lose the points nobody sees and keep the borders they share', () => {
    const shapes = simplified([box('a', [7, 51, 0.01], 500), box('b', [7.01, 51, 0.01], 500)]);
    const right = Math.max(...rings(shapes, 0).map(([x]) => x));

    expect(rings(shapes, 0).length).toBeLessThan(12);
    expect(Math.min(...rings(shapes, 1).map(([x]) => x))).toBe(right);
  });

  it('never lose an area, however small', () => {
    const shapes = simplified([box('big', [7, 51, 1]), box('tiny', [7.5, 51.5, 0.000_01])]);

    expect(rings(shapes, 1)).toHaveLength(5);
  });

  it('are made once', () => {
    const areas = [box('a', [7, 51, 0.01])];

    expect(shapesOf(areas)).toBe(shapesOf(areas));
    expect(shapesOf([])).toEqual({ height: 0, areas: [] });
  });
});

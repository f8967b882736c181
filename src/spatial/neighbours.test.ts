import { describe, expect, it } from 'vitest';
import { areaKey } from '../core/area.ts';
import { neighboursOf } from './neighbours.ts';

/** A square of 1 by 1 with its lower left corner here. */
function square(key: string, x: number, y: number) {
  const ring = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ] as const;
  return { key: areaKey(key), geometry: { type: 'Polygon', coordinates: [ring] } as const };
}

describe('areas side by side', () => {
  it('share a stretch of their border; a common corner is none', () => {
    const areas = [square('a', 0, 0), square('b', 1, 0), square('c', 1, 1), square('d', 5, 5)];

    expect([...neighboursOf(areas)]).toEqual([
      ['a', ['b']],
      ['b', ['a', 'c']],
      ['c', ['b']],
      ['d', []],
    ]);
  });
});

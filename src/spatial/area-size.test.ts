import { area, polygon } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { squareMetres } from './area-size.ts';

type Ring = [number, number][];
const box = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('the size of an area', () => {
  it('is what another library says, whichever way it is drawn', () => {
    const outer = box(7, 51, 0.02);
    const hole = box(7.005, 51.005, 0.005);
    const expected = area(polygon([outer, hole]));

    expect(squareMetres({ type: 'Polygon', coordinates: [outer, hole] }) / expected).toBeCloseTo(1, 3);
    expect(squareMetres({ type: 'Polygon', coordinates: [outer.toReversed(), hole] }) / expected).toBeCloseTo(
      1,
      3,
    );
  });

  it('adds up parts', () => {
    const one = squareMetres({ type: 'Polygon', coordinates: [box(7, 51, 0.01)] });
    const parts = squareMetres({
      type: 'MultiPolygon',
      coordinates: [[box(7, 51, 0.01)], [box(8, 51, 0.01)]],
    });

    expect(parts).toBeCloseTo(2 * one, 0);
  });
});

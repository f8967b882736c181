import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchmentOf } from './catchment.ts';

describe('the catchment of points', () => {
  it('holds its edge, and each point has a reach of its own', () => {
    const isWithin = catchmentOf([
      { east: 355_000, north: 5_620_000, metres: 300 },
      { east: 358_000, north: 5_620_000, metres: 600 },
    ]);

    expect(isWithin(355_300, 5_620_000)).toBe(true);
    expect(isWithin(355_300.01, 5_620_000)).toBe(false);
    expect(isWithin(357_400, 5_620_000)).toBe(true);
    expect(isWithin(356_500, 5_620_000)).toBe(false);
  });

  it('is what a look at every point gives', () => {
    const place = fc.integer({ min: -3000, max: 3000 });
    const point = fc.record({ east: place, north: place, metres: fc.integer({ min: 0, max: 900 }) });

    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), place, place, (points, east, north) => {
        const expected = points.some((p) => Math.hypot(p.east - east, p.north - north) <= p.metres);

        expect(catchmentOf(points)(east, north)).toBe(expected);
      }),
    );
  });

  it('holds nobody without points, and refuses points without place', () => {
    expect(catchmentOf([])(1, 1)).toBe(false);
    expect(() => catchmentOf([{ east: Number.NaN, north: 1, metres: 300 }])).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { gridProjection } from '../spatial/assign/grid-projection.ts';
import { laeaForward, toCensusGrid } from './laea.ts';

describe('the way from UTM to the census grid', () => {
  it('gives the published example of EPSG:3035: 50° north, 5° east', () => {
    const [east, north] = laeaForward((50 * Math.PI) / 180, (5 * Math.PI) / 180);

    expect(east).toBeCloseTo(3_962_799.45, 2);
    expect(north).toBeCloseTo(2_999_718.85, 2);
  });

  it('agrees with the library of the program within a millimetre all over the demo county', () => {
    const project = gridProjection();

    for (const east of [340_000, 371_234.56, 380_000, 420_000])
      for (const north of [5_620_000, 5_653_194.52, 5_700_000]) {
        const [x, y] = toCensusGrid([east, north]);
        const [expectedX, expectedY] = project([east, north]);
        expect(Math.abs(x - expectedX)).toBeLessThan(0.001);
        expect(Math.abs(y - expectedY)).toBeLessThan(0.001);
      }
  });
});

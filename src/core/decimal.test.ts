import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, decimalSum, weightedSum } from './decimal.ts';

describe('decimalSum', () => {
  it('adds what is written, not what is stored', () => {
    expect(decimalSum([0.1, 0.2])).toBe(0.3);
    expect(decimalSum([0.7, 0.1, 0.7])).toBe(1.5);
    expect(decimalSum([1.1, -0.9])).toBe(0.2);
  });

  it('adds nothing to 0 and never answers -0', () => {
    expect(Object.is(decimalSum([]), 0)).toBe(true);
    expect(Object.is(decimalSum([-0, -0]), 0)).toBe(true);
    expect(Object.is(decimalSum([0.1, -0.1]), 0)).toBe(true);
  });

  it('reads numbers in scientific notation', () => {
    expect(decimalOf(1e21)).toEqual({ digits: 10n ** 21n, places: 0 });
    expect(decimalOf(-1.5e-7)).toEqual({ digits: -15n, places: 8 });
    expect(decimalSum([1e21, 0.5, -1e21])).toBe(0.5);
  });

  it('equals the sum in whole tenths of whatever amounts, in whatever order', () => {
    const tenths = fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(tenths, (list) => {
        const sum = list.reduce((a, b) => a + b, 0);

        expect(decimalSum(list.map((tenth) => tenth / 10))).toBe(sum / 10 + 0);
        expect(decimalSum(list.toReversed().map((tenth) => tenth / 10))).toBe(sum / 10 + 0);
      }),
    );
  });

  it('gives every finite number back', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        expect(decimalSum([value])).toBe(value + 0);
      }),
    );
  });

  it('weighs each amount without binary noise', () => {
    expect(weightedSum([[0.1, 0.2]])).toBe(0.02);
    expect(
      weightedSum([
        [1, 0.3],
        [-3, 0.1],
      ]),
    ).toBe(0);
    expect(weightedSum([])).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundTo, roundedRate } from './rounding.ts';

describe('rounding at publication', () => {
  it('rounds a half away from zero, as written in decimals', () => {
    expect(roundTo(1.005, 2)).toBe(1.01);
    expect(roundTo(-2.5, 0)).toBe(-3);
    expect(roundTo(0.15, 1)).toBe(0.2);
    expect(Object.is(roundTo(-0.2, 0), 0)).toBe(true);
  });

  it('decides a rate on the half exactly', () => {
    expect(roundedRate(1, 8, 100, 1)).toBe(12.5);
    expect(roundedRate(23, 800, 100, 2)).toBe(2.88);
    expect(roundedRate(1005, 100_000, 100, 2)).toBe(1.01);
  });

  it('decides a rate of decimal amounts on the half exactly', () => {
    // In binary 100 × 4.35 is 434.99999999999994.
    expect(roundedRate(4.35, 100, 100, 1)).toBe(4.4);
    expect(roundedRate(-4.35, 100, 100, 1)).toBe(-4.4);
    expect(roundedRate(0.3, 0.1, 1, 2)).toBe(3);
    expect(roundedRate(1, 3, 0.5, 3)).toBe(0.167);
  });

  it('answers 0 and not -0 where nothing is left', () => {
    expect(Object.is(roundedRate(-1, 1_000_000, 100, 1), 0)).toBe(true);
    expect(Object.is(roundedRate(0, -5, 100, 1), 0)).toBe(true);
    expect(Object.is(roundTo(-0, 1), 0)).toBe(true);
  });

  it('gives the same rate for amounts in another unit', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 1_000_000 }), (numerator, denominator) => {
        const whole = roundedRate(numerator, denominator, 100, 2);

        expect(roundedRate(numerator / 10, denominator / 10, 100, 2)).toBe(whole);
        expect(roundedRate(numerator / 1000, denominator, 100_000, 2)).toBe(whole);
      }),
    );
  });

  it('never moves a value by more than half of the last place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 4 }),
        (numerator, denominator, decimals) => {
          const exact = (100 * numerator) / denominator;
          const rounded = roundedRate(numerator, denominator, 100, decimals);
          expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(0.5 * 10 ** -decimals * (1 + 1e-9));
        },
      ),
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 5 }), (v, d) => {
        expect(roundTo(roundTo(v, d), d)).toBe(roundTo(v, d));
      }),
    );
  });
});

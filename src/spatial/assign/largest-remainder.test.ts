import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder } from './largest-remainder.ts';

function split(total: number, weights: Record<string, number>): Record<string, number> {
  const sum = Object.values(weights).reduce((all, weight) => all + weight, 0);
  const quotas = Object.entries(weights).map(([key, weight]) => ({ key, quota: (total * weight) / sum }));
  return Object.fromEntries(largestRemainder(total, quotas));
}

describe('largestRemainder', () => {
  it('gives the rest to the largest fractions, ties by key', () => {
    expect(split(100, { c: 1, a: 1, b: 1 })).toEqual({ a: 34, b: 33, c: 33 });
    expect(split(10, { a: 0.26, b: 0.26, c: 0.48 })).toEqual({ a: 3, b: 2, c: 5 });
    expect(split(0, { a: 1, b: 2 })).toEqual({ a: 0, b: 0 });
  });

  it('adds up and is never off by one or more', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (total, numbers) => {
        const sum = numbers.reduce((all, n) => all + n, 0);
        const quotas = numbers.map((n, i) => ({ key: `k${i}`, quota: (total * n) / sum }));

        const whole = largestRemainder(total, quotas);

        expect([...whole.values()].reduce((all, n) => all + n, 0)).toBe(total);
        for (const { key, quota } of quotas) expect(Math.abs(whole.get(key)! - quota)).toBeLessThan(1);
      }),
    );
  });

  it('refuses quotas that do not make the total', () => {
    expect(() => largestRemainder(10, [{ key: 'a', quota: 9 }])).toThrow(RangeError);
    expect(() => largestRemainder(1.5, [{ key: 'a', quota: 1.5 }])).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { fewArrivals } from './few-arrivals.ts';

describe('fewArrivals', () => {
  it('withholds a mean of a small group after one or two have come or gone, or nobody', () => {
    expect([40, 41, 42, 38].map((count) => fewArrivals(count, 40))).toEqual([true, true, true, true]);
  });

  it('lets a mean pass after three changes, in a large group, and at the first date', () => {
    expect([fewArrivals(43, 40), fewArrivals(37, 40), fewArrivals(100, 99), fewArrivals(12, null)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { roundToBase } from './round-to-base.ts';

describe('roundToBase', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [2.5, 5],
    [3, 5],
    [7, 5],
    [8, 10],
    [-2, 0],
    [-2.5, -5],
    [-8, -10],
  ])('takes %d to %d in fives', (value, rounded) => {
    expect(roundToBase(value, 5)).toBe(rounded);
  });

  it('rounds half a ten away from zero and never answers -0', () => {
    expect([4, 5, 14, 15, -4, -5].map((value) => roundToBase(value, 10))).toEqual([0, 10, 10, 20, 0, -10]);
    expect(Object.is(roundToBase(-1, 10), 0)).toBe(true);
  });
});

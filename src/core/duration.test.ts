import { describe, expect, it } from 'vitest';
import { durationText } from './duration.ts';

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [2_000, '2 s'],
    [2_549, '2,5 s'],
    [59_949, '59,9 s'],
    [59_951, '1 min'],
    [90_000, '1 min 30 s'],
    [2_015_900, '33 min 36 s'],
    [3_599_600, '1 h'],
    [7_499_000, '2 h 5 min'],
    [90_000_000, '25 h'],
  ])('of %i ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { isUnusual, unusualShare } from './preview-unusual.ts';

const cell = (before: number | null, after: number | null) => ({
  before,
  change: before === null || after === null ? null : after - before,
});

describe('an unusual change', () => {
  it('is larger than what the job may publish by itself, or than half of the former value', () => {
    expect(isUnusual(cell(7.9, 79), unusualShare(undefined))).toBe(true);
    expect(isUnusual(cell(100, 149), unusualShare(undefined))).toBe(false);
    expect(isUnusual(cell(100, 40), unusualShare(undefined))).toBe(true);
    expect(isUnusual(cell(100, 111), unusualShare(10))).toBe(true);
    expect(isUnusual(cell(100, 110), unusualShare(10))).toBe(false);
  });

  it('is none where there was nothing, zero, or is nothing afterwards', () => {
    for (const [before, after] of [
      [null, 5],
      [0, 5],
      [5, null],
    ] as const)
      expect(isUnusual(cell(before, after), 0.5)).toBe(false);
  });
});

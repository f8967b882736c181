import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import {
  circlesDiffer,
  levelWeight,
  rateDecimals,
  smallestCorrection,
  thresholdOf,
} from './policy-thresholds.ts';

const { policies } = await loadCatalogue([`${import.meta.dirname}/../..`]);
const policy = policies.get('kreis-default')!;

describe('look-ups in a policy', () => {
  it('give the threshold of class and circle, and the higher one for crossed cells', () => {
    expect(thresholdOf(policy, 'intern', 2)).toBe(3);
    expect(thresholdOf(policy, 'public', 2)).toBe(10);
    expect(thresholdOf(policy, 'public', 1)).toBe(3);
    expect(thresholdOf(policy, 'public', 1, { crossed: true })).toBe(5);
    expect(thresholdOf(policy, 'public', 0)).toBe(0);
  });

  it('know where the inner circle may see more, crossed cells included', () => {
    expect(([0, 1, 2, 3] as const).map((number) => circlesDiffer(policy, number))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('correct a published figure by the threshold or more, or by what the policy says', () => {
    expect(smallestCorrection(policy, 'public', 2)).toBe(10);
    expect(smallestCorrection({ ...policy, correction: { minDelta: 2 } }, 'public', 2)).toBe(2);
  });

  it('give a rate decimals only over a large denominator', () => {
    expect([1000, 999, 0].map((denominator) => rateDecimals(policy, denominator))).toEqual([1, 0, 0]);
  });

  it('price a cell by the position of its level, and freeze the top', () => {
    expect([0, 1, 2, 3].map((position) => levelWeight(policy, position, 4))).toEqual([1, 4, 16, 'frozen']);
    expect(levelWeight(policy, 4, 6)).toBe(16);
    expect(levelWeight(policy, 0, 1)).toBe('frozen');
  });
});

import { describe, expect, it } from 'vitest';
import { figure } from '../../../tests/support/figures.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import type { ClassRules } from '../../mapping/policy-class.ts';
import { amountClaims } from './amount-claims.ts';

const RULES = shippedPolicy.classes[0];
const DOMINANCE: ClassRules = { ...RULES, holders: null, dominance: { n: 2, k: 85 } };

/** A sum of these contributions, the way a delivery with its two largest tells it. */
function sumOf(...contributions: number[]) {
  const [first = 0, second = 0] = contributions.toSorted((a, b) => b - a);
  const total = contributions.reduce((sum, one) => sum + one, 0);
  return figure('miete', total, { kind: 'amount', largest: [first, second], holders: contributions.length });
}

function judge(amount: ReturnType<typeof sumOf>, rules: ClassRules) {
  return amountClaims(amount.value ?? 0, amount, rules);
}

describe('amountClaims', () => {
  it('hides a sum whose second contributor can estimate the first to less than ten percent', () => {
    const [claim, ...more] = judge(sumOf(64, 30, 6), RULES);

    expect(more).toEqual([]);
    expect(claim?.reason).toBe('p-percent');
    expect(claim?.need.high).toBeCloseTo(100.4, 9);
    expect(claim?.need.low).toBeCloseTo(99.6, 9);
  });

  it('shows a sum whose rest is ten percent of the largest or more', () => {
    expect(judge(sumOf(60, 30, 6), RULES)).toEqual([]);
    expect(judge(sumOf(20, 20, 20, 20, 20), RULES)).toEqual([]);
  });

  it('hides a sum of two contributors, and one of unknown contributions by their number', () => {
    expect(judge(sumOf(70, 30), RULES).map(({ reason }) => reason)).toEqual(['threshold', 'p-percent']);
    expect(amountClaims(100, figure('miete', 100, { kind: 'amount', holders: 2 }), RULES)).toEqual([
      { reason: 'threshold', need: { high: 110, low: 90 } },
    ]);
  });

  it('asks nothing for a sum without contributors', () => {
    expect(judge(figure('miete', 0, { kind: 'amount', largest: [0, 0], holders: 0 }), RULES)).toEqual([]);
  });

  it('does not let it be found out that few contributors have nothing', () => {
    expect(amountClaims(0, figure('miete', 0, { kind: 'amount', holders: 2 }), RULES)).toEqual([
      { reason: 'threshold', need: { high: 1, low: -1 } },
    ]);
  });

  it('hides a sum that two contributors dominate, until they could be 85 percent of it', () => {
    const [claim] = judge(sumOf(60, 30, 10), DOMINANCE);

    expect(claim?.reason).toBe('dominance');
    expect(claim?.need.high).toBeCloseTo(90 / 0.85, 9);
    expect(judge(sumOf(50, 35, 15), DOMINANCE)).toEqual([]);
  });

  it('looks at the largest alone where the policy says so', () => {
    const one: ClassRules = { ...DOMINANCE, dominance: { n: 1, k: 85 } };

    expect(judge(sumOf(60, 30, 10), one)).toEqual([]);
    expect(judge(sumOf(86, 10, 4), one).map(({ reason }) => reason)).toEqual(['dominance']);
  });
});

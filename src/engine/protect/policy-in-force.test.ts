import { describe, expect, it } from 'vitest';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Catalogue } from '../../mapping/catalogue.ts';
import type { Policy } from '../../mapping/policy.ts';
import { policyInForce } from './policy-in-force.ts';

const on = (policies: readonly Policy[]) => ({
  catalogue: { policies: new Map(policies.map((policy) => [policy.id, policy])) } as unknown as Catalogue,
  now: () => new Date('2026-02-03T13:00:00.000Z'),
});
const from = (day: string) => ({ ...shippedPolicy, from: referenceDate(day) });

describe('the policy in force', () => {
  it('is the one that the job names, from its first day on', () => {
    const policy = from('2026-02-03');

    expect(policyInForce({ policy: policy.id }, on([policy]))).toBe(policy);
    expect(policyInForce({ policy: policy.id }, on([shippedPolicy]))).toBe(shippedPolicy);
  });

  it('is missing where there is no such file: nothing is released', () => {
    expect(() => policyInForce({ policy: 'andere' }, on([shippedPolicy]))).toThrow(
      expect.objectContaining({ code: 'release.no-policy', kind: 'permission' }),
    );
  });

  it('is missing as long as it does not hold yet', () => {
    expect(() => policyInForce({ policy: shippedPolicy.id }, on([from('2026-02-04')]))).toThrow(
      expect.objectContaining({
        code: 'release.no-policy',
        message: expect.stringContaining('gelten erst ab 2026-02-04'),
      }),
    );
  });
});

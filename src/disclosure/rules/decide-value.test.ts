import { describe, expect, it } from 'vitest';
import { figure, value } from '../../../tests/support/figures.ts';
import { shippedPolicy } from '../../../tests/support/shipped-policy.ts';
import type { Circle } from '../../mapping/policy-class.ts';
import type { Figure, ValueSource } from '../figures.ts';
import { decideValue } from './decide-value.ts';

function decide(source: ValueSource, denominator?: Figure, circle: Circle = 'public') {
  return decideValue(source, denominator, { policy: shippedPolicy, circle });
}

describe('decideValue', () => {
  it('hides a rate over a small base, which is smaller in the inner circle', () => {
    const share = value('share', ['a', 'n']);

    expect(decide(share, figure('n', 99)).blocked).toBe('small-base');
    expect(decide(share, figure('n', 100)).blocked).toBeNull();
    expect(decide(share, figure('n', 30), 'intern').blocked).toBeNull();
    expect(decide(share, figure('n', 29), 'intern').blocked).toBe('small-base');
  });

  it('gives a rate a decimal only over a large denominator', () => {
    const share = value('share', ['a', 'n']);

    expect([999, 1000].map((count) => decide(share, figure('n', count)).decimals)).toEqual([0, 1]);
  });

  it('leaves rates over areas, places and counts to the indicator', () => {
    const density = value('rate', ['bev', 'km2'], { disclosureClass: 1 });
    const places = value('rate', ['plaetze', 'kinder'], { disclosureClass: 0 });

    expect(decide(density, figure('km2', 2.5, { kind: 'amount' }))).toEqual({
      blocked: null,
      decimals: null,
    });
    expect(decide(places, figure('kinder', 12))).toEqual({ blocked: null, decimals: null });
    expect(decide(value('count', ['a']))).toEqual({ blocked: null, decimals: null });
  });

  it('hides a mean of few cases', () => {
    const mean = value('mean', ['summe', 'n'], { disclosureClass: 1 });

    expect(decide(mean, figure('n', 9))).toEqual({ blocked: 'few-cases', decimals: 1 });
    expect(decide(mean, figure('n', 10))).toEqual({ blocked: null, decimals: 1 });
  });

  it('names the area first where it is too small', () => {
    expect(decide(value('share', ['a', 'n'], { inhabitants: 120 }), figure('n', 10)).blocked).toBe(
      'area-floor',
    );
  });
});

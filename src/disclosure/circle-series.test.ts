import { describe, expect, it } from 'vitest';
import { figure, value } from '../../tests/support/figures.ts';
import { shownValues } from './circle-series.ts';
import type { Reason, ValueSource } from './figures.ts';
import { NOTHING_KNOWN, type Knowledge } from './knowledge.ts';
import type { ValueDecision } from './rules/decide-value.ts';

interface Own {
  readonly value?: ValueSource;
  readonly decision?: Partial<ValueDecision>;
  readonly hidden?: Readonly<Record<string, readonly Reason[]>>;
  /** Figures that were open, and what was shown then. */
  readonly wasOpen?: readonly string[];
  readonly former?: number | null;
}

const RATE = value('rate', ['n', 'd']);

function shownOf({ value: own = RATE, decision = {}, hidden = {}, wasOpen = [], former }: Own) {
  const knowledge: Knowledge = {
    ...NOTHING_KNOWN,
    openWith: (id) => (wasOpen.includes(id) ? [1] : []),
    shown: () => former,
  };
  const figures = new Map(['n', 'd'].map((id) => [id, figure(id, 10)]));
  const table = { figures, relations: [], values: [own] };
  const decisions = [{ blocked: null, decimals: 1, ...decision }];
  return shownValues(table, decisions, { hidden: new Map(Object.entries(hidden)) }, knowledge)(own);
}

describe('a value in a circle', () => {
  it('is open where its figures are, to so many decimals', () => {
    expect(shownOf({})).toEqual({ kind: 'open', decimals: 1 });
  });

  it('is hidden with its numerator or with its denominator', () => {
    expect(shownOf({ hidden: { n: ['threshold'] } })).toEqual({ kind: 'hidden', reasons: ['threshold'] });
    expect(shownOf({ hidden: { d: ['secondary'] } })).toEqual({ kind: 'hidden', reasons: ['secondary'] });
    expect(shownOf({ hidden: { n: ['threshold'], d: ['threshold', 'units'] } })).toEqual({
      kind: 'hidden',
      reasons: ['threshold', 'units'],
    });
  });

  it('is hidden where a rule for values blocks it, also where it was shown before', () => {
    const blocked = { decision: { blocked: 'area-floor' }, wasOpen: ['n', 'd'], former: 5 } as const;

    expect(shownOf(blocked)).toEqual({ kind: 'hidden', reasons: ['area-floor'] });
  });

  it('is held as it was shown where nothing but a correction hides it', () => {
    const held = { wasOpen: ['n', 'd'], former: 12.5 };

    expect(shownOf({ ...held, hidden: { n: ['correction'] } })).toEqual({ kind: 'held', value: 12.5 });
    expect(shownOf({ ...held, hidden: { n: ['correction'], d: ['correction'] } })?.kind).toBe('held');
    // What has changed by more than a few would be wrong if it stayed as it was.
    expect(shownOf({ ...held, hidden: { n: ['correction'], d: ['secondary'] } })?.kind).toBe('hidden');
  });

  it('is not held where a rule of today hides it, where one figure was never open, or nothing was shown', () => {
    const held = { wasOpen: ['n', 'd'], former: 12.5, hidden: { n: ['correction'] } } as const;

    expect(shownOf({ ...held, hidden: { n: ['threshold'] } })?.kind).toBe('hidden');
    expect(shownOf({ ...held, wasOpen: ['n'] })?.kind).toBe('hidden');
    expect(shownOf({ ...held, former: null })?.kind).toBe('hidden');
    expect(shownOf({ value: RATE, wasOpen: held.wasOpen, hidden: held.hidden })?.kind).toBe('hidden');
  });

  it('is nothing where there is no value', () => {
    const figures = new Map([['n', figure('n', 10)]]);

    const shown = shownValues(
      { figures, relations: [], values: [] },
      [],
      { hidden: new Map() },
      NOTHING_KNOWN,
    );

    expect(shown(RATE)).toBeUndefined();
  });
});

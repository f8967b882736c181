import { describe, expect, it } from 'vitest';
import { figure, hiddenFigure, value } from '../../tests/support/figures.ts';
import { shippedPolicy } from '../../tests/support/shipped-policy.ts';
import { levelId } from '../core/area.ts';
import type { Circle } from '../mapping/policy-class.ts';
import type { Policy } from '../mapping/policy.ts';
import { standings, type Standing } from './figure-status.ts';
import type { Figure, FigureRelation, ValueSource } from './figures.ts';
import { NOTHING_KNOWN, type Knowledge } from './knowledge.ts';
import { judgeFigures } from './rules/judge-figures.ts';

interface Own {
  readonly figures: readonly Figure[];
  readonly values?: readonly ValueSource[];
  readonly relations?: readonly FigureRelation[];
  readonly known?: Readonly<Record<string, readonly number[]>>;
  readonly knowledge?: Partial<Knowledge>;
  readonly policy?: Partial<Policy>;
  readonly circle?: Circle;
  readonly hiddenInside?: readonly string[];
}

/** Unless said otherwise, every figure is the count of an indicator of class 1. */
function standingOf(id: string, own: Own): Standing {
  const { figures, relations = [], known = {}, circle = 'public', hiddenInside = [] } = own;
  const values = own.values ?? figures.map((one) => value('count', [one.id], { disclosureClass: 1 }));
  const policy = { ...shippedPolicy, ...own.policy };
  const table = { figures: new Map(figures.map((one) => [one.id, one])), relations, values };
  const used = new Set(values.flatMap(({ numerator, denominator }) => [numerator, denominator]));
  const judging = { figures: figures.filter((one) => used.has(one.id)), values, policy, circle };
  const judged = judgeFigures(judging);
  const all = standings({
    table,
    judged: judged.figures,
    decisions: judged.values,
    policy,
    circle,
    levels: ['quartier', 'kreis'].map(levelId),
    knowledge: { ...NOTHING_KNOWN, openWith: (figureId) => known[figureId] ?? [], ...own.knowledge },
    hiddenInside: new Set(hiddenInside),
  });
  return all.get(id)!;
}

describe('a figure that values rest on', () => {
  it('is open at a price that grows with it', () => {
    const figures = [figure('a', 10), figure('b', 1000)];

    const [small, large] = ['a', 'b'].map((id) => standingOf(id, { figures }));

    expect(small).toMatchObject({ status: 'open', reasons: [], isUsed: true, isKnown: false });
    expect(large!.weight).toBeGreaterThan(small!.weight);
  });

  it('is hidden below the threshold, until it could be that large', () => {
    expect(standingOf('a', { figures: [figure('a', 2)] })).toMatchObject({
      status: 'hidden',
      reasons: ['threshold'],
      need: { high: 3 },
      lower: 1,
    });
  });

  it('is frozen where anybody has read it before, and what a rule of today says is kept', () => {
    const before = { figures: [figure('a', 2)], known: { a: [7, 2] } };

    expect(standingOf('a', before)).toMatchObject({
      status: 'frozen',
      need: undefined,
      isKnown: true,
      reasons: ['threshold'],
      fresh: { status: 'hidden' },
    });
  });

  it('is hidden where a correction would tell of fewer than may be seen', () => {
    const after = (now: number, before: readonly number[]) =>
      standingOf('a', { figures: [figure('a', now)], known: { a: before } });

    expect(after(42, [41])).toMatchObject({ status: 'hidden', reasons: ['correction'], need: { high: 44 } });
    expect(after(40, [41])).toMatchObject({ status: 'hidden', reasons: ['correction'], need: { low: 38 } });
    expect(after(44, [41]).status).toBe('open');
    expect(after(41, [42, 41]).status).toBe('frozen');
    // Of two values of before, the nearer one.
    expect(after(43, [41, 45])).toMatchObject({ reasons: ['correction'], need: { high: 44 } });
  });

  it('is hidden outside where it is hidden inside', () => {
    const own = { figures: [figure('a', 40)], hiddenInside: ['a'] };

    expect(standingOf('a', own)).toMatchObject({ status: 'hidden', reasons: ['secondary'], need: undefined });
  });

  it('is hidden where the source hides it, and nobody may learn more than the source tells', () => {
    expect(standingOf('a', { figures: [hiddenFigure('a', [1, 9])] })).toMatchObject({
      status: 'hidden',
      reasons: ['source'],
      need: { low: 1, high: 9 },
      lower: 1,
      upper: 9,
    });
  });

  it('is frozen by preference only where it is a total at the top or an open zero', () => {
    const top = figure('a', 90, { level: levelId('kreis') });

    expect(standingOf('a', { figures: [top] })).toMatchObject({ status: 'frozen', isPreference: true });
    expect(standingOf('a', { figures: [figure('a', 0)] })).toMatchObject({
      status: 'frozen',
      isPreference: true,
    });
    expect(
      standingOf('a', { figures: [figure('a', 0)], policy: { frozen: ['published', 'population'] } }),
    ).toMatchObject({ status: 'open', isPreference: false });
  });

  it('of a population is known to everybody whatever its size', () => {
    expect(standingOf('a', { figures: [figure('a', 1, { population: true })] })).toMatchObject({
      status: 'frozen',
      reasons: [],
      isPreference: false,
    });
  });

  it('that is rounded needs no more than its window leaves', () => {
    const window = { name: 'gerundet', terms: [['a', 1]] as const, lower: 0, upper: 2 };

    expect(standingOf('a', { figures: [figure('a', 1)], relations: [window] }).need).toEqual({ high: 2 });
    expect(standingOf('a', { figures: [figure('a', 2)], relations: [window] }).need).toEqual({ low: 1 });
  });

  it('was hidden before as the registry says', () => {
    const own = { figures: [figure('a', 40)], knowledge: { wasHidden: (id: string) => id === 'a' } };

    expect(standingOf('a', own).wasHidden).toBe(true);
  });
});

describe('a figure that nothing rests on', () => {
  const values = [value('count', ['a'], { disclosureClass: 1 })];

  it('is never published, and may not follow from others where it is small', () => {
    const figures = [figure('a', 40), figure('b', 2), figure('c', 20), figure('d', 0)];
    const of = (id: string) => standingOf(id, { figures, values });

    expect(of('b')).toMatchObject({ status: 'unpublished', need: { high: 3 }, isUsed: false });
    expect(of('c')).toMatchObject({ status: 'unpublished', need: undefined });
    expect(of('d')).toMatchObject({ status: 'unpublished', need: undefined });
  });

  it('is small by the class its measure is published in', () => {
    const figures = [figure('a|x', 40, { quantity: 'a' }), figure('a#b|x', 7, { quantity: 'a#b' })];
    const of = (disclosureClass: 1 | 2) =>
      standingOf('a#b|x', { figures, values: [value('count', ['a|x'], { disclosureClass })] });

    expect(of(1).need).toBeUndefined();
    expect(of(2).need).toEqual({ high: 10 });
  });

  it('is known where an earlier release told it', () => {
    const figures = [figure('a', 40), figure('b', 2)];

    expect(standingOf('b', { figures, values, known: { b: [2] } })).toMatchObject({
      status: 'frozen',
      need: undefined,
      isKnown: true,
      fresh: { status: 'unpublished', need: { high: 3 } },
    });
    expect(standingOf('b', { figures, values, known: { b: [1] } }).status).toBe('unpublished');
  });

  it('keeps the need of a rule where only blocked values rest on it', () => {
    const floor = [value('count', ['a'], { disclosureClass: 2, inhabitants: 100 })];

    expect(standingOf('a', { figures: [figure('a', 40)], values: floor })).toMatchObject({
      status: 'unpublished',
      isUsed: false,
      need: { high: 41 },
    });
  });

  it('may be below nothing where it is a balance', () => {
    const { lower, upper } = standingOf('b', {
      figures: [figure('a', 40), figure('b', -5, { kind: 'balance' })],
      values,
    });

    expect(lower).toBeLessThan(-5);
    expect(upper).toBeGreaterThan(5);
  });
});

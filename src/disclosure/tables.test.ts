import { describe, expect, it } from 'vitest';
import { figure, hiddenFigure } from '../../tests/support/figures.ts';
import type { Figure, FigureRelation } from './figures.ts';
import type { Standing } from './figure-status.ts';
import { tablesOf } from './tables.ts';

const OPEN = {
  status: 'open',
  need: undefined,
  fresh: { status: 'open', need: undefined },
  reasons: [],
  lower: 0,
  upper: 100,
  weight: 1,
  isPreference: false,
  isKnown: false,
  wasHidden: false,
  isUsed: true,
} as const satisfies Standing;
const SECRET: Standing = {
  ...OPEN,
  status: 'hidden',
  need: { high: 3 },
  fresh: { status: 'hidden', need: { high: 3 } },
};
const FIXED: Standing = { ...OPEN, status: 'frozen', fresh: { status: 'frozen', need: undefined } };
const KNOWN: Standing = { ...SECRET, status: 'frozen', need: undefined, isKnown: true };

type Entry = readonly [figure: Figure, standing: Standing];
const sum = (whole: string, ...parts: readonly string[]): FigureRelation => ({
  name: 'Summe',
  terms: [[whole, 1], ...parts.map((id) => [id, -1] as const)],
  lower: 0,
  upper: 0,
});
function tables(entries: readonly Entry[], relations: readonly FigureRelation[], rules: unknown = 'p') {
  const figures = new Map(entries.map(([one]) => [one.id, one]));
  const standing = new Map(entries.map(([{ id }, own]) => [id, own]));
  return tablesOf({ figures, relations, values: [] }, standing, rules);
}
const TWO = [
  [figure('a', 2), SECRET],
  [figure('b', 5), OPEN],
  [figure('s', 7), OPEN],
] as const;

describe('tables', () => {
  it('are what relations join, as far as something in them is to be protected', () => {
    const entries: Entry[] = [
      ...TWO,
      [figure('x', 2), OPEN],
      [figure('y', 2), OPEN],
      [figure('z', 1), SECRET],
    ];

    const found = tables(entries, [sum('s', 'a', 'b'), sum('x', 'y')]);

    expect(found.map(({ id, figures }) => [id, figures])).toEqual([
      ['a', ['a', 'b', 's']],
      ['z', ['z']],
    ]);
  });

  it('are not joined by what everybody knows, which stands in each of them', () => {
    const entries: Entry[] = [
      [figure('a', 2), SECRET],
      [figure('b', 5), SECRET],
      [figure('s', 7), FIXED],
      [figure('c', 1), SECRET],
      [figure('d', 6), SECRET],
    ];

    const found = tables(entries, [sum('s', 'a', 'b'), sum('s', 'c', 'd')]);

    expect(found.map(({ figures }) => figures)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(found.map(({ problem }) => problem.cells.map(({ id }) => id))).toEqual([
      ['a', 'b', 's'],
      ['c', 'd', 's'],
    ]);
  });

  it('are the same whatever the order of figures, relations and terms', () => {
    const [first] = tables(TWO, [sum('s', 'a', 'b')]);

    const [second] = tables(TWO.toReversed(), [sum('s', 'b', 'a')]);

    expect(second).toEqual(first);
  });

  it('have the same hash whatever was known before, and another one for other values, rules and relations', () => {
    const hashOf = (entries: readonly Entry[], rules?: unknown, more: readonly FigureRelation[] = []) =>
      tables(entries, [sum('s', 'a', 'b'), ...more], rules)[0]?.hash;
    const own = hashOf(TWO);

    expect(hashOf([[figure('a', 2), KNOWN], TWO[1], TWO[2]])).toBe(own);
    expect(hashOf([TWO[0], [figure('b', 5), { ...OPEN, wasHidden: true }], TWO[2]])).toBe(own);
    expect(hashOf([TWO[0], [figure('b', 6), OPEN], [figure('s', 8), OPEN]])).not.toBe(own);
    expect(hashOf(TWO, 'q')).not.toBe(own);
    expect(hashOf(TWO, 'p', [sum('b', 'a')])).not.toBe(own);
  });

  it('keep hidden what was hidden before, unless it is known', () => {
    const statusOf = (standing: Standing) =>
      tables([TWO[0], [figure('b', 5), standing], TWO[2]], [sum('s', 'a', 'b')])[0]?.problem.cells[1]?.status;
    const preferred = { ...FIXED, isPreference: true, wasHidden: true };

    expect(statusOf(OPEN)).toBe('open');
    expect(statusOf({ ...OPEN, wasHidden: true })).toBe('hidden');
    expect(statusOf(preferred)).toBe('hidden');
    expect(statusOf({ ...preferred, isKnown: true })).toBe('frozen');
  });

  it('hold a guess within the bounds for what nobody knows, and bounds that hold the truth', () => {
    const entries: Entry[] = [
      [hiddenFigure('a', [1, 9]), { ...SECRET, lower: 1, upper: 9 }],
      [figure('b', 500), OPEN],
    ];

    const [found] = tables(entries, [sum('b', 'a')]);

    expect(found?.problem.cells).toMatchObject([
      { id: 'a', value: 1, isUnknown: true, lower: 1, upper: 9 },
      { id: 'b', value: 500, upper: 500 },
    ]);
  });

  it('are of counts unless one of their figures is an amount', () => {
    const amount = [figure('b', 5.5, { kind: 'amount' }), OPEN] as const;

    expect(tables(TWO, [sum('s', 'a', 'b')])[0]?.problem.counts).toBe(true);
    expect(tables([TWO[0], amount, TWO[2]], [sum('s', 'a', 'b')])[0]?.problem.counts).toBe(false);
  });
});

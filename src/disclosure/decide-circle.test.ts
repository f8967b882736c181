import { describe, expect, it } from 'vitest';
import { figure, value } from '../../tests/support/figures.ts';
import { shippedPolicy } from '../../tests/support/shipped-policy.ts';
import { levelId } from '../core/area.ts';
import { decideCircle, type DecidedCircle } from './decide-circle.ts';
import type { FigureTable } from './figures.ts';
import { NOTHING_KNOWN, type DecidedTable, type Knowledge } from './knowledge.ts';
import type { Problem, Protection, Solver } from './problem.ts';
import { judgeFigures } from './rules/judge-figures.ts';

const figures = [figure('a', 2), figure('b', 5), figure('s', 7), figure('x', 90)];
const TABLE: FigureTable = {
  figures: new Map(figures.map((one) => [one.id, one])),
  relations: [
    {
      name: 'Summe',
      terms: [
        ['s', 1],
        ['a', -1],
        ['b', -1],
      ],
      lower: 0,
      upper: 0,
    },
  ],
  values: figures.map(({ id }) => value('count', [id], { disclosureClass: 1 })),
};

/** Hides what it is told to, and counts how often it is asked. */
function stub(hidden: readonly string[], answer?: Protection) {
  const asked: Problem[] = [];
  const safe: Protection = {
    outcome: 'safe',
    pattern: { hidden, cost: 4, bound: 3, proven: true, way: 'optimal' },
    audit: { safe: true, intervals: new Map(), exposures: [], programs: 6, harvested: 0 },
  };
  const none = { safe: false, intervals: new Map(), exposures: [], programs: 0, harvested: 0 };
  const solver: Solver = {
    protect(problems) {
      asked.push(...problems);
      return Promise.resolve(problems.map(() => answer ?? safe));
    },
    audit: (problems) => Promise.resolve(problems.map(() => none)),
  };
  return { asked, solver };
}

function decide(solver: Solver, knowledge: Partial<Knowledge> = {}): Promise<DecidedCircle> {
  const policy = shippedPolicy;
  const circle = 'intern';
  const judged = judgeFigures({ figures, values: TABLE.values, policy, circle });
  return decideCircle({
    circle,
    table: TABLE,
    judged: judged.figures,
    decisions: judged.values,
    policy,
    levels: ['quartier', 'kreis'].map(levelId),
    knowledge: { ...NOTHING_KNOWN, ...knowledge },
    hiddenInside: new Set(),
    solver,
    progress: () => undefined,
  });
}
const known = (open: Readonly<Record<string, readonly number[]>>) => ({
  openWith: (id: string) => open[id] ?? [],
});

describe('the decision for a circle', () => {
  it('hides by its own rules, and what the solver hides to protect that', async () => {
    const { solver } = stub(['a', 'b']);

    const decided = await decide(solver);

    expect([...decided.hidden]).toEqual([
      ['a', ['threshold']],
      ['b', ['secondary']],
    ]);
    expect([...decided.open]).toEqual(['s', 'x']);
    expect(decided).toMatchObject({ primary: 1, secondary: 1, cost: 4, bound: 3, programs: 6 });
  });

  it('keeps of each table what is open by value, and what is hidden by name', async () => {
    const { solver } = stub(['a', 'b']);

    const { tables } = await decide(solver);

    expect(tables).toMatchObject([{ id: 'a', way: 'optimal', open: { s: 7 }, hidden: ['a', 'b'] }]);
  });

  it('asks for nothing where there is nothing to protect', async () => {
    const { asked, solver } = stub(['a', 'b']);

    await decide(solver);

    expect(asked.map(({ cells }) => cells.map(({ id }) => id))).toEqual([['a', 'b', 's']]);
  });

  it('is that of before for the same table, as long as nothing else has become known', async () => {
    const first = await decide(stub(['a', 'b']).solver);
    const { hash, open, hidden } = first.tables[0]!;
    const before: DecidedTable = { open, hidden };
    const { asked, solver } = stub(['a', 's']);
    const decided = (asking: string) => (asking === hash ? before : undefined);

    const second = await decide(solver, { ...known({ s: [7] }), decided });

    expect(asked).toEqual([]);
    expect(second.hidden).toEqual(first.hidden);
    expect(second.tables[0]).toMatchObject({ way: 'reused', open: { s: 7 }, hidden: ['a', 'b'] });
  });

  it('is taken anew where something else of the table has become known, or with another value', async () => {
    const { hash, open, hidden } = (await decide(stub(['a', 'b']).solver)).tables[0]!;
    const decided = (asking: string) => (asking === hash ? { open, hidden } : undefined);
    const askedWith = async (values: Readonly<Record<string, readonly number[]>>) => {
      const { asked, solver } = stub(['a', 's']);
      await decide(solver, { ...known(values), decided });
      return asked.length;
    };

    expect(await askedWith({})).toBe(0);
    expect(await askedWith({ s: [7], b: [5] })).toBe(1);
    expect(await askedWith({ s: [7, 9] })).toBe(1);
  });

  it('says what could be read before and is hidden by a rule of today', async () => {
    const { alreadyKnown, hidden } = await decide(stub([]).solver, known({ a: [2] }));

    expect(alreadyKnown).toEqual(['a']);
    expect(hidden.get('a')).toEqual(['threshold']);
  });

  it('names what forces a disclosure, and in which table', async () => {
    const exposure = { cell: 'a', interval: { lo: 2, hi: 2 }, need: { high: 3 }, witnesses: ['s'] };
    const { solver } = stub([], { outcome: 'infeasible', exposures: [exposure] });

    const { exposures, tables } = await decide(solver);

    expect(exposures).toEqual([{ ...exposure, table: 'a' }]);
    expect(tables).toEqual([]);
  });
});

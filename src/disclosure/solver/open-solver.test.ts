import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem, ProblemCell } from '../problem.ts';
import { openSolver, SOLVER } from './open-solver.ts';

const RULES = { method: 'exact', timeLimit: 1000, maxCells: 100 } as const;
const HIDDEN: ProblemCell = {
  id: 'a',
  value: 2,
  lower: 1,
  upper: 50,
  weight: 1,
  status: 'hidden',
  need: { high: 3 },
};
const OPEN: ProblemCell = { id: 'b', value: 7, lower: 1, upper: 50, weight: 2, status: 'open' };
const TOTAL: ProblemCell = { id: 'sum', value: 9, lower: 1, upper: 100, weight: 9, status: 'open' };

function table(changes: Partial<Problem> = {}): Problem {
  const relation = {
    terms: [
      [0, 1],
      [1, 1],
      [2, -1],
    ] as const,
    lower: 0,
    upper: 0,
    name: 'Quartiere in Stadt',
  };
  return { cells: [HIDDEN, OPEN, TOTAL], relations: [relation], counts: true, ...changes };
}

describe('the solver', () => {
  it('is named with the version that is pinned', () => {
    const file = path.resolve(import.meta.dirname, '../../../package.json');
    const { dependencies } = JSON.parse(readFileSync(file, 'utf8')) as {
      dependencies: Record<string, string>;
    };

    expect(SOLVER).toBe(`highs ${dependencies['highs']}`);
  });

  it('answers in the order of the problems and tells how many are done', async () => {
    const solver = await openSolver(() => 0);
    const told: [number, number][] = [];
    const safe = table({ relations: [] });
    const fixed = table({ cells: [HIDDEN, { ...OPEN, status: 'frozen' }, { ...TOTAL, status: 'frozen' }] });

    const protections = await solver.protect([table(), safe, fixed], RULES, (done, all) =>
      told.push([done, all]),
    );

    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(protections).toMatchObject([
      { outcome: 'safe', pattern: { hidden: ['a', 'b'], cost: 2, bound: 2, proven: true, way: 'optimal' } },
      { outcome: 'safe', pattern: { hidden: ['a'], cost: 0, proven: true, way: 'nothing-to-do' } },
      {
        outcome: 'infeasible',
        exposures: [{ cell: 'a', interval: { lo: 2, hi: 2 }, witnesses: ['b', 'sum'] }],
      },
    ]);
  });

  it('takes the heuristic where it is asked for, and where there are too many cells to search', async () => {
    const solver = await openSolver(() => 0);

    const asked = await solver.protect([table()], { ...RULES, method: 'heuristic' });
    const large = await solver.protect([table()], { ...RULES, maxCells: 1 });

    const pattern = { hidden: ['a', 'b'], cost: 2, bound: null, proven: false, way: 'heuristic' };
    expect([...asked, ...large]).toMatchObject([
      { outcome: 'safe', pattern },
      { outcome: 'safe', pattern },
    ]);
  });

  it('hides an open cell that asks for it, and keeps one that would be recognised', async () => {
    const solver = await openSolver(() => 0);
    const asking = { ...HIDDEN, status: 'open' as const };
    const zero = { ...OPEN, id: 'zero', value: 0, weight: 0 };
    const relation = {
      ...table().relations[0]!,
      terms: [
        [0, 1],
        [1, 1],
        [2, -1],
        [3, 1],
      ] as const,
    };
    const problem = table({ cells: [asking, OPEN, TOTAL, zero], relations: [relation] });

    const [protection] = await solver.protect([problem], RULES);

    expect(protection).toMatchObject({ outcome: 'safe', pattern: { hidden: ['a', 'b'], cost: 3, bound: 3 } });
  });

  it.each<[string, Problem]>([
    ['a value that is no number', table({ cells: [{ ...HIDDEN, value: Number.NaN }, OPEN, TOTAL] })],
    ['a price that is no number', table({ cells: [HIDDEN, { ...OPEN, weight: Number.NaN }, TOTAL] })],
    ['a need that is no number', table({ cells: [{ ...HIDDEN, need: { high: Number.NaN } }, OPEN, TOTAL] })],
    ['a bound that is no number', table({ cells: [{ ...HIDDEN, upper: Number.NaN }, OPEN, TOTAL] })],
    ['a negative price', table({ cells: [HIDDEN, { ...OPEN, weight: -1 }, TOTAL] })],
    ['a broken count', table({ cells: [HIDDEN, OPEN, { ...TOTAL, value: 9.5 }] })],
    ['two cells of one name', table({ cells: [HIDDEN, { ...OPEN, id: 'a' }, TOTAL] })],
    ['a hidden value outside what is known', table({ cells: [{ ...HIDDEN, lower: 3 }, OPEN, TOTAL] })],
    ['a sum that does not come out', table({ cells: [HIDDEN, OPEN, { ...TOTAL, value: 10 }] })],
    [
      'a factor that is no number',
      table({ relations: [{ terms: [[0, Number.NaN]], lower: 0, upper: 0, name: 'x' }] }),
    ],
    ['a term without a cell', table({ relations: [{ terms: [[3, 1]], lower: 0, upper: 0, name: 'x' }] })],
  ])('refuses %s', async (_what, problem) => {
    const solver = await openSolver(() => 0);
    const refusal = { code: 'disclosure.solver-failed', kind: 'permission', exitCode: 7 };

    await expect(solver.audit([problem])).rejects.toMatchObject(refusal);
    await expect(solver.protect([problem], RULES)).rejects.toMatchObject(refusal);
  });
});

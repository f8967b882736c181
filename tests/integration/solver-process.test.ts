/** The built entry of the solver's process does what the solver does in this one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/app.ts';
import type { Audit, Problem, Solver } from '../../src/disclosure/problem.ts';
import { openSolver } from '../../src/disclosure/solver/open-solver.ts';
import { childSolver } from '../../src/engine/solver-process.ts';
import { workerEntry } from '../../src/engine/threads.ts';
import { SyncError } from '../../src/errors.ts';
import { requireBuilt } from '../support/cli-process.ts';

const cell = { lower: 0, upper: 10, weight: 1 };
const PROBLEM: Problem = {
  cells: [
    { ...cell, id: 'total', value: 7, status: 'frozen' },
    { ...cell, id: 'one', value: 2, status: 'hidden', need: { high: 5 } },
    { ...cell, id: 'two', value: 5, status: 'open' },
  ],
  relations: [
    {
      terms: [
        [0, -1],
        [1, 1],
        [2, 1],
      ],
      lower: 0,
      upper: 0,
      name: 'Summe',
    },
  ],
  counts: true,
};

async function outcomeOf(solver: Solver | Promise<Solver>): Promise<readonly Audit[] | string> {
  try {
    return await (await solver).audit([PROBLEM]);
  } catch (error) {
    return error instanceof SyncError ? `${error.code} ${error.message}` : String(error);
  }
}

describe('the built process of the solver', () => {
  beforeAll(requireBuilt);

  it('answers as the solver in this process does', async () => {
    const entry = workerEntry(packageRoot(), 'src/disclosure/solver.worker');
    const limits = { memoryMb: 1_500, milliseconds: 20_000 };
    const child = childSolver({ entry, signal: new AbortController().signal, limits });

    expect(await outcomeOf(child)).toEqual(await outcomeOf(openSolver(() => 0)));
  });
});

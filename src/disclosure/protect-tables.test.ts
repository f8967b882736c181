import { describe, expect, it } from 'vitest';
import type { Standing } from './figure-status.ts';
import type { Audit, Problem, ProblemCell, Protection, Solver } from './problem.ts';
import { protectTables } from './protect-tables.ts';
import type { Table } from './tables.ts';

const cellOf = (id: string, own: Partial<ProblemCell> = {}): ProblemCell => ({
  id,
  value: 2,
  lower: 0,
  upper: 100,
  weight: 1,
  status: 'open',
  ...own,
});
const tableOf = (id: string, cells: readonly ProblemCell[]): Table => ({
  id,
  problem: { cells, relations: [], counts: true },
  figures: cells.map((cell) => cell.id),
  hash: id,
});
const standingOf = (own: Partial<Standing>) => ({ fresh: { status: 'frozen' }, ...own }) as Standing;

const SAFE: Protection = {
  outcome: 'safe',
  pattern: { hidden: [], cost: 0, bound: 0, proven: true, way: 'optimal' },
  audit: { safe: true, intervals: new Map(), exposures: [], programs: 1, harvested: 0 },
};
const STUCK: Protection = { outcome: 'infeasible', exposures: [] };

/** Answers by the problem it is asked, and remembers what it was asked. */
function stub(answer: (problem: Problem) => Protection, audit: Partial<Audit> = {}) {
  const asked: Problem[] = [];
  const audited: Problem[] = [];
  const solver: Solver = {
    protect(problems) {
      asked.push(...problems);
      return Promise.resolve(problems.map(answer));
    },
    audit(problems) {
      audited.push(...problems);
      const found = { safe: false, intervals: new Map(), exposures: [], programs: 1, harvested: 0 };
      return Promise.resolve(problems.map(() => ({ ...found, ...audit })));
    },
  };
  const rules = { method: 'exact', timeLimit: 1000, maxCells: 100 } as const;
  return { asked, audited, means: { solver, rules, progress: () => undefined } };
}
const statusesOf = (problem: Problem | undefined) => problem?.cells.map(({ status }) => status);

describe('protecting tables', () => {
  const table = tableOf('t', [
    cellOf('secret', { status: 'hidden', need: { high: 10, low: -5 } }),
    cellOf('total', { status: 'frozen' }),
    cellOf('known', { status: 'frozen' }),
    cellOf('people', { status: 'frozen' }),
  ]);
  const standing = new Map([
    ['secret', standingOf({})],
    ['total', standingOf({ isPreference: true, isKnown: false })],
    ['known', standingOf({ isPreference: true, isKnown: true })],
    ['people', standingOf({ isPreference: false, isKnown: false })],
  ]);

  it('asks once where each is safe, and answers each by its name', async () => {
    const { asked, audited, means } = stub(() => SAFE);

    const outcomes = await protectTables([table, tableOf('u', [cellOf('x')])], standing, means);

    expect([...outcomes.keys()]).toEqual(['t', 'u']);
    expect(outcomes.get('t')).toEqual({ protection: SAFE, wasUnfrozen: false });
    expect([asked.length, audited.length]).toEqual([2, 0]);
  });

  it('gives up what the policy would like to see, and never what is known or common', async () => {
    const { asked, means } = stub((problem) => (problem.cells[1]?.status === 'frozen' ? STUCK : SAFE));

    const outcomes = await protectTables([table], standing, means);

    expect(asked.map(statusesOf)).toEqual([
      ['hidden', 'frozen', 'frozen', 'frozen'],
      ['hidden', 'open', 'frozen', 'frozen'],
    ]);
    expect(outcomes.get('t')).toEqual({ protection: SAFE, wasUnfrozen: true });
  });

  it('does not ask for what nobody could believe before anything was published', async () => {
    const exposure = { cell: 'secret', interval: { lo: 0, hi: 4 }, need: { high: 10 }, witnesses: [] };
    const { asked, audited, means } = stub((problem) => (problem.cells[0]?.need?.high === 4 ? SAFE : STUCK), {
      exposures: [exposure],
    });

    const outcomes = await protectTables([table], standing, means);

    // Everything but the population is hidden when it is asked what could be believed.
    expect(audited.map(statusesOf)).toEqual([['hidden', 'hidden', 'hidden', 'frozen']]);
    expect(asked.at(-1)?.cells[0]?.need).toEqual({ high: 4, low: 0 });
    expect(outcomes.get('t')).toEqual({ protection: SAFE, wasUnfrozen: true });
  });

  it('says so where nothing helps', async () => {
    const { asked, means } = stub(() => STUCK);

    const outcomes = await protectTables([table], standing, means);

    expect(asked).toHaveLength(3);
    expect(outcomes.get('t')).toEqual({ protection: STUCK, wasUnfrozen: false });
  });

  it('tries again only with the tables that are stuck', async () => {
    const { asked, means } = stub((problem) => (problem.cells[0]?.id === 'x' ? SAFE : STUCK));

    await protectTables([tableOf('u', [cellOf('x')]), table], standing, means);

    expect(asked.filter((problem) => problem.cells[0]?.id === 'x')).toHaveLength(1);
  });
});

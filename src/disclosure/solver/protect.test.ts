/** Random tables: what is decided must stand an attack that shares nothing with it, and depend on nothing but the table. */
import { beforeAll, describe, expect, it } from 'vitest';
import { hierarchy, hierarchyTable, poisson, seeded } from '../../../tests/support/hierarchy-table.ts';
import { attackIndependently } from '../../../tests/support/independent-attack.ts';
import type { Problem, Protection, Relation, Solver } from '../problem.ts';
import { openSolver } from './open-solver.ts';

const TABLES = 240;
const THRESHOLD = 3;
/** The search breaks ties by 1e-6. */
const COST_TOLERANCE = 1e-4;
/** Hundreds of searches; some seconds on a quiet machine. */
const PATIENCE = 180_000;
const EXACT = { method: 'exact', timeLimit: 60_000, maxCells: 10_000 } as const;

let solver: Solver;
beforeAll(async () => {
  solver = await openSolver(() => 0);
});

/** Two or three dimensions; some cells must stay published; every fourth table has a rounded figure in it, too. */
function randomTable(seed: number): Problem {
  const random = seeded(seed);
  const pick = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const dimensions =
    seed % 2 === 0
      ? [hierarchy('q', [pick(3, 6), 2, 1]), hierarchy('a', [pick(2, 4), 1])]
      : [hierarchy('q', [3, 1]), hierarchy('a', [pick(2, 3), 1]), hierarchy('s', [2, 1])];
  const mean = 1 + 6 * random();
  const frozen = random() < 0.5 ? 0.15 : 0;
  const table = hierarchyTable(dimensions, () => poisson(mean, random), {
    threshold: THRESHOLD,
    upper: 500,
    isFrozen: () => random() < frozen,
  });
  return seed % 4 === 0 ? withRounding(table, pick(0, table.cells.length - 2)) : table;
}

/** The sum of two neighbouring cells was published before, rounded to fives. */
function withRounding(table: Problem, at: number): Problem {
  const sum = table.cells[at]!.value + table.cells[at + 1]!.value;
  const rounded = 5 * Math.floor((sum + 2) / 5);
  const terms = [
    [at, 1],
    [at + 1, 1],
  ] as const;
  const relation: Relation = { terms, lower: rounded - 2, upper: rounded + 2, name: 'gerundet' };
  return { ...table, relations: [...table.relations, relation] };
}

function shuffled(problem: Problem, seed: number): Problem {
  const random = seeded(seed);
  const order = <Item>(items: readonly Item[]) =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const places = order([...problem.cells.keys()]);
  const placeOf = new Map(places.map((index, place) => [index, place]));
  return {
    ...problem,
    cells: places.map((index) => problem.cells[index]!),
    relations: order(problem.relations).map((relation) => ({
      ...relation,
      terms: order(relation.terms).map(([cell, factor]) => [placeOf.get(cell)!, factor] as const),
    })),
  };
}

/** Cells that the independent attack proves to be below the threshold. */
function provenSmall(problem: Problem, hidden: readonly string[]): string[] {
  const intervals = attackIndependently(problem, new Set(hidden));
  return problem.cells
    .filter(({ id, need }) => need && (intervals.get(id)?.hi ?? -Infinity) < THRESHOLD - 1e-6)
    .map(({ id }) => id);
}

function notFrozen(problem: Problem): string[] {
  return problem.cells.filter(({ status }) => status !== 'frozen').map(({ id }) => id);
}

describe('P28 suppressed values cannot be computed back: random tables', () => {
  const problems = Array.from({ length: TABLES }, (_, seed) => randomTable(seed));
  let decided: Readonly<Record<'exact' | 'heuristic', readonly Protection[]>>;
  beforeAll(async () => {
    const exact = await solver.protect(problems, EXACT);
    const heuristic = await solver.protect(problems, { ...EXACT, method: 'heuristic' });
    decided = { exact, heuristic };
  }, PATIENCE);

  it.each(['exact', 'heuristic'] as const)('stands an independent attack (%s)', (method) => {
    const patterns = decided[method].map(({ outcome, ...more }) =>
      'pattern' in more ? more.pattern : outcome,
    );

    const failed = patterns.flatMap((pattern, index) =>
      typeof pattern === 'string'
        ? []
        : provenSmall(problems[index]!, pattern.hidden).map((id) => [index, id]),
    );

    expect(failed).toEqual([]);
    expect(patterns.filter((pattern) => pattern !== 'infeasible').length).toBeGreaterThan(TABLES / 2);
  });

  it('is never dearer by search than by heuristic, and proven', () => {
    const dearer = decided.exact.filter((protection, index) => {
      const other = decided.heuristic[index]!;
      if (protection.outcome !== other.outcome) return true;
      if (protection.outcome !== 'safe' || other.outcome !== 'safe') return false;
      return !protection.pattern.proven || protection.pattern.cost > other.pattern.cost + COST_TOLERANCE;
    });

    expect(dearer).toEqual([]);
  });

  it('is explained by frozen cells where it is impossible', () => {
    const impossible = decided.exact.flatMap((protection, index) =>
      protection.outcome === 'infeasible' ? [{ problem: problems[index]!, ...protection }] : [],
    );

    expect(impossible.length).toBeGreaterThan(5);
    for (const { problem, exposures } of impossible) {
      const frozen = new Set(problem.cells.filter(({ status }) => status === 'frozen').map(({ id }) => id));
      expect(exposures.flatMap(({ witnesses }) => witnesses.filter((id) => !frozen.has(id)))).toEqual([]);
      expect(exposures.map(({ cell }) => cell)).toEqual(
        expect.arrayContaining(provenSmall(problem, notFrozen(problem)).sort()),
      );
    }
  });

  it(
    'depends neither on the run nor on the order of cells, relations and terms',
    async () => {
      const mixed = problems.map((problem, seed) => shuffled(problem, seed));

      const again = await solver.protect(problems.slice(0, 50), EXACT);
      const ofMixed = await solver.protect(mixed, EXACT);

      expect(again).toEqual(decided.exact.slice(0, 50));
      expect(ofMixed).toEqual(decided.exact);
    },
    PATIENCE,
  );

  it('repairs what the search has not finished when the time is up', async () => {
    let time = 0;
    const hurried = await openSolver(() => (time += 40));

    const protections = await hurried.protect(problems.slice(0, 40), { ...EXACT, timeLimit: 100 });

    const ways = protections.map((protection) => protection.outcome === 'safe' && protection.pattern.way);
    const failed = protections.flatMap((protection, index) =>
      protection.outcome === 'safe' ? provenSmall(problems[index]!, protection.pattern.hidden) : [],
    );
    expect(failed).toEqual([]);
    expect(ways.filter((way) => way === 'repaired').length).toBeGreaterThan(5);
  });
});

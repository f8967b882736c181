/** The search against trying all patterns, on tables small enough for that. */
import type { Highs } from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { hierarchy, hierarchyTable, poisson, seeded } from '../../../tests/support/hierarchy-table.ts';
import type { Problem, Relation } from '../problem.ts';
import { auditProblem } from './audit.ts';
import { loadHighs } from './load-highs.ts';
import { protectProblem } from './protect.ts';

const TABLES = 16;
const RULES = { method: 'exact', timeLimit: 60_000, maxCells: 100 } as const;
const COST_TOLERANCE = 1e-4;

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

/** One sum or a small table with margins, and two windows on sums with factors, as rates and rounded figures are. */
function smallTable(seed: number, upper: number): Problem {
  const random = seeded(seed);
  const table = hierarchyTable(
    [hierarchy('q', [4, 1]), hierarchy('a', [2, 1])].slice(0, 1 + (seed % 2)),
    () => 1 + poisson(2, random),
    {
      threshold: 3,
      upper,
    },
  );
  const windows = [0, 1].map((): Relation => {
    const pick = () => Math.floor(random() * table.cells.length);
    const [first, second] = [pick(), pick()];
    const terms = [
      [first, 2],
      [second, -3],
    ] as const;
    const sum = 2 * table.cells[first]!.value - 3 * table.cells[second]!.value;
    const above = random() < 0.3 ? Infinity : 4 * random();
    return { terms, lower: sum - 4 * random(), upper: sum + above, name: 'Fenster' };
  });
  return { ...table, relations: [...table.relations, ...windows] };
}

function hiding(problem: Problem, ids: ReadonlySet<string>): Problem {
  const cells = problem.cells.map((cell) =>
    ids.has(cell.id) ? { ...cell, status: 'hidden' as const } : cell,
  );
  return { ...problem, cells };
}

/** Cost of the cheapest pattern that stands the audit; null where none does. */
function cheapestOfAll(problem: Problem): number | null {
  const open = problem.cells.filter(({ status }) => status === 'open');
  const patterns = Array.from({ length: 2 ** open.length }, (_, bits) => {
    const cells = open.filter((_cell, at) => (bits >> at) % 2 === 1);
    return {
      ids: new Set(cells.map(({ id }) => id)),
      cost: cells.reduce((sum, { weight }) => sum + weight, 0),
    };
  }).sort((a, b) => a.cost - b.cost);
  const safe = patterns.find(({ ids }) => auditProblem(highs, hiding(problem, ids)).safe);
  return safe?.cost ?? null;
}

describe('the search', () => {
  it.each([
    ['bounds that are known', 60],
    ['no upper bounds', Infinity],
  ])(
    'finds what trying all patterns finds, with windows and factors; %s',
    (_what, upper) => {
      const differing: number[] = [];
      let protectedTables = 0;

      for (let seed = 0; seed < TABLES; seed += 1) {
        const problem = smallTable(seed, upper);
        const protection = protectProblem(highs, problem, RULES, () => 0);
        const cheapest = cheapestOfAll(problem);
        if (protection.outcome === 'safe') protectedTables += 1;
        const found = protection.outcome === 'safe' ? protection.pattern.cost : null;
        const isSame =
          found === cheapest || Math.abs((found ?? Infinity) - (cheapest ?? -Infinity)) < COST_TOLERANCE;
        if (!isSame) differing.push(seed);
      }

      expect(differing).toEqual([]);
      expect(protectedTables).toBeGreaterThan(TABLES / 2);
    },
    120_000,
  );
});

/**
 * Ten tables of recipients in 64 quarters and 12 age groups with their hierarchies, 1,615 cells each: the proven
 * cheapest protection against the heuristic, and the audit with and without harvesting.
 */
import type { Highs } from 'highs';
import type { Problem, Protection } from '../src/disclosure/problem.ts';
import { auditProblem } from '../src/disclosure/solver/audit.ts';
import { loadHighs } from '../src/disclosure/solver/load-highs.ts';
import { protectProblem } from '../src/disclosure/solver/protect.ts';
import { median, rounded, type BenchResult } from './bench.ts';
import { recipients } from './recipients.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const CASES = 18_800;
const THRESHOLD = 3;
const TIME_LIMIT = 15_000;
/** The search breaks ties by 1e-6. */
const COST_TOLERANCE = 1e-4;

export const bench = { name: 'suppression-2d', run: suppression2d };

export interface SuppressionResult extends BenchResult {
  readonly proven: number;
  /** Tables that the search protects dearer than the heuristic. */
  readonly dearer: number;
  /** Median number of primary and of all hidden cells. */
  readonly primaries: number;
  readonly hidden: number;
  /** Programs of the audit with harvesting per program without. */
  readonly auditShare: number;
}

/** Value and baseline: median milliseconds, with reading the problem and the final audit. */
export async function suppression2d(): Promise<SuppressionResult> {
  const highs = await loadHighs();
  const runs = [0, ...SEEDS].map((seed) => measure(highs, seed)).slice(1);
  const [value, baseline] = [
    median(runs.map(({ exactMs }) => exactMs)),
    median(runs.map((run) => run.plainMs)),
  ];
  const programs = (side: 'harvested' | 'asked') => runs.reduce((sum, run) => sum + run[side], 0);
  return {
    name: bench.name,
    value: rounded(value, 1),
    baseline: rounded(baseline, 1),
    ratio: rounded(value / baseline, 3),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    runs: SEEDS.length,
    proven: runs.filter(({ exact }) => exact.proven).length,
    dearer: runs.filter(({ exact, plain }) => exact.cost > plain.cost + COST_TOLERANCE).length,
    primaries: median(runs.map((run) => run.primaries)),
    hidden: median(runs.map(({ exact }) => exact.hidden.length)),
    auditShare: rounded(programs('harvested') / programs('asked'), 3),
  };
}

function measure(highs: Highs, seed: number) {
  const problem = recipients({ seed, cases: CASES, threshold: THRESHOLD, bySex: false });
  const timed = (method: 'exact' | 'heuristic') => {
    const started = performance.now();
    const rules = { method, timeLimit: TIME_LIMIT, maxCells: 5000 };
    const pattern = patternOf(protectProblem(highs, problem, rules, () => performance.now()));
    return { pattern, ms: performance.now() - started };
  };
  const [plain, exact] = [timed('heuristic'), timed('exact')];
  const outcome = hiding(problem, exact.pattern.hidden);
  return {
    exactMs: exact.ms,
    plainMs: plain.ms,
    exact: exact.pattern,
    plain: plain.pattern,
    primaries: problem.cells.filter(({ need }) => need !== undefined).length,
    harvested: auditProblem(highs, outcome).programs,
    asked: auditProblem(highs, outcome, { harvest: false }).programs,
  };
}

function hiding(problem: Problem, ids: readonly string[]): Problem {
  const hidden = new Set(ids);
  const cells = problem.cells.map((cell) =>
    hidden.has(cell.id) ? { ...cell, status: 'hidden' as const } : cell,
  );
  return { ...problem, cells };
}

function patternOf(protection: Protection) {
  if (protection.outcome !== 'safe') throw new Error('a table cannot be protected');
  return protection.pattern;
}

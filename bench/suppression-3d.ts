/**
 * The tables of `suppression-2d` by sex, 4,845 cells: one with many recipients, one with few. The search has 40 s, then
 * its pattern is repaired. What is answered has passed the audit; otherwise the benchmark fails.
 */
import type { Highs } from 'highs';
import { loadHighs } from '../src/disclosure/solver/load-highs.ts';
import { protectProblem } from '../src/disclosure/solver/protect.ts';
import { rounded, type BenchResult } from './bench.ts';
import { recipients } from './recipients.ts';

const TIME_LIMIT = 40_000;
const THRESHOLD = 3;
const [NORMAL, SPARSE] = [18_800, 4900];
const COST_TOLERANCE = 1e-4;

export const bench = { name: 'suppression-3d', run: suppression3d };

export interface Suppression3dResult extends BenchResult {
  readonly sparseValue: number;
  readonly sparseBaseline: number;
  /** How far the cost is above the proven bound, at most; for either table. */
  readonly gap: number;
  readonly sparseGap: number;
  readonly dearer: number;
  readonly hidden: number;
  readonly sparseHidden: number;
}

/** Value and baseline: seconds for the table with many recipients. */
export async function suppression3d(): Promise<Suppression3dResult> {
  const highs = await loadHighs();
  const normal = measure(highs, NORMAL);
  const sparse = measure(highs, SPARSE);
  return {
    name: bench.name,
    value: rounded(normal.exact.seconds, 2),
    baseline: rounded(normal.plain.seconds, 2),
    ratio: rounded(normal.exact.seconds / normal.plain.seconds, 2),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    runs: 1,
    sparseValue: rounded(sparse.exact.seconds, 2),
    sparseBaseline: rounded(sparse.plain.seconds, 2),
    gap: rounded(normal.gap, 4),
    sparseGap: rounded(sparse.gap, 4),
    dearer: [normal, sparse].filter(({ exact, plain }) => exact.cost > plain.cost + COST_TOLERANCE).length,
    hidden: normal.exact.hidden,
    sparseHidden: sparse.exact.hidden,
  };
}

function measure(highs: Highs, cases: number) {
  const problem = recipients({ seed: 1, cases, threshold: THRESHOLD, bySex: true });
  const timed = (method: 'exact' | 'heuristic') => {
    const started = performance.now();
    const rules = { method, timeLimit: TIME_LIMIT, maxCells: 5000 };
    const protection = protectProblem(highs, problem, rules, () => performance.now());
    if (protection.outcome !== 'safe') throw new Error('the table cannot be protected');
    const { cost, bound, hidden } = protection.pattern;
    return { seconds: (performance.now() - started) / 1000, cost, bound, hidden: hidden.length };
  };
  const [plain, exact] = [timed('heuristic'), timed('exact')];
  return { plain, exact, gap: exact.cost / (exact.bound ?? Number.NaN) - 1 };
}

/**
 * Decides which further cells are hidden, part by part: the cheapest safe pattern where there is time to prove it, a
 * repaired or a heuristic one otherwise. No pattern is answered that the audit has not passed.
 */
import type { Highs } from 'highs';
import type { Pattern, Problem, Protection, SuppressionRules } from '../problem.ts';
import { auditPattern } from './audit.ts';
import { searchExactly, type Clock } from './exact-search.ts';
import { protectByMoves } from './heuristic.ts';
import { freeCells, hideableCells, partsOf, type Part } from './parts.ts';
import { solverFailed } from './solver-failed.ts';
import { tableOf, type Table } from './table.ts';

type Way = Exclude<Pattern['way'], 'nothing-to-do'>;

interface Decision {
  readonly hidden: Uint8Array;
  /** Of the cells that were hidden by choice; null where nobody looked for one. */
  readonly bound: number | null;
  readonly way: Way;
}

export function protectProblem(
  highs: Highs,
  problem: Problem,
  rules: SuppressionRules,
  now: () => number,
): Protection {
  const table = tableOf(problem);
  const free = freeCells(table);
  const standing = auditPattern(highs, table, free);
  if (standing.safe) return { outcome: 'safe', pattern: patternOf(table, free, []), audit: standing };

  const exposed = new Set(standing.exposures.map(({ cell }) => cell));
  const demands = table.demands.filter(({ cell }) => exposed.has(table.cells[cell]!.id));
  const utmost = auditPattern(highs, table, hideableCells(table), { demands });
  if (!utmost.safe) return { outcome: 'infeasible', exposures: utmost.exposures };

  const clock = { now, deadline: now() + rules.timeLimit };
  const decisions = partsOf(table, demands).map((part) => decide(highs, table, part, { rules, clock }));
  const hidden = Uint8Array.from(free);
  for (const decision of decisions)
    for (const [cell, isHidden] of decision.hidden.entries()) if (isHidden) hidden[cell] = 1;
  const audit = auditPattern(highs, table, hidden);
  if (!audit.safe) throw solverFailed('das Muster der gesperrten Zellen hat den Angriff nicht bestanden');
  return { outcome: 'safe', pattern: patternOf(table, hidden, decisions), audit };
}

function decide(
  highs: Highs,
  table: Table,
  part: Part,
  { rules, clock }: { rules: SuppressionRules; clock: Clock },
): Decision {
  const cells = part.choices.length + part.least.reduce((sum, share) => sum + share, 0);
  if (rules.method === 'heuristic' || cells > rules.maxCells)
    return { hidden: protectByMoves(highs, table, part, part.least), bound: null, way: 'heuristic' };
  const { shares, bound, proven } = searchExactly(highs, table, part, clock);
  if (proven) return { hidden: Uint8Array.from(shares), bound, way: 'optimal' };
  return { hidden: protectByMoves(highs, table, part, shares), bound, way: 'repaired' };
}

function patternOf(table: Table, hidden: Uint8Array, decisions: readonly Decision[]): Pattern {
  const ways = new Set(decisions.map(({ way }) => way));
  const cost = costOf(table, hidden);
  const way = (['heuristic', 'repaired', 'optimal'] as const).find((each) => ways.has(each));
  const forced = costOf(table, freeCells(table));
  const bound = decisions.reduce((sum, decision) => sum + (decision.bound ?? 0), forced);
  const proven = way === undefined || way === 'optimal';
  return {
    hidden: table.cells.flatMap(({ id, status }, cell) =>
      hidden[cell] === 1 && status !== 'unpublished' ? [id] : [],
    ),
    cost,
    bound: way === 'heuristic' ? null : Math.min(cost, bound),
    proven,
    way: way ?? (forced > 0 ? 'optimal' : 'nothing-to-do'),
  };
}

/** Weights of open cells that are hidden. */
function costOf({ cells }: Table, hidden: Uint8Array): number {
  return cells.reduce(
    (sum, { status, weight }, cell) => (status === 'open' && hidden[cell] === 1 ? sum + weight : sum),
    0,
  );
}

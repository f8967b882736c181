/** What one circle may see: every figure decided, table by table, and every table's decision proven by the solver. */
import type { LevelId } from '../core/area.ts';
import type { Circle } from '../mapping/policy-class.ts';
import type { Policy } from '../mapping/policy.ts';
import { standings } from './figure-status.ts';
import type { FigureTable, Reason } from './figures.ts';
import { formerRelations } from './former-relations.ts';
import type { DecidedTable, Knowledge } from './knowledge.ts';
import type { Exposure, Solver, SolverProgress, SuppressionRules } from './problem.ts';
import { protectTables } from './protect-tables.ts';
import type { ValueDecision } from './rules/decide-value.ts';
import type { FigureJudgement } from './rules/judge-figures.ts';
import { tablesOf, type Table } from './tables.ts';

export interface CircleQuestion {
  readonly circle: Circle;
  readonly table: FigureTable;
  readonly judged: ReadonlyMap<string, FigureJudgement>;
  readonly decisions: readonly ValueDecision[];
  readonly policy: Policy;
  readonly levels: readonly LevelId[];
  readonly knowledge: Knowledge;
  readonly hiddenInside: ReadonlySet<string>;
  readonly solver: Solver;
  readonly progress: SolverProgress;
}

export interface DecidedCircle {
  /** Figures that are not published, with why. */
  readonly hidden: ReadonlyMap<string, readonly Reason[]>;
  /** Figures that can be told from some value: used by one that is not blocked, and not hidden. */
  readonly open: ReadonlySet<string>;
  /** Hidden by a rule of today, though it could be read before. */
  readonly alreadyKnown: readonly string[];
  /** Tables that could not be protected, with what forces the disclosure. */
  readonly exposures: readonly (Exposure & { readonly table: string })[];
  /** Tables in which a total or a zero had to be hidden as well. */
  readonly unfrozen: readonly string[];
  readonly tables: readonly DecidedCircleTable[];
  readonly primary: number;
  readonly secondary: number;
  readonly cost: number;
  /** Proven least cost; null where a heuristic decided some table. */
  readonly bound: number | null;
  readonly programs: number;
}

export interface DecidedCircleTable extends DecidedTable {
  readonly id: string;
  readonly hash: string;
  readonly way: string;
}

/** Three breakdowns and the area take longer than two. */
const SECOND = 1000;

export async function decideCircle(question: CircleQuestion): Promise<DecidedCircle> {
  const { policy, circle, knowledge } = question;
  const standing = standings(question);
  const former = formerRelations(question.table, knowledge);
  const tables = tablesOf(question.table, standing, { policy: policy.sha256, circle }, former);
  const known = new Map(tables.map((table) => [table.id, reusable(table, knowledge)]));
  const fresh = tables.filter((table) => known.get(table.id) === undefined);
  const outcomes = await protectTables(fresh, standing, {
    rules: suppressionRules(policy, isCrossed(fresh, question.table)),
    solver: question.solver,
    progress: question.progress,
  });

  const hidden = new Map<string, readonly Reason[]>();
  for (const [id, { isUsed, status, reasons }] of standing)
    if (isUsed && (status === 'hidden' || reasons.length > 0)) hidden.set(id, reasons);
  const primary = hidden.size;
  const decided: DecidedCircleTable[] = [];
  const exposures: (Exposure & { table: string })[] = [];
  const unfrozen: string[] = [];
  let cost = 0;
  let bound: number | null = 0;
  let programs = 0;
  const decide = (table: Table, secret: readonly string[], way: string) => {
    for (const id of secret) if (!hidden.has(id)) hidden.set(id, ['secondary']);
    const { id, hash, figures } = table;
    const used = figures.filter((figure) => standing.get(figure)?.isUsed);
    const shown = used.flatMap((figure) => {
      const value = question.table.figures.get(figure)?.value ?? null;
      return hidden.has(figure) || value === null ? [] : [[figure, value] as const];
    });
    decided.push({
      id,
      hash,
      way,
      open: Object.fromEntries(shown),
      hidden: used.filter((one) => hidden.has(one)),
    });
  };
  for (const table of tables) {
    const reused = known.get(table.id);
    if (reused) {
      decide(table, reused.hidden, 'reused');
      continue;
    }
    const outcome = outcomes.get(table.id);
    if (!outcome) throw new RangeError(`table ${table.id} was not decided`);
    const { protection, wasUnfrozen } = outcome;
    if (wasUnfrozen) unfrozen.push(table.id);
    if (protection.outcome === 'infeasible') {
      exposures.push(...protection.exposures.map((one) => ({ ...one, table: table.id })));
      continue;
    }
    cost += protection.pattern.cost;
    bound = bound === null || protection.pattern.bound === null ? null : bound + protection.pattern.bound;
    programs += protection.audit.programs;
    decide(table, protection.pattern.hidden, protection.pattern.way);
  }
  const alreadyKnown = [...standing].flatMap(([id, one]) =>
    one.isKnown && one.reasons.length > 0 ? [id] : [],
  );
  const open = new Set([...standing].flatMap(([id, { isUsed }]) => (isUsed && !hidden.has(id) ? [id] : [])));
  const secondary = hidden.size - primary;
  return {
    hidden,
    open,
    alreadyKnown,
    exposures,
    unfrozen,
    tables: decided,
    primary,
    secondary,
    cost,
    bound,
    programs,
  };
}

/**
 * The earlier decision holds as long as nothing else has become known since: everything of the table that anybody could
 * read is what the decision left open.
 */
function reusable(table: Table, knowledge: Knowledge): DecidedTable | undefined {
  const decided = knowledge.decided(table.hash);
  if (!decided) return undefined;
  const isCovered = table.figures.every((id) =>
    knowledge.openWith(id).every((value) => decided.open[id] === value),
  );
  return isCovered ? decided : undefined;
}

function isCrossed(tables: readonly Table[], { figures }: FigureTable): boolean {
  return tables.some((table) => table.figures.some((id) => figures.get(id)?.crossed));
}

function suppressionRules({ exact }: Policy, isDeep: boolean): SuppressionRules {
  const { two, three } = exact.timeLimitSeconds;
  return { method: 'exact', timeLimit: (isDeep ? three : two) * SECOND, maxCells: exact.maxCells };
}

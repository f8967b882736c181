/**
 * Tables protected one after the other. Where nothing else helps, a total that should stay and zeros that should be seen
 * are hidden as well, and nothing is asked that nobody could believe before anything was published.
 */
import type { Standing } from './figure-status.ts';
import type {
  Interval,
  Need,
  Problem,
  Protection,
  Solver,
  SolverProgress,
  SuppressionRules,
} from './problem.ts';
import type { Table } from './tables.ts';

export interface TableOutcome {
  readonly protection: Protection;
  /** Something was hidden that the policy would have left open. */
  readonly wasUnfrozen: boolean;
}

export interface ProtectMeans {
  readonly rules: SuppressionRules;
  readonly solver: Solver;
  readonly progress: SolverProgress;
}

type Standings = ReadonlyMap<string, Standing>;

export async function protectTables(
  tables: readonly Table[],
  standing: Standings,
  { rules, solver, progress }: ProtectMeans,
): Promise<ReadonlyMap<string, TableOutcome>> {
  const outcomes = new Map<string, TableOutcome>();
  const attempt = async (
    left: readonly { readonly table: Table; readonly problem: Problem }[],
    wasUnfrozen: boolean,
    report?: SolverProgress,
  ) => {
    const found = await solver.protect(
      left.map(({ problem }) => problem),
      rules,
      report,
    );
    for (const [index, { table }] of left.entries()) {
      const protection = found[index];
      if (protection)
        outcomes.set(table.id, { protection, wasUnfrozen: wasUnfrozen && protection.outcome === 'safe' });
    }
    return left.filter((_, index) => found[index]?.outcome === 'infeasible');
  };
  const plain = tables.map((table) => ({ table, problem: table.problem }));
  const stuck = await attempt(plain, false, progress);
  const unfrozen = stuck.map(({ table, problem }) => ({ table, problem: unfreeze(problem, standing) }));
  const still = await attempt(unfrozen, true);
  if (still.length === 0) return outcomes;

  const before = await solver.audit(still.map(({ problem }) => beforeAll(problem, standing)));
  const capped = still.map(({ table, problem }, index) => {
    const believable = before[index]?.exposures.map(({ cell, interval }) => [cell, interval] as const);
    return { table, problem: withoutUnbelievable(problem, new Map(believable)) };
  });
  await attempt(capped, true);
  return outcomes;
}

function unfreeze(problem: Problem, standing: Standings): Problem {
  const cells = problem.cells.map((cell) => {
    const own = standing.get(cell.id);
    const isFree = cell.status === 'frozen' && own?.isPreference === true && !own.isKnown;
    return isFree ? { ...cell, status: 'open' as const } : cell;
  });
  return { ...problem, cells };
}

/** As if nothing had ever been published, but for what everybody knows of a population anyway. */
function beforeAll(problem: Problem, standing: Standings): Problem {
  const cells = problem.cells.map((cell) => {
    const isCommon =
      standing.get(cell.id)?.fresh.status === 'frozen' &&
      cell.status === 'frozen' &&
      !standing.get(cell.id)?.isPreference;
    return isCommon ? cell : { ...cell, status: 'hidden' as const };
  });
  return { ...problem, cells };
}

/** What the structure of the data rules out is known without us; we may only not make it narrower. */
function withoutUnbelievable(problem: Problem, believable: ReadonlyMap<string, Interval>): Problem {
  const cells = problem.cells.map((cell) => {
    const interval = believable.get(cell.id);
    if (!interval || !cell.need) return cell;
    const { need: _need, ...rest } = cell;
    const need = within(cell.need, interval);
    return Object.keys(need).length === 0 ? rest : { ...rest, need };
  });
  return { ...problem, cells };
}

function within({ high, low }: Need, { lo, hi }: Interval): Need {
  return {
    ...(high === undefined ? {} : { high: Math.min(high, hi) }),
    ...(low === undefined ? {} : { low: Math.max(low, lo) }),
  };
}

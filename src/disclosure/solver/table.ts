/**
 * A problem as the solver works with it: in an order that does not depend on the input's, and as deviations from the
 * true values. The truth is the point zero, which every relation and every bound allows; so no model is infeasible.
 */
import { compareTexts } from '../../core/compare-texts.ts';
import type { CellStatus, Problem, ProblemCell } from '../problem.ts';
import { checkProblem } from './check-problem.ts';
import { solverFailed } from './solver-failed.ts';

/** Share of a relation's size by which sums of floating numbers may miss; no relation of counts comes near. */
const SUM_TOLERANCE = 1e-9;
/** Share of a demand, or of one, that the solver's own tolerance (1e-7) may eat. */
const REACH_TOLERANCE = 1e-6;

/** `free`: not published. `choice`: may be hidden. `fixed`: published whatever happens. */
export type Freedom = 'free' | 'choice' | 'fixed';

export interface Row {
  readonly cells: readonly number[];
  readonly factors: readonly number[];
  /** At most 0 and at least 0: how far the sum of deviations may go. */
  readonly lower: number;
  readonly upper: number;
}

/** The attacker must be able to believe that the cell deviates by `amount` (above 0) in the direction of `sign`. */
export interface Demand {
  readonly cell: number;
  readonly sign: 1 | -1;
  readonly amount: number;
}

export interface Table {
  readonly cells: readonly ProblemCell[];
  readonly counts: boolean;
  readonly freedoms: readonly Freedom[];
  /** Deviations that a cell may have while it is not published: at most 0, at least 0. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly rows: readonly Row[];
  readonly rowsOf: readonly (readonly number[])[];
  /** What is asked beyond the true value, of published cells too. */
  readonly demands: readonly Demand[];
}

/** Throws SyncError `disclosure.solver-failed` where numbers are none or the true values contradict a relation. */
export function tableOf(problem: Problem): Table {
  checkProblem(problem);
  const order = problem.cells
    .map((_, index) => index)
    .sort((a, b) => compareTexts(problem.cells[a]!.id, problem.cells[b]!.id));
  const cells = order.map((index) => problem.cells[index]!);
  const placeOf = new Int32Array(order.length);
  for (const [place, index] of order.entries()) placeOf[index] = place;

  const rows = rowsOfProblem(problem, placeOf);
  const rowsOf: number[][] = cells.map(() => []);
  for (const [index, row] of rows.entries()) for (const cell of row.cells) rowsOf[cell]!.push(index);

  const cap = widestDeviation(cells);
  const bounds = cells.map((cell) => deviations(cell, problem.counts, cap));
  const demands = cells.flatMap((cell, index) => demandsOf(cell, index));
  const asked = new Set(demands.map(({ cell }) => cell));
  return {
    cells,
    counts: problem.counts,
    freedoms: cells.map((cell, index) => freedomOf(cell, asked.has(index))),
    least: Float64Array.from(bounds, ([least]) => least),
    most: Float64Array.from(bounds, ([, most]) => most),
    rows,
    rowsOf,
    demands,
  };
}

/** Whether a deviation that is possible is enough for what is asked. */
export function isReached(reached: number, amount: number): boolean {
  return reached >= amount - REACH_TOLERANCE * Math.max(1, amount);
}

/** Cells that are not published as the problem stands. */
export function hiddenBy(table: Table): Uint8Array {
  return Uint8Array.from(table.cells, ({ status }) => (isSecret(status) ? 1 : 0));
}

function isSecret(status: CellStatus): boolean {
  return status === 'hidden' || status === 'unpublished';
}

/**
 * An open cell that asks more than its value shows has to be hidden. One whose value contradicts its own bounds cannot
 * be hidden without being recognised; it stays published.
 */
function freedomOf({ status, value, lower, upper }: ProblemCell, asks: boolean): Freedom {
  if (isSecret(status)) return 'free';
  if (status === 'frozen' || value < lower || value > upper) return 'fixed';
  return asks ? 'free' : 'choice';
}

function demandsOf({ value, need }: ProblemCell, cell: number): Demand[] {
  const up = need?.high === undefined ? 0 : need.high - value;
  const down = need?.low === undefined ? 0 : value - need.low;
  return [
    ...(isReached(0, up) ? [] : [{ cell, sign: 1, amount: up } as const]),
    ...(isReached(0, down) ? [] : [{ cell, sign: -1, amount: down } as const]),
  ];
}

function deviations({ value, lower, upper }: ProblemCell, counts: boolean, cap: number): [number, number] {
  const least = Math.max((counts ? Math.ceil(lower) : lower) - value, -cap);
  const most = Math.min((counts ? Math.floor(upper) : upper) - value, cap);
  return [Math.min(0, least), Math.max(0, most)];
}

/**
 * Stands in for a bound that is infinite. An attacker who knows a bound can only conclude more, so a cap never makes an
 * unsafe pattern look safe; it has to be wide, or too much would be hidden.
 */
function widestDeviation(cells: readonly ProblemCell[]): number {
  const size = ({ value, need }: ProblemCell) =>
    Math.abs(value) + Math.abs(need?.high ?? 0) + Math.abs(need?.low ?? 0);
  return 1 + 2 * cells.reduce((sum, cell) => sum + size(cell), 0);
}

/** In an order that depends on what the relations say only. */
function rowsOfProblem({ cells, relations }: Problem, placeOf: Int32Array): Row[] {
  const rows: { key: string; row: Row }[] = [];
  for (const relation of relations) {
    const factors = new Map<number, number>();
    let sum = 0;
    let size = 1;
    for (const [cell, factor] of relation.terms) {
      const place = placeOf[cell]!;
      factors.set(place, (factors.get(place) ?? 0) + factor);
      sum += factor * cells[cell]!.value;
      size += Math.abs(factor * cells[cell]!.value);
    }
    const tolerance = SUM_TOLERANCE * size;
    if (sum < relation.lower - tolerance || sum > relation.upper + tolerance)
      throw solverFailed(`die Beziehung „${relation.name}“ geht nicht auf`);
    const terms = [...factors].filter(([, factor]) => factor !== 0).sort(([a], [b]) => a - b);
    const lower = relation.lower - sum > -tolerance ? 0 : relation.lower - sum;
    const upper = relation.upper - sum < tolerance ? 0 : relation.upper - sum;
    if (terms.length === 0 || (lower === -Infinity && upper === Infinity)) continue;
    const row = { cells: terms.map(([c]) => c), factors: terms.map(([, factor]) => factor), lower, upper };
    rows.push({ key: JSON.stringify([row.cells, row.factors, String(lower), String(upper)]), row });
  }
  return rows.sort((a, b) => compareTexts(a.key, b.key)).map(({ row }) => row);
}

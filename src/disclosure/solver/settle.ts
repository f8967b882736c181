/**
 * Values for cells of which nobody here knows the true one: any that fit the relations. Without them the truth would be
 * no point of the attacker's model.
 */
import type { Highs } from 'highs';
import type { Problem } from '../problem.ts';
import { checkProblem } from './check-problem.ts';
import { runModel } from './run-model.ts';
import { solverFailed } from './solver-failed.ts';

/** Throws SyncError `disclosure.solver-failed` where no values fit: the source contradicts itself. */
export function settle(highs: Highs, problem: Problem): Problem {
  const unknown = problem.cells.flatMap(({ isUnknown }, index) => (isUnknown === true ? [index] : []));
  if (unknown.length === 0) return problem;
  checkProblem(problem);
  const columnOf = new Map(unknown.map((cell, column) => [cell, column]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const { terms, lower, upper } of problem.relations) {
    if (!terms.some(([cell]) => columnOf.has(cell))) continue;
    let known = 0;
    for (const [cell, factor] of terms) {
      const column = columnOf.get(cell);
      if (column === undefined) known += factor * problem.cells[cell]!.value;
      else {
        indices.push(column);
        values.push(factor);
      }
    }
    starts.push(indices.length);
    rowLower.push(lower - known);
    rowUpper.push(upper - known);
  }
  const [numCols, numRows] = [unknown.length, rowLower.length];
  const found = highs.withModel(
    {
      numCols,
      numRows,
      colCost: new Float64Array(numCols).fill(1),
      colLower: Float64Array.from(unknown, (cell) => problem.cells[cell]!.lower),
      colUpper: Float64Array.from(unknown, (cell) => problem.cells[cell]!.upper),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      matrix: { format: 'csr', numRows, numCols, starts, indices, values },
    },
    (solver) => {
      const { optimal, infeasible } = highs.constants.modelStatus;
      solver.options.set({ output_flag: false, mip_feasibility_tolerance: 1e-9 });
      if (problem.counts)
        solver.changeColsIntegrality(
          { kind: 'range', from: 0, to: numCols - 1 },
          new Int32Array(numCols).fill(1),
        );
      const status = runModel(solver, [optimal, infeasible]);
      return status === optimal ? Float64Array.from(solver.getSolution().colValue) : undefined;
    },
  );
  if (!found) {
    const names = unknown.slice(0, 3).map((cell) => problem.cells[cell]!.id);
    throw solverFailed(`was die Quelle verbirgt, passt nicht zu ihren Summen (${names.join('; ')})`);
  }
  const cells = problem.cells.map((cell, index) => {
    const column = columnOf.get(index);
    if (column === undefined) return cell;
    const value = problem.counts ? Math.round(found[column]!) : found[column]!;
    return { ...cell, value };
  });
  return { ...problem, cells };
}

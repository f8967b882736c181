/**
 * The attacker as linear programs: columns for cells that are not published, rows for relations that contain one. One
 * model serves many questions; only the objective changes.
 */
import type { Highs } from 'highs';
import { runModel } from './run-model.ts';
import type { Demand, Table } from './table.ts';

/** What the attacker found: deviations by cell, and by row the price of its bound. */
export interface Finding {
  readonly deviations: Float64Array;
  readonly duals: Float64Array;
}

export interface Attack {
  /** Pushes these cells as far as possible in their directions; they must not depend on each other. */
  push(demands: readonly Pick<Demand, 'cell' | 'sign'>[]): Finding;
  /** Looks for one state that meets as many of these demands as possible; no cell goes farther than it is asked. */
  meet(demands: readonly Demand[]): Finding;
  /** Programs solved so far. */
  programs(): number;
  dispose(): void;
}

/** `shares` by cell: 0 where it is published, 1 where it is hidden, between them where the search has not decided. */
export function openAttack(highs: Highs, table: Table, shares: ArrayLike<number>): Attack {
  const { columns, columnOf, rows, data } = modelOf(table, shares);
  const solver = highs.createModel(data);
  const { optimal } = highs.constants.modelStatus;
  solver.options.set({ output_flag: false, presolve: 'off' });
  solver.changeObjectiveSense(highs.constants.objectiveSense.maximize);
  let programs = 0;

  const push = (demands: readonly Pick<Demand, 'cell' | 'sign'>[]): Finding => {
    const deviations = new Float64Array(table.cells.length);
    const duals = new Float64Array(table.rows.length);
    const asked = demands.filter(({ cell }) => columnOf[cell]! >= 0);
    if (asked.length === 0) return { deviations, duals };
    for (const { cell, sign } of asked) solver.changeColCost(columnOf[cell]!, sign);
    programs += 1;
    runModel(solver, [optimal]);
    const { colValue, rowDual } = solver.getSolution();
    for (const [column, cell] of columns.entries()) deviations[cell] = colValue[column]!;
    for (const [index, row] of rows.entries()) duals[row] = rowDual[index]!;
    for (const { cell } of asked) solver.changeColCost(columnOf[cell]!, 0);
    return { deviations, duals };
  };

  return {
    push,
    meet(demands) {
      const bounds = (column: number) => [data.colLower[column]!, data.colUpper[column]!] as const;
      for (const { cell, sign, amount } of demands) {
        const [lower, upper] = bounds(columnOf[cell]!);
        const enough = table.counts ? Math.ceil(amount) : amount;
        if (sign === 1) solver.changeColBounds(columnOf[cell]!, lower, Math.min(upper, enough));
        else solver.changeColBounds(columnOf[cell]!, Math.max(lower, -enough), upper);
      }
      const finding = push(demands);
      for (const { cell } of demands) solver.changeColBounds(columnOf[cell]!, ...bounds(columnOf[cell]!));
      return finding;
    },
    programs: () => programs,
    dispose: () => solver.dispose(),
  };
}

/** The attacker's polyhedron without an objective; also what the integer attack starts from. */
export function modelOf(table: Table, shares: ArrayLike<number>) {
  const columns: number[] = [];
  const columnOf = new Int32Array(table.cells.length).fill(-1);
  for (let cell = 0; cell < table.cells.length; cell += 1) {
    if (!(shares[cell]! > 0)) continue;
    columnOf[cell] = columns.length;
    columns.push(cell);
  }
  const touched = new Uint8Array(table.rows.length);
  for (const cell of columns) for (const row of table.rowsOf[cell]!) touched[row] = 1;
  const rows = [...touched.keys()].filter((row) => touched[row] === 1);

  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    const { cells, factors } = table.rows[row]!;
    for (const [at, cell] of cells.entries()) {
      if (columnOf[cell]! < 0) continue;
      indices.push(columnOf[cell]!);
      values.push(factors[at]!);
    }
    starts.push(indices.length);
  }
  const [numCols, numRows] = [columns.length, rows.length];
  const data = {
    numCols,
    numRows,
    colCost: new Float64Array(numCols),
    colLower: Float64Array.from(columns, (cell) => shares[cell]! * table.least[cell]!),
    colUpper: Float64Array.from(columns, (cell) => shares[cell]! * table.most[cell]!),
    rowLower: Float64Array.from(rows, (row) => table.rows[row]!.lower),
    rowUpper: Float64Array.from(rows, (row) => table.rows[row]!.upper),
    matrix: { format: 'csr' as const, numRows, numCols, starts, indices, values },
  };
  return { columns, columnOf, rows, data };
}

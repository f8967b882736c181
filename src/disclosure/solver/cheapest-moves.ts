/** The cheapest deviation of all cells that meets one demand: what moves in it has to be hidden. */
import type { Highs } from 'highs';
import { modelOf } from './attack.ts';
import { runModel } from './run-model.ts';
import type { Demand, Table } from './table.ts';

export interface Moves {
  /** What moving a cell by one costs from now on. */
  price(cell: number, cost: number): void;
  /** Deviations by cell; null where nothing meets the demand. */
  force(demand: Demand): Float64Array | null;
  /** Whether a cell may move at all. */
  hold(cell: number): void;
  release(cell: number): void;
  dispose(): void;
}

/** `inside`: cells that may move. Each has two columns, one for either direction; both are free of charge at first. */
export function openMoves(highs: Highs, table: Table, inside: Uint8Array): Moves {
  const { columns, columnOf, data } = modelOf(table, inside);
  const count = columns.length;
  const most = (column: number) => data.colUpper[column]!;
  const least = (column: number) => -data.colLower[column]!;
  const solver = highs.createModel({
    ...data,
    numCols: 2 * count,
    colCost: new Float64Array(2 * count),
    colLower: new Float64Array(2 * count),
    colUpper: Float64Array.from({ length: 2 * count }, (_, at) =>
      at < count ? most(at) : least(at - count),
    ),
    matrix: bothDirections(data.matrix, count),
  });
  const { infeasible, optimal } = highs.constants.modelStatus;
  solver.options.set({ output_flag: false, presolve: 'off' });

  const limit = (cell: number, [up, down]: readonly [number, number]) => {
    solver.changeColBounds(columnOf[cell]!, 0, up);
    solver.changeColBounds(columnOf[cell]! + count, 0, down);
  };

  return {
    hold: (cell) => limit(cell, [0, 0]),
    release: (cell) => limit(cell, [most(columnOf[cell]!), least(columnOf[cell]!)]),
    price(cell, cost) {
      solver.changeColCost(columnOf[cell]!, cost);
      solver.changeColCost(columnOf[cell]! + count, cost);
    },
    force({ cell, sign, amount }) {
      const column = columnOf[cell]!;
      const [forward, back] = sign === 1 ? [column, column + count] : [column + count, column];
      const room = sign === 1 ? most(column) : least(column);
      if (amount > room) return null;
      solver.changeColBounds(forward, amount, room);
      solver.changeColBounds(back, 0, 0);
      const status = runModel(solver, [optimal, infeasible]);
      const values = status === optimal ? solver.getSolution().colValue : null;
      limit(cell, [most(column), least(column)]);
      if (values === null) return null;
      const deviations = new Float64Array(table.cells.length);
      for (const [at, moved] of columns.entries()) deviations[moved] = values[at]! - values[at + count]!;
      return deviations;
    },
    dispose: () => solver.dispose(),
  };
}

function bothDirections(matrix: ReturnType<typeof modelOf>['data']['matrix'], count: number) {
  const { numRows, starts, indices, values } = matrix;
  const both = { starts: [0], indices: [] as number[], values: [] as number[] };
  for (let row = 0; row < numRows; row += 1) {
    const columns = indices.slice(starts[row], starts[row + 1]);
    const factors = values.slice(starts[row], starts[row + 1]);
    both.indices.push(...columns, ...columns.map((column) => column + count));
    both.values.push(...factors, ...factors.map((factor) => -factor));
    both.starts.push(both.indices.length);
  }
  return { format: 'csr' as const, numRows, numCols: 2 * count, ...both };
}

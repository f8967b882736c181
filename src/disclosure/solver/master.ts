/** The search for the cheapest pattern among those that no cut forbids; first in fractions, then decided. */
import type { Highs } from 'highs';
import type { Cut } from './capacity-cut.ts';
import { runModel } from './run-model.ts';

export interface Choice {
  /** Share by choice column, in the order of the costs. */
  readonly shares: Float64Array;
  /** No allowed pattern costs less. */
  readonly bound: number;
}

export interface Master {
  /** Cells of the cut are columns here. */
  forbid(cuts: readonly Cut[]): void;
  decide(): void;
  /** null: no answer within so many milliseconds. */
  cheapest(milliseconds: number): Choice | null;
  dispose(): void;
}

export function openMaster(highs: Highs, costs: Float64Array): Master {
  const count = costs.length;
  const solver = highs.createModel({
    numCols: count,
    numRows: 0,
    colCost: costs,
    colLower: new Float64Array(count),
    colUpper: new Float64Array(count).fill(1),
    rowLower: [],
    rowUpper: [],
    matrix: { format: 'csr', numRows: 0, numCols: count, starts: [0], indices: [], values: [] },
  });
  const { optimal, timeLimit } = highs.constants.modelStatus;
  solver.options.set({
    output_flag: false,
    random_seed: 0,
    mip_rel_gap: 0,
    mip_abs_gap: 0,
    mip_detect_symmetry: false,
    mip_allow_restart: false,
    mip_heuristic_run_feasibility_jump: false,
  });

  return {
    forbid(cuts) {
      for (const { cells, values, bound } of cuts) solver.addRow(bound, Infinity, { indices: cells, values });
    },
    decide() {
      solver.changeColsIntegrality({ kind: 'range', from: 0, to: count - 1 }, new Int32Array(count).fill(1));
    },
    cheapest(milliseconds) {
      if (milliseconds <= 0) return null;
      solver.zeroAllClocks();
      solver.options.set('time_limit', milliseconds / 1000);
      if (runModel(solver, [optimal, timeLimit]) === timeLimit) return null;
      return { shares: solver.getSolution().colValue, bound: solver.getObjectiveValue() };
    },
    dispose: () => solver.dispose(),
  };
}

/** How far a count can deviate if all counts are whole numbers: narrower than the linear program says, now and then. */
import type { Highs } from 'highs';
import { modelOf } from './attack.ts';
import { runModel } from './run-model.ts';
import type { Demand, Table } from './table.ts';

/** The farthest whole deviation up to the amount that is asked: there the question is answered. */
export function integerReach(
  highs: Highs,
  table: Table,
  hidden: ArrayLike<number>,
  { cell, sign, amount }: Demand,
): number {
  const { columns, columnOf, data } = modelOf(table, hidden);
  const column = columnOf[cell]!;
  const { optimal } = highs.constants.modelStatus;
  return highs.withModel(data, (solver) => {
    solver.options.set({ output_flag: false, mip_rel_gap: 0, mip_feasibility_tolerance: 1e-9 });
    solver.changeObjectiveSense(highs.constants.objectiveSense.maximize);
    solver.changeColCost(column, sign);
    const enough = Math.ceil(amount);
    const [lower, upper] = [data.colLower[column]!, data.colUpper[column]!];
    if (sign === 1) solver.changeColBounds(column, lower, Math.min(upper, enough));
    else solver.changeColBounds(column, Math.max(lower, -enough), upper);
    solver.changeColsIntegrality(
      { kind: 'range', from: 0, to: columns.length - 1 },
      new Int32Array(columns.length).fill(1),
    );
    runModel(solver, [optimal]);
    return Math.round(sign * solver.getSolution().colValue[column]!);
  });
}

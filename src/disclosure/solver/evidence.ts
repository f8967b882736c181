/**
 * What attacks have shown so far. Every solution is a state of all hidden cells that the attacker must consider
 * possible; so one attack often answers the questions of other cells, too.
 */
import type { Interval } from '../problem.ts';
import { isReached, type Demand, type Table } from './table.ts';

const WHOLE_TOLERANCE = 1e-6;

export interface Evidence {
  /** Takes a solution in and says how many demands it proves to be met. */
  absorb(deviations: Float64Array): number;
  /** Demands that nothing has proved yet. */
  open(): readonly Demand[];
  /** The farthest deviation seen in the direction of a demand. */
  reach(demand: Demand): number;
  /** A count cannot deviate farther than this, whatever the linear program says. */
  narrow(demand: Demand, reach: number): void;
  /** The values of a cell that were seen. */
  interval(cell: number): Interval;
}

/** `parts`: by cell, what hangs together; a solution that is whole in a part is possible for its counts. */
export function collectEvidence(table: Table, parts: Int32Array, demands: readonly Demand[]): Evidence {
  const least = new Float64Array(table.cells.length);
  const most = new Float64Array(table.cells.length);
  let open = demands;
  return {
    absorb(deviations) {
      for (let cell = 0; cell < deviations.length; cell += 1) {
        least[cell] = Math.min(least[cell]!, deviations[cell]!);
        most[cell] = Math.max(most[cell]!, deviations[cell]!);
      }
      const before = open.length;
      open = unproved(table, parts, deviations, open);
      return before - open.length;
    },
    open: () => open,
    reach: ({ cell, sign }) => (sign === 1 ? most[cell]! : -least[cell]!),
    narrow({ cell, sign }, reach) {
      if (sign === 1) most[cell] = reach;
      else least[cell] = -reach;
    },
    interval(cell) {
      const { value, lower, upper } = table.cells[cell]!;
      const lo = lower === -Infinity && least[cell] === table.least[cell] ? -Infinity : value + least[cell]!;
      const hi = upper === Infinity && most[cell] === table.most[cell] ? Infinity : value + most[cell]!;
      if (!table.counts) return { lo, hi };
      return { lo: Math.ceil(lo - WHOLE_TOLERANCE) + 0, hi: Math.floor(hi + WHOLE_TOLERANCE) + 0 };
    },
  };
}

/**
 * The demands that a solution leaves open. Counts whose part of the solution is no whole one prove a demand only where
 * they reach a whole unit more (reference: privacy-and-space 2.1).
 */
export function unproved(
  table: Table,
  parts: Int32Array,
  deviations: Float64Array,
  demands: readonly Demand[],
): readonly Demand[] {
  const broken = new Set<number>();
  for (let cell = 0; table.counts && cell < deviations.length; cell += 1) {
    const deviation = deviations[cell]!;
    if (Math.abs(deviation - Math.round(deviation)) > WHOLE_TOLERANCE) broken.add(parts[cell]!);
  }
  return demands.filter(
    ({ cell, sign, amount }) =>
      !isReached(sign * deviations[cell]!, broken.has(parts[cell]!) ? wholeUnitMore(amount) : amount),
  );
}

export function wholeUnitMore(amount: number): number {
  return Math.ceil(amount - WHOLE_TOLERANCE) + 1;
}

/**
 * A safe pattern without search: for each demand the cheapest deviation that meets it is hidden, then what turned out
 * superfluous is published again. Starts from any pattern, so it repairs, too. Some percent above the optimum.
 */
import type { Highs } from 'highs';
import { auditPattern } from './audit.ts';
import { openMoves } from './cheapest-moves.ts';
import { cleanUp } from './clean-up.ts';
import { wholeUnitMore } from './evidence.ts';
import type { Part } from './parts.ts';
import { isReached, type Demand, type Table } from './table.ts';

const MOVED = 1e-7;

/** `start` and the answer by cell. */
export function protectByMoves(highs: Highs, table: Table, part: Part, start: Uint8Array): Uint8Array {
  const everything = Uint8Array.from(part.least);
  for (const cell of part.choices) everything[cell] = 1;
  let hidden = hideMoves(highs, table, part, { start, demands: part.demands }) ?? everything;
  if (table.counts && !isSafe(highs, table, part, hidden)) {
    const farther = part.demands.map((demand) => ({ ...demand, amount: wholeUnitMore(demand.amount) }));
    hidden = hideMoves(highs, table, part, { start: hidden, demands: farther }) ?? everything;
  }
  return cleanUp(highs, table, part, hidden);
}

function isSafe(highs: Highs, table: Table, { demands }: Part, hidden: Uint8Array): boolean {
  return auditPattern(highs, table, hidden, { demands }).safe;
}

interface Task {
  readonly start: Uint8Array;
  readonly demands: readonly Demand[];
}

/** null where a demand cannot be met. Demands that an earlier deviation meets need none of their own. */
function hideMoves(highs: Highs, table: Table, part: Part, { start, demands }: Task): Uint8Array | null {
  const hidden = Uint8Array.from(start);
  const inside = Uint8Array.from(part.least);
  for (const cell of part.choices) inside[cell] = 1;
  const moves = openMoves(highs, table, inside);
  try {
    for (const cell of part.choices) if (hidden[cell] === 0) moves.price(cell, table.cells[cell]!.weight);
    let open = demands;
    while (open.length > 0) {
      const deviations = moves.force(open[0]!);
      if (deviations === null) return null;
      for (const cell of part.choices) {
        if (hidden[cell] === 1 || Math.abs(deviations[cell]!) <= MOVED) continue;
        hidden[cell] = 1;
        moves.price(cell, 0);
      }
      open = open.slice(1).filter(({ cell, sign, amount }) => !isReached(sign * deviations[cell]!, amount));
    }
    return hidden;
  } finally {
    moves.dispose();
  }
}

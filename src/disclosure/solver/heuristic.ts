/**
 * A safe pattern without search: for each demand the cheapest deviation that meets it is hidden, then what turned out
 * superfluous is published again. Cells that a search was about to hide are cheap: so it repairs, too.
 */
import type { Highs } from 'highs';
import { auditPattern } from './audit.ts';
import { openMoves } from './cheapest-moves.ts';
import { cleanUp } from './clean-up.ts';
import { wholeUnitMore } from './evidence.ts';
import type { Part } from './parts.ts';
import { isReached, type Demand, type Table } from './table.ts';

const MOVED = 1e-7;
/** Share of its price at which a cell is taken that the search has chosen: not for nothing, or too many would move. */
const CHEAP = 0.01;
/** Half chosen cells tell little; discounts for them lead to dearer patterns. */
const CHOSEN = 0.99;

/** `shares` by cell: 1 where a search has chosen to hide it, 0 where nobody knows. Answers by cell. */
export function protectByMoves(
  highs: Highs,
  table: Table,
  part: Part,
  shares: ArrayLike<number>,
): Uint8Array {
  const everything = Uint8Array.from(part.least);
  for (const cell of part.choices) everything[cell] = 1;
  let hidden =
    hideMoves(highs, table, part, { start: part.least, shares, demands: part.demands }) ?? everything;
  if (table.counts && !isSafe(highs, table, part, hidden)) {
    const farther = part.demands.map((demand) => ({ ...demand, amount: wholeUnitMore(demand.amount) }));
    hidden = hideMoves(highs, table, part, { start: hidden, shares, demands: farther }) ?? everything;
  }
  return cleanUp(highs, table, part, hidden);
}

function isSafe(highs: Highs, table: Table, { demands }: Part, hidden: Uint8Array): boolean {
  return auditPattern(highs, table, hidden, { demands }).safe;
}

interface Task {
  readonly start: Uint8Array;
  readonly shares: ArrayLike<number>;
  readonly demands: readonly Demand[];
}

/** null where a demand cannot be met. Demands that an earlier deviation meets need none of their own. */
function hideMoves(highs: Highs, table: Table, part: Part, task: Task): Uint8Array | null {
  const { start, shares, demands } = task;
  const hidden = Uint8Array.from(start);
  const inside = Uint8Array.from(part.least);
  for (const cell of part.choices) inside[cell] = 1;
  const moves = openMoves(highs, table, inside);
  try {
    for (const cell of part.choices)
      if (hidden[cell] === 0)
        moves.price(cell, table.cells[cell]!.weight * (shares[cell]! > CHOSEN ? CHEAP : 1));
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

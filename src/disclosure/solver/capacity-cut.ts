/**
 * What a failed attack teaches: the attacker's bound is a sum over hidden cells of price times room, so a pattern that
 * lets him believe enough must hide cells with room enough (Fischetti and Salazar's capacity constraint).
 */
import type { Demand, Table } from './table.ts';

const ZERO = 1e-9;
/** Shares of what is asked below this are counted as hidden: the solver would drop them. */
const SMALL = 1e-6;

/** `Σ value · x ≥ bound` over cells that may be hidden, x = 1 where a cell is. */
export interface Cut {
  readonly cells: readonly number[];
  readonly values: readonly number[];
  readonly bound: number;
}

/**
 * Holds for every safe pattern, whatever the prices are: for any of them
 * `sign·z_p = Σ price·(row) + Σ rest·z`, each row is at most its own slack, which is there whatever is hidden, and each
 * cell at most its room, which is there only if it is hidden. null: the prices ask for nothing.
 */
export function capacityCut(table: Table, demand: Demand, prices: ArrayLike<number>): Cut | null {
  const rests = new Map([[demand.cell, demand.sign as number]]);
  let missing = demand.amount;
  for (const [index, row] of table.rows.entries()) {
    const price = prices[index]!;
    const slack = price > 0 ? row.upper : row.lower;
    if (Math.abs(price) <= ZERO || !Number.isFinite(slack)) continue;
    missing -= price * slack;
    for (const [at, cell] of row.cells.entries())
      rests.set(cell, (rests.get(cell) ?? 0) - price * row.factors[at]!);
  }
  const rooms: [cell: number, room: number][] = [];
  for (const [cell, rest] of rests) {
    const room = rest > 0 ? rest * table.most[cell]! : rest * table.least[cell]!;
    if (table.freedoms[cell] === 'free') missing -= room;
    else if (table.freedoms[cell] === 'choice' && room > 0) rooms.push([cell, room]);
  }
  return missing > ZERO ? tightened(rooms, missing) : null;
}

/** No cell counts for more than what is missing: nearly a covering constraint, which makes the search fast. */
function tightened(rooms: readonly [number, number][], missing: number): Cut | null {
  const small = rooms.filter(([, room]) => room < SMALL * missing);
  const rest = missing - small.reduce((sum, [, room]) => sum + room, 0);
  if (rest <= ZERO) return null;
  const large = rooms.filter(([, room]) => room >= SMALL * missing).sort(([a], [b]) => a - b);
  return {
    cells: large.map(([cell]) => cell),
    values: large.map(([, room]) => Math.min(1, room / rest)),
    bound: 1,
  };
}

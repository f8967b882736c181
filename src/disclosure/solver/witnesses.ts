/** Which published cells give a hidden one away: those whose values the attacker's bound is made of. */
import type { Table } from './table.ts';

const ZERO = 1e-7;

/** By the prices of the bound that was found; the relations between them cancel all other published cells. */
export function witnessesOf(table: Table, hidden: ArrayLike<number>, duals: Float64Array): number[] {
  const shares = new Map<number, number>();
  for (const [index, row] of table.rows.entries()) {
    const price = duals[index]!;
    if (Math.abs(price) <= ZERO) continue;
    for (const [at, cell] of row.cells.entries())
      if (hidden[cell] === 0) shares.set(cell, (shares.get(cell) ?? 0) + price * row.factors[at]!);
  }
  return [...shares].filter(([, share]) => Math.abs(share) > ZERO).map(([cell]) => cell);
}

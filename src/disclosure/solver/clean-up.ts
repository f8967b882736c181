/** Publishes again what a safe pattern does not need, dearest first. */
import type { Highs } from 'highs';
import { openMoves } from './cheapest-moves.ts';
import { componentsOf } from './components.ts';
import { unproved } from './evidence.ts';
import type { Part } from './parts.ts';
import type { Demand, Table } from './table.ts';

const MOVED = 1e-7;

/**
 * `hidden` and the answer by cell. Each demand keeps a deviation that proves it, of as few and cheap cells as possible;
 * a cell is published where every demand that moves it finds another proof.
 */
export function cleanUp(highs: Highs, table: Table, part: Part, hidden: Uint8Array): Uint8Array {
  const parts = componentsOf(table, hidden);
  const kept = Uint8Array.from(hidden);
  const moves = openMoves(highs, table, hidden);
  const prove = (demands: readonly Demand[]): Map<Demand, Float64Array> | null => {
    const proofs = new Map<Demand, Float64Array>();
    for (const demand of demands) {
      const deviations = moves.force(demand);
      if (deviations === null || unproved(table, parts, deviations, [demand]).length > 0) return null;
      proofs.set(demand, deviations);
    }
    return proofs;
  };
  try {
    const removable = part.choices.filter((cell) => hidden[cell] === 1);
    for (const cell of removable) moves.price(cell, table.cells[cell]!.weight);
    const proofs = prove(part.demands);
    if (proofs === null) return kept;
    removable.sort((a, b) => table.cells[b]!.weight - table.cells[a]!.weight || a - b);
    for (const cell of removable) {
      const shaken = part.demands.filter((demand) => Math.abs(proofs.get(demand)![cell]!) > MOVED);
      moves.hold(cell);
      const others = prove(shaken);
      if (others === null) {
        moves.release(cell);
        continue;
      }
      kept[cell] = 0;
      for (const [demand, deviations] of others) proofs.set(demand, deviations);
    }
    return kept;
  } finally {
    moves.dispose();
  }
}

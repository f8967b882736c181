/** Publishes again what a safe pattern does not need, dearest first. */
import type { Highs } from 'highs';
import { openAttack } from './attack.ts';
import { componentsOf } from './components.ts';
import { unproved } from './evidence.ts';
import type { Part } from './parts.ts';
import type { Demand, Table } from './table.ts';

const MOVED = 1e-7;

/**
 * `hidden` and the answer by cell. Each demand keeps a deviation that proves it; a cell is published where every demand
 * that moves it finds another proof.
 */
export function cleanUp(highs: Highs, table: Table, part: Part, hidden: Uint8Array): Uint8Array {
  const parts = componentsOf(table, hidden);
  const kept = Uint8Array.from(hidden);
  const attack = openAttack(highs, table, hidden);
  const prove = (demands: readonly Demand[], proofs: Map<Demand, Float64Array>): boolean => {
    let open = demands;
    while (open.length > 0) {
      const { deviations } = attack.push([open[0]!]);
      const left = unproved(table, parts, deviations, open);
      if (left.includes(open[0]!)) return false;
      for (const demand of open) if (!left.includes(demand)) proofs.set(demand, deviations);
      open = left;
    }
    return true;
  };
  try {
    const proofs = new Map<Demand, Float64Array>();
    if (!prove(part.demands, proofs)) return kept;
    const droppable = part.choices
      .filter((cell) => hidden[cell] === 1)
      .sort((a, b) => table.cells[b]!.weight - table.cells[a]!.weight || a - b);
    for (const cell of droppable) {
      const shaken = part.demands.filter((demand) => Math.abs(proofs.get(demand)![cell]!) > MOVED);
      attack.changeShare(cell, 0);
      const others = new Map<Demand, Float64Array>();
      if (!prove(shaken, others)) {
        attack.changeShare(cell, 1);
        continue;
      }
      kept[cell] = 0;
      for (const [demand, deviations] of others) proofs.set(demand, deviations);
    }
    return kept;
  } finally {
    attack.dispose();
  }
}

/** Finds what forbids a choice of cells: cuts from attacks on it, and cells that are hidden alone. */
import type { Highs } from 'highs';
import { openAttack } from './attack.ts';
import { capacityCut, type Cut } from './capacity-cut.ts';
import { isReached, type Demand, type Table } from './table.ts';

/** By how much a cut has to be broken to be worth a row. */
const BROKEN = 1e-6;

/** `shares` by cell. Empty where no attack succeeds and no cell is hidden in vain. */
export function cutsAgainst(
  highs: Highs,
  table: Table,
  shares: Float64Array,
  demands: readonly Demand[],
): Cut[] {
  const attack = openAttack(highs, table, shares);
  try {
    const cuts: Cut[] = lonelyCells(table, shares);
    let open = demands;
    while (open.length > 0) {
      const [demand] = open as [Demand];
      const { deviations, duals } = attack.push([demand]);
      const cut = isReached(demand.sign * deviations[demand.cell]!, demand.amount)
        ? null
        : capacityCut(table, demand, duals);
      if (cut && isBroken(cut, shares)) cuts.push(cut);
      open = open.slice(1).filter(({ cell, sign, amount }) => !isReached(sign * deviations[cell]!, amount));
    }
    return cuts;
  } finally {
    attack.dispose();
  }
}

/** Hiding one cell of a sum alone protects nothing: the others give it away. The cheapest pattern never does. */
function lonelyCells({ rows, freedoms }: Table, shares: Float64Array): Cut[] {
  return rows.flatMap(({ cells, lower, upper }) => {
    if (lower !== 0 || upper !== 0 || cells.some((cell) => freedoms[cell] === 'free')) return [];
    const choices = cells.filter((cell) => freedoms[cell] === 'choice');
    const sum = choices.reduce((total, cell) => total + shares[cell]!, 0);
    return choices
      .filter((cell) => 2 * shares[cell]! > sum + BROKEN)
      .map((lonely) => ({
        cells: choices,
        values: choices.map((cell) => (cell === lonely ? -1 : 1)),
        bound: 0,
      }));
  });
}

function isBroken({ cells, values, bound }: Cut, shares: Float64Array): boolean {
  const sum = cells.reduce((total, cell, at) => total + values[at]! * shares[cell]!, 0);
  return sum < bound - BROKEN;
}

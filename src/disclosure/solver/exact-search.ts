/**
 * The cheapest safe pattern of one part, by cuts: solve, attack, forbid, until no attack succeeds. Every answer on the
 * way is a lower bound; the last one is the optimum.
 */
import type { Highs } from 'highs';
import { auditPattern } from './audit.ts';
import type { Cut } from './capacity-cut.ts';
import { openMaster } from './master.ts';
import type { Part } from './parts.ts';
import { cutsAgainst } from './separation.ts';
import type { Table } from './table.ts';

/** Decides between patterns of the same cost, as a share of one over all cells: the same pattern every time. */
const TIE = 1e-6;
const WHOLE_TOLERANCE = 1e-6;

export interface Search {
  /** By cell: 1 where it is hidden; where the time was up, what the last choice was, in shares. */
  readonly shares: Float64Array;
  readonly bound: number;
  readonly proven: boolean;
}

export interface Clock {
  readonly now: () => number;
  readonly deadline: number;
}

export function searchExactly(highs: Highs, table: Table, part: Part, clock: Clock): Search {
  const { choices, demands } = part;
  const columnOf = new Map(choices.map((cell, column) => [cell, column]));
  const costs = Float64Array.from(
    choices,
    (cell, column) => table.cells[cell]!.weight + (TIE * (column + 1)) / choices.length,
  );
  const master = openMaster(highs, costs);
  const forbid = (cuts: readonly Cut[]) =>
    master.forbid(cuts.map((cut) => ({ ...cut, cells: cut.cells.map((cell) => columnOf.get(cell)!) })));
  let bound = 0;
  let isDecided = false;
  let shares = Float64Array.from(part.least);
  try {
    for (;;) {
      const choice = master.cheapest(clock.deadline - clock.now());
      if (choice === null) return { shares, bound: Math.max(0, bound - TIE * choices.length), proven: false };
      bound = choice.bound;
      shares = Float64Array.from(part.least);
      for (const [column, cell] of choices.entries()) {
        const share = choice.shares[column]!;
        shares[cell] = isDecided ? Math.round(share) : settled(share);
      }
      const isWhole = choices.every((cell) => Number.isInteger(shares[cell]));
      const cuts = cutsAgainst(highs, table, shares, demands);
      forbid(cuts);
      if (cuts.length > 0) continue;
      if (!isWhole) {
        isDecided = true;
        master.decide();
        continue;
      }
      const hidden = Uint8Array.from(shares);
      if (auditPattern(highs, table, hidden, { demands }).safe) return { shares, bound, proven: true };
      forbid([somethingMore(choices, hidden)]);
    }
  } finally {
    master.dispose();
  }
}

/** The solver's answers miss 0 and 1 by its tolerance. */
function settled(share: number): number {
  const nearest = Math.round(share);
  return Math.abs(share - nearest) < WHOLE_TOLERANCE ? nearest : share;
}

/** Less is never safer: where a pattern fails, so does each part of it. */
function somethingMore(choices: readonly number[], hidden: Uint8Array): Cut {
  const cells = choices.filter((cell) => hidden[cell] === 0);
  return { cells, values: cells.map(() => 1), bound: 1 };
}

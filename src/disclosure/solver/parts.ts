/** The independent parts of a problem in which something has to be protected. */
import { componentsOf } from './components.ts';
import type { Demand, Table } from './table.ts';

export interface Part {
  /** Cells that are not published in any case, as shares by cell; cells of other parts are 0. */
  readonly least: Uint8Array;
  /** Cells that may be hidden. */
  readonly choices: readonly number[];
  readonly demands: readonly Demand[];
}

/** Parts of what may be hidden that hold one of the demands. */
export function partsOf(table: Table, demands: readonly Demand[]): Part[] {
  const parts = componentsOf(table, hideableCells(table));
  const numbers = [...new Set(demands.map(({ cell }) => parts[cell]!))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const isInside = (cell: number) => parts[cell] === number;
    return {
      least: Uint8Array.from(table.freedoms, (freedom, cell) =>
        freedom === 'free' && isInside(cell) ? 1 : 0,
      ),
      choices: [...parts.keys()].filter((cell) => isInside(cell) && table.freedoms[cell] === 'choice'),
      demands: demands.filter(({ cell }) => isInside(cell)),
    };
  });
}

export function hideableCells({ freedoms }: Table): Uint8Array {
  return Uint8Array.from(freedoms, (freedom) => (freedom === 'fixed' ? 0 : 1));
}

/** Not published whatever is decided. */
export function freeCells({ freedoms }: Table): Uint8Array {
  return Uint8Array.from(freedoms, (freedom) => (freedom === 'free' ? 1 : 0));
}

/** Which cells hang together through relations: the rest of a problem falls apart into parts of its own. */
import type { Table } from './table.ts';

/** By cell: the number of its part, counted from 0 in the order of cells; -1 for cells that are left out. */
export function componentsOf(table: Table, taken: ArrayLike<number>): Int32Array {
  const parents = Int32Array.from(table.cells, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parents[root] !== root) root = parents[root]!;
    for (let at = cell; at !== root;) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  for (const row of table.rows) {
    const [first, ...others] = row.cells.filter((cell) => taken[cell] !== 0);
    if (first === undefined) continue;
    for (const other of others) parents[rootOf(other)] = rootOf(first);
  }
  const numbers = new Map<number, number>();
  return Int32Array.from(table.cells, (_, cell) => {
    if (taken[cell] === 0) return -1;
    const root = rootOf(cell);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}

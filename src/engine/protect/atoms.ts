/**
 * Atoms: the common refinement of all selections that are in use of a measure. Breakdown cells that every selection
 * treats alike are one atom; each selection is a sum of atoms.
 */
import { hasValue } from '../../core/cell.ts';
import { sha256 } from '../../core/hash.ts';
import { breakdownKey } from '../../core/observation.ts';
import type { CountFormula } from '../../mapping/formula.ts';
import { matches, type CubeEntry } from '../../statistics/cube.ts';
import { selectionText, type SidePart } from './sides.ts';

export interface Atom {
  readonly name: string;
  /** null: one of its cells has no value. */
  readonly value: number | null;
  /** Selections it belongs to. */
  readonly selections: ReadonlySet<string>;
}

type Where = CountFormula['where'];

/** For one measure. */
export class Refinement {
  readonly #selections = new Map<string, Where>();
  readonly #classes = new Map<string, string>();

  add(where: Where): void {
    this.#selections.set(selectionText(where), where);
    this.#classes.clear();
  }

  /** The atoms of one place. */
  atomsOf(entries: readonly CubeEntry[]): readonly Atom[] {
    const sums = new Map<string, { value: number | null; keys: string[] }>();
    for (const { breakdown, cell } of entries) {
      const signature = this.#signatureOf(breakdown);
      if (signature === '') continue;
      const known = sums.get(signature) ?? { value: 0, keys: [] };
      known.value = hasValue(cell) && known.value !== null ? known.value + cell.value : null;
      known.keys.push(breakdownKey(breakdown));
      sums.set(signature, known);
    }
    return [...sums].map(([signature, { value, keys }]) => ({
      name: keys.length === 1 ? (keys[0] ?? '') : sha256(signature).slice(0, 12),
      value,
      selections: new Set(signature.split('\n')),
    }));
  }

  /** Names of the selections that count the cell, one a line. */
  #signatureOf(breakdown: CubeEntry['breakdown']): string {
    const key = breakdownKey(breakdown);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const own = [...this.#selections]
      .filter(([, where]) => matches(breakdown, where))
      .map(([name]) => `=${name}`);
    const signature = own.sort().join('\n');
    this.#classes.set(key, signature);
    return signature;
  }
}

/** How often the atom counts in the parts; 0: not at all. */
export function factorOf(atom: Atom, parts: readonly SidePart[]): number {
  return parts.reduce(
    (sum, { selection, times }) => sum + (atom.selections.has(`=${selection}`) ? times : 0),
    0,
  );
}

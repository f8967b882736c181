/**
 * Whoever reads what is published and computes the rest, with a solver of his own: he knows the values that were shown,
 * what every indicator is made of, and what everybody knows. He shares no code with disclosure control.
 */
import { solve, type Constraint } from 'yalps';

/** A sum of unknowns by their names. */
export type Form = Readonly<Record<string, number>>;

export interface Believed {
  readonly lo: number;
  readonly hi: number;
}

/** A value as it stands in KomMonitor, and what its indicator is made of. */
export interface Reading {
  readonly value: number;
  readonly decimals: number;
  readonly numerator: Form;
  /** Absent: a count or an amount. */
  readonly denominator?: Form;
  readonly per?: number;
}

interface Known {
  readonly form: Form;
  readonly lower: number;
  readonly upper: number;
}

const CLOSE = 1e-6;

export class Attacker {
  readonly #known: Known[] = [];
  readonly #least = new Map<string, number>();

  /** `lower ≤ form ≤ upper` */
  know(form: Form, lower: number, upper: number = lower): this {
    this.#known.push({ form, lower, upper });
    return this;
  }

  /** A hidden count where zeros are shown: it is at least so many. Unknowns are never negative, whatever is said. */
  atLeast(unknown: string, least: number): this {
    this.#least.set(unknown, least);
    return this;
  }

  read({ value, decimals, numerator, denominator, per = 100 }: Reading): this {
    const half = 0.5 * 10 ** -decimals;
    if (denominator === undefined) {
      const isWhole = decimals === 0 && Object.values(numerator).every(Number.isInteger);
      return isWhole ? this.know(numerator, value) : this.know(numerator, value - half, value + half);
    }
    const less = (bound: number): Form => combined([numerator, per], [denominator, -bound]);
    this.know(less(value - half), 0, Infinity);
    return this.know(less(value + half), -Infinity, 0);
  }

  /** What the form may come to; `counts`: only whole numbers are believed. */
  interval(form: Form, { counts }: { readonly counts: boolean } = { counts: true }): Believed {
    const own = this.#connectedTo(form);
    const end = (direction: 'minimize' | 'maximize'): number => {
      const solution = solve({ direction, objective: 'aim', ...this.#model(own, form) });
      if (solution.status === 'unbounded') return direction === 'minimize' ? -Infinity : Infinity;
      if (solution.status !== 'optimal') throw new Error(`the attack is ${solution.status}`);
      return solution.result;
    };
    const [lo, hi] = [end('minimize'), end('maximize')];
    // Never -0.
    return counts
      ? { lo: Math.ceil(lo - CLOSE) + 0, hi: Math.floor(hi + CLOSE) + 0 }
      : { lo: lo + 0, hi: hi + 0 };
  }

  #model(known: readonly Known[], aim: Form) {
    const constraints = new Map<string, Constraint>();
    const variables = new Map<string, Map<string, number>>();
    const rowOf = (name: string) => {
      const row = variables.get(name) ?? new Map<string, number>();
      variables.set(name, row);
      return row;
    };
    for (const [index, { form, lower, upper }] of known.entries()) {
      constraints.set(`fact ${index}`, boundsOf(lower, upper));
      for (const [name, factor] of Object.entries(form)) rowOf(name).set(`fact ${index}`, factor);
    }
    for (const [name, factor] of Object.entries(aim)) rowOf(name).set('aim', factor);
    for (const [name, row] of variables) {
      const least = this.#least.get(name);
      if (least === undefined) continue;
      constraints.set(`at least ${name}`, { min: least });
      row.set(`at least ${name}`, 1);
    }
    return { constraints, variables };
  }

  /** Facts that have nothing to do with the form, however far one goes, tell nothing of it. */
  #connectedTo(form: Form): Known[] {
    const reached = new Set(Object.keys(form));
    const left = new Set(this.#known);
    for (let grew = true; grew;) {
      grew = false;
      for (const fact of left) {
        const names = Object.keys(fact.form);
        if (!names.some((name) => reached.has(name))) continue;
        for (const name of names) reached.add(name);
        left.delete(fact);
        grew = true;
      }
    }
    return this.#known.filter((fact) => !left.has(fact));
  }
}

/** `sum(['a', 'b'])` is a + b. */
export function sum(names: readonly string[], factor = 1): Form {
  return combined(...names.map((name) => [{ [name]: factor }, 1] as const));
}

export function combined(...parts: readonly (readonly [form: Form, factor: number])[]): Form {
  const total: Record<string, number> = {};
  for (const [form, factor] of parts)
    for (const [name, share] of Object.entries(form)) total[name] = (total[name] ?? 0) + share * factor;
  return total;
}

function boundsOf(lower: number, upper: number): Constraint {
  if (lower === upper) return { equal: lower };
  return {
    ...(Number.isFinite(lower) ? { min: lower } : {}),
    ...(Number.isFinite(upper) ? { max: upper } : {}),
  };
}

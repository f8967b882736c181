/**
 * What is published of unpublished atoms, as a problem: counts, rounded or perturbed counts, rates, means, balances,
 * classes. Each fact is a cell that is named as a witness and may be hidden, and relations that hold while it is not.
 */
import type { CellStatus, Problem, ProblemCell, Relation } from './problem.ts';

/** A sum over atoms by their ids. */
export type Form = readonly (readonly [atom: string, factor: number])[];

/** `lower ≤ form ≤ upper` */
export interface Statement {
  readonly form: Form;
  readonly lower: number;
  readonly upper: number;
}

export interface Fact {
  /** Unique among facts and atoms. */
  readonly id: string;
  /** All of them become known with the fact. */
  readonly statements: readonly Statement[];
}

export interface Ratio {
  readonly numerator: Form;
  readonly denominator: Form;
  /** 100 for percent, 1 for a mean. */
  readonly per: number;
}

/** How a fact may be treated; facts that are not told of are frozen. */
export interface FactRule {
  readonly status: CellStatus;
  readonly weight: number;
}

/** A count or an amount as it is. */
export function exactFact(id: string, form: Form, value: number): Fact {
  return { id, statements: [{ form, lower: value, upper: value }] };
}

/** A count rounded to a multiple of `base`, half up. */
export function roundedFact(id: string, form: Form, { value, base }: { value: number; base: number }): Fact {
  const statement = { form, lower: value - Math.floor(base / 2), upper: value + Math.ceil(base / 2) - 1 };
  return { id, statements: [statement] };
}

/** A count changed by at most `distance` (cell key method). */
export function perturbedFact(
  id: string,
  form: Form,
  { value, distance }: { value: number; distance: number },
): Fact {
  return classFact(id, form, { from: value - distance, to: value + distance });
}

/** A count or an amount of which the class on a map is seen. */
export function classFact(id: string, form: Form, { from, to }: { from: number; to: number }): Fact {
  return { id, statements: [{ form, lower: from, upper: to }] };
}

/** A share, rate or mean with so many decimals. A denominator that is public is a form over atoms that are frozen. */
export function rateFact(
  id: string,
  ratio: Ratio,
  { value, decimals }: { value: number; decimals: number },
): Fact {
  const half = 0.5 * 10 ** -decimals;
  return ratioClassFact(id, ratio, { from: value - half, to: value + half });
}

/** The mean of a sum over a count. */
export function meanFact(
  id: string,
  { sum, count }: { sum: Form; count: Form },
  rounding: { value: number; decimals: number },
): Fact {
  return rateFact(id, { numerator: sum, denominator: count, per: 1 }, rounding);
}

/** A share, rate or mean of which the class is seen: `from · denominator ≤ per · numerator ≤ to · denominator`. */
export function ratioClassFact(
  id: string,
  { numerator, denominator, per }: Ratio,
  { from, to }: { from: number; to: number },
): Fact {
  const less = (bound: number): Form => [...times(numerator, per), ...times(denominator, -bound)];
  return {
    id,
    statements: [
      { form: less(from), lower: 0, upper: Infinity },
      { form: less(to), lower: -Infinity, upper: 0 },
    ],
  };
}

/** Stock before, plus what came, minus what went, is the stock after: always true, nobody has to publish it. */
export function balanceFact(
  id: string,
  { before, comings, goings, after }: Readonly<Record<'before' | 'comings' | 'goings' | 'after', Form>>,
): Fact {
  const form = [...before, ...comings, ...times(goings, -1), ...times(after, -1)];
  return { id, statements: [{ form, lower: 0, upper: 0 }] };
}

/**
 * Atoms with what is asked of them, and the facts. A fact's cell is 0 while it is published; hidden, it may take any
 * value and its relations say nothing.
 */
export function problemOfFacts(
  atoms: readonly ProblemCell[],
  facts: readonly Fact[],
  { counts, ruleOf }: { counts: boolean; ruleOf?: (fact: Fact) => FactRule },
): Problem {
  const indexOf = new Map(atoms.map(({ id }, index) => [id, index]));
  const relations: Relation[] = [];
  const cells = facts.map((fact, at): ProblemCell => {
    const { status, weight } = ruleOf?.(fact) ?? { status: 'frozen', weight: 0 };
    let room = 0;
    for (const { form, lower, upper } of fact.statements) {
      const terms = form.map(([atom, factor]) => [indexOf.get(atom) ?? -1, factor] as const);
      relations.push({ terms: [...terms, [atoms.length + at, voidsBy(lower)]], lower, upper, name: fact.id });
      const reach = terms.reduce((sum, [cell, factor]) => sum + Math.abs(factor) * sizeOf(atoms[cell]), 0);
      room = Math.max(
        room,
        ...[lower, upper].filter(Number.isFinite).map((bound) => reach + Math.abs(bound)),
      );
    }
    return { id: fact.id, value: 0, lower: -Math.ceil(room), upper: Math.ceil(room), weight, status };
  });
  return { cells: [...atoms, ...cells], relations, counts };
}

/** A statement without a lower bound is void where the fact's cell pulls the sum down. */
function voidsBy(lower: number): 1 | -1 {
  return lower === -Infinity ? -1 : 1;
}

/** How large an atom can be; what is published is known. */
function sizeOf(cell: ProblemCell | undefined): number {
  if (cell === undefined) return 0;
  const isKnown = cell.status === 'frozen';
  return isKnown
    ? Math.abs(cell.value)
    : Math.max(Math.abs(cell.lower), Math.abs(cell.upper), Math.abs(cell.value));
}

function times(form: Form, factor: number): Form {
  return form.map(([atom, share]) => [atom, share * factor]);
}

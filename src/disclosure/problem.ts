/**
 * What is to be protected, and what anybody knows of it: cells with bounds and a price, and the linear relations between
 * them that always hold. Tables with margins, linked tables, overlapping areas and facts of several days are all this.
 */

/**
 * `open`: published unless it is hidden to protect others. `frozen`: stays published whatever happens (already known,
 * or a total that must appear). `hidden`: not published, known not to be. `unpublished`: nobody ever publishes it by
 * itself; an atom of the common refinement.
 */
export type CellStatus = 'open' | 'frozen' | 'hidden' | 'unpublished';

/** What an attacker's interval must still allow: a value of at least `high`, a value of at most `low`. */
export interface Need {
  readonly high?: number;
  readonly low?: number;
}

export interface ProblemCell {
  /** Unique, independent of locale and order; texts are compared by code units. */
  readonly id: string;
  /** True value; a first guess within the bounds where `isUnknown`. */
  readonly value: number;
  /** The source hides it: nobody here knows the true value either, any that fits the relations serves. */
  readonly isUnknown?: true;
  /** What an attacker knows of it before anything is published, while it is not open; `upper` may be Infinity. */
  readonly lower: number;
  readonly upper: number;
  /** Price of hiding it, at least 0; read for `open` cells only. */
  readonly weight: number;
  readonly status: CellStatus;
  /** Absent: nothing is asked for this cell. */
  readonly need?: Need;
}

/** `lower ≤ Σ factor · y ≤ upper` over cells by their index; for a sum over parts both are 0. */
export interface Relation {
  readonly terms: readonly (readonly [cell: number, factor: number])[];
  readonly lower: number;
  readonly upper: number;
  /** What it is, for whoever reads how a value could be recomputed; German, short. */
  readonly name: string;
}

export interface Problem {
  readonly cells: readonly ProblemCell[];
  readonly relations: readonly Relation[];
  /** All cells are counts: intervals may be narrowed to whole numbers. */
  readonly counts: boolean;
}

/** What an attacker can still believe of a cell. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/** A cell whose need is not met, with what gives it away: ids of the published cells that bound it. */
export interface Exposure {
  readonly cell: string;
  readonly interval: Interval;
  readonly need: Need;
  readonly witnesses: readonly string[];
}

export interface Audit {
  readonly safe: boolean;
  /** By cell id, for every cell with a need that is not published. */
  readonly intervals: ReadonlyMap<string, Interval>;
  readonly exposures: readonly Exposure[];
  /** Linear programs solved, and targets that needed none because another solution had shown enough. */
  readonly programs: number;
  readonly harvested: number;
}

export type Method = 'exact' | 'heuristic';

export interface SuppressionRules {
  readonly method: Method;
  /** Milliseconds for the exact search, after which its pattern is repaired. */
  readonly timeLimit: number;
  /** Above so many cells only the heuristic is used. */
  readonly maxCells: number;
}

export interface Pattern {
  /** Ids of all cells that are not published after the decision, without `unpublished` ones; in code-unit order. */
  readonly hidden: readonly string[];
  /** Sum of the weights of `open` cells that were hidden. */
  readonly cost: number;
  /** Proven lower bound of the cost; null where the heuristic alone was asked. */
  readonly bound: number | null;
  readonly proven: boolean;
  /** `optimal`, `repaired` at the time limit, `heuristic`, or `nothing-to-do`. */
  readonly way: 'nothing-to-do' | 'optimal' | 'repaired' | 'heuristic';
}

/** `infeasible`: hiding everything that may be hidden does not help; `exposures` name what forces it. */
export type Protection =
  | { readonly outcome: 'safe'; readonly pattern: Pattern; readonly audit: Audit }
  | { readonly outcome: 'infeasible'; readonly exposures: readonly Exposure[] };

/** Told after each problem: how many of how many are done. */
export type SolverProgress = (done: number, total: number) => void;

/**
 * Decides problems and attacks the outcome. Answers come in the order of the problems. Rejects where the solver fails,
 * runs out of memory or time in the audit, or is killed: then nothing may be released.
 */
export interface Solver {
  protect(
    problems: readonly Problem[],
    rules: SuppressionRules,
    progress?: SolverProgress,
  ): Promise<readonly Protection[]>;
  /** Attacks what is published as it stands; suppresses nothing. */
  audit(problems: readonly Problem[], progress?: SolverProgress): Promise<readonly Audit[]>;
}

/** What the engine and the solver's own process say to each other: one problem, one reply. */
import type { Audit, Problem, Protection, SuppressionRules } from './problem.ts';

/** `index` comes back with the reply, so that no reply is taken for that of another problem. */
export type SolverQuestion =
  | {
      readonly kind: 'protect';
      readonly index: number;
      readonly problem: Problem;
      readonly rules: SuppressionRules;
    }
  | { readonly kind: 'audit'; readonly index: number; readonly problem: Problem };

export type SolverReply =
  | {
      readonly kind: 'answer';
      readonly index: number;
      /** Name and version of the solver, for the protocol. */
      readonly solver: string;
      readonly answer: Protection | Audit;
    }
  | { readonly kind: 'failed'; readonly index: number; readonly message: string; readonly hint: string };

/** Runs a model to an end that means something. */
import type { Model, ModelStatusCode } from 'highs';
import { solverFailed } from './solver-failed.ts';

/**
 * Starts from where the last run ended, and from nothing where that leads nowhere; then it fails: throws SyncError
 * `disclosure.solver-failed`. `ends`: the states that answer the question.
 */
export function runModel(solver: Model, ends: readonly ModelStatusCode[]): ModelStatusCode {
  const first = solver.run().modelStatus;
  if (ends.includes(first)) return first;
  solver.clearSolver();
  const second = solver.run().modelStatus;
  if (ends.includes(second)) return second;
  throw solverFailed(`der Gleichungslöser endete mit dem Zustand ${second}`);
}

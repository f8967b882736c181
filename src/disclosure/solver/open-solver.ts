/** Stands in for the solver until it is built: rejects whatever it is asked. */
import { SyncError } from '../../errors.ts';
import type { Solver } from '../problem.ts';

/** What protocols name. */
export const SOLVER = 'none';

/** Throws SyncError `disclosure.solver-failed`. */
export function openSolver(_now: () => number): Promise<Solver> {
  return Promise.reject(
    new SyncError({
      code: 'disclosure.solver-failed',
      kind: 'permission',
      message: 'Die Geheimhaltungsprüfung ist in dieser Version noch nicht enthalten (not built).',
      hint: 'Es wurde nichts freigegeben.',
    }),
  );
}

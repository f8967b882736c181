/** The error of this room: whatever goes wrong while solving, nothing is released. */
import { SyncError } from '../../errors.ts';

/** `reason` is a German clause: „die Beziehung … geht nicht auf“. */
export function solverFailed(reason: string, cause?: unknown): SyncError {
  return new SyncError({
    code: 'disclosure.solver-failed',
    kind: 'permission',
    message: `Die Geheimhaltungsprüfung konnte nicht abgeschlossen werden: ${reason}.`,
    hint: 'Es wurde nichts freigegeben. Wiederholen Sie den Lauf; bleibt der Fehler, melden Sie ihn mit dem Protokoll des Laufs.',
    cause,
  });
}

/** Errors of the library stay here; our own pass. */
export function asSolverFailure(error: unknown): SyncError {
  return error instanceof SyncError
    ? error
    : solverFailed('der Gleichungslöser ist mit einem Fehler abgebrochen', error);
}

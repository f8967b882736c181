/** What a person is told where the solver's process did not do its work: that nothing was released, why, and what to do. */
import { SyncError } from '../errors.ts';
import type { SolverLimits } from './solver-process.ts';
import type { WorkerEnd } from './threads.ts';

const NOTHING = 'Es wurde nichts freigegeben.';
const AGAIN = 'Wiederholen Sie den Lauf; bleibt der Fehler, melden Sie ihn mit der Laufnummer.';

/** The process ended before it had answered. */
export function solverEnded(end: WorkerEnd, { memoryMb, milliseconds }: SolverLimits): SyncError {
  switch (end.cause) {
    case 'memory':
      return killed(
        `er mehr als ${memoryMb} MB Arbeitsspeicher belegt hat`,
        'Erhöhen Sie „disclosure.solverMemoryMb“ in der kmsync.yaml, soweit der Rechner so viel Arbeitsspeicher hat, und starten Sie den Lauf erneut.',
      );
    case 'time':
      return killed(
        `er für ein Teilproblem länger als ${Math.ceil(milliseconds / 1000)} Sekunden gebraucht hat`,
        'Erhöhen Sie „disclosure.solverSeconds“ in der kmsync.yaml oder starten Sie den Lauf erneut, wenn der Rechner weniger belastet ist.',
      );
    case 'signal':
      return killed(
        `er von außen beendet wurde (${end.signal})`,
        'Meist ist der Arbeitsspeicher des Rechners oder Containers erschöpft. Geben Sie ihm mehr oder senken Sie „disclosure.solverMemoryMb“ in der kmsync.yaml, und starten Sie den Lauf erneut.',
      );
    case 'aborted':
      return new SyncError({
        code: 'run.interrupted',
        kind: 'target',
        message: `Die Geheimhaltungsprüfung wurde angehalten. ${NOTHING}`,
        hint: 'Starten Sie den Lauf bei Bedarf neu.',
      });
    case 'exit':
      return failed(`hat sich vorzeitig beendet (Code ${end.code})`);
    case 'disconnected':
    case 'stopped':
      return failed('hat die Verbindung abgebrochen');
    case 'unasked':
      return failed('hat ungefragt geantwortet');
    case 'unstarted':
      return failed('ließ sich nicht starten');
  }
}

/** The reply is none, or not one to this problem. */
export function solverUnreadable(): SyncError {
  return failed('hat eine Antwort gegeben, die nicht zur Frage passt');
}

/** What the solver itself says of its failure. */
export function solverSaid({ message, hint }: { message: string; hint: string }): SyncError {
  return new SyncError({ code: 'disclosure.solver-failed', kind: 'permission', message, hint });
}

function killed(why: string, hint: string): SyncError {
  return new SyncError({
    code: 'disclosure.solver-killed',
    kind: 'permission',
    message: `Der Löser der Geheimhaltungsprüfung wurde beendet, weil ${why}. ${NOTHING}`,
    hint,
  });
}

function failed(what: string): SyncError {
  return new SyncError({
    code: 'disclosure.solver-failed',
    kind: 'permission',
    message: `Der Löser der Geheimhaltungsprüfung ${what}. ${NOTHING}`,
    hint: AGAIN,
  });
}

/** What a person is told where the process that reads a file did not come to its end. Nothing of the file is in it. */
import { finding, type Finding } from '../../core/finding.ts';
import { SyncError } from '../../errors.ts';
import type { WorkerEnd } from '../threads.ts';

/** For one file: memory of the process that reads it, and how long it may be silent. */
export interface ReadingLimits {
  readonly memoryMb: number;
  readonly milliseconds: number;
}

/** How Node ends itself where its memory is used up. */
const OUT_OF_MEMORY: ReadonlySet<string> = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL']);
/** Faults of the program that reads, met at this file. */
const FAULTS: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE']);

/** A finding where the file is the cause; an error where it is the machine. */
export function readingEnded(end: WorkerEnd, file: string, limits: ReadingLimits): Finding | SyncError {
  const place = { file, row: 0 };
  const memory = () => finding('format.reading-memory', place, { expected: `${limits.memoryMb} MB` });
  switch (end.cause) {
    case 'memory':
      return memory();
    case 'time': {
      const expected = `${Math.ceil(limits.milliseconds / 1000)} s`;
      return finding('format.reading-time', place, { expected });
    }
    case 'exit':
      return finding('format.reading-crashed', place, { found: `Code ${end.code}` });
    case 'signal':
      if (OUT_OF_MEMORY.has(end.signal)) return memory();
      if (FAULTS.has(end.signal)) return finding('format.reading-crashed', place, { found: end.signal });
      return stopped(file, `wurde von außen beendet (${end.signal})`);
    case 'unstarted':
      return stopped(file, 'ließ sich nicht starten');
    case 'disconnected':
    case 'unasked':
    case 'aborted':
    case 'stopped':
      return stopped(file, 'hat die Verbindung abgebrochen');
  }
}

/** An error of the program; where it was thrown goes along as its cause, what it said does not. */
export function readingBroken(file: string, thrown: string): SyncError {
  const cause = new Error('thrown while reading');
  cause.stack = thrown;
  return new SyncError({
    code: 'reading.broken',
    kind: 'internal',
    message: `Beim Lesen von „${file}“ ist im Programm ein Fehler aufgetreten.`,
    hint: 'Melden Sie den Fehler mit der Laufnummer. Es wurde nichts veröffentlicht.',
    cause,
  });
}

function stopped(file: string, what: string): SyncError {
  return new SyncError({
    code: 'reading.stopped',
    kind: 'local',
    message: `Der Prozess, der „${file}“ liest, ${what}.`,
    hint: 'Meist ist der Arbeitsspeicher des Rechners oder Containers erschöpft. Geben Sie ihm mehr, und starten Sie den Lauf erneut. Es wurde nichts veröffentlicht.',
  });
}

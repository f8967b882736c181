/** Problems that pass by themselves, so that trying again later is better than giving up. */
import { SyncError } from '../errors.ts';

const READING: ReadonlySet<string> = new Set([
  'source.unreachable',
  'source.timeout',
  'source.broken-off',
  'source.busy',
  'target.unreachable',
  'target.busy',
  'target.login-unreachable',
  'ledger.unreachable',
]);
const WRITING: ReadonlySet<string> = new Set([
  ...READING,
  // Without a log-in nothing can be taken back either; once the client is admitted again the run is carried on.
  'target.login-failed',
  'target.write-uncertain',
  'run.interrupted',
]);

/** Of a run that has not written: whatever else is wrong needs a person, who has to hear of it now. */
export function passesBeforeWriting(error: unknown): error is SyncError {
  return error instanceof SyncError && READING.has(error.code);
}

/** Of a run that has begun to write. */
export function passesWhileWriting(error: unknown): error is SyncError {
  return error instanceof SyncError && WRITING.has(error.code);
}

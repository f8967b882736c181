/** The pages of the ledger about who works on which run. Implemented by the room `store`. */
import type { RunRecord } from './ledger.ts';
import type { EnginePorts } from './ports.ts';

/** Longer than any pause of a healthy process; on another machine a dead one keeps its runs for so long. */
const SECONDS = 120;
const RENEWAL_MS = (SECONDS / 4) * 1_000;

export interface OpenRun {
  readonly run: RunRecord;
  /** A living process works on it, or has claimed it and will. */
  readonly atWork: boolean;
  /** How often it was taken up, the first time included. */
  readonly taken: number;
  /** When it was last left in order; null: never, or its process died. ISO instant, UTC. */
  readonly leftAt: string | null;
}

export interface WorkBook {
  /**
   * From now on this process works on the run. Throws SyncError `run.at-work` (kind lease) where a living process does.
   * A process counts as dead where it is on this machine and gone, or was not heard of for `seconds`.
   */
  beginWork(run: string, seconds: number): Promise<void>;
  renewWork(run: string, seconds: number): Promise<void>;
  endWork(run: string): Promise<void>;
  /** Runs that have not ended or can be taken up again, newest first. */
  openRuns(): Promise<readonly OpenRun[]>;
  /** The occurrences of a run that nobody works on can be claimed anew at once. */
  freeOccurrences(run: string): Promise<void>;
}

/** Does a piece of work on a run as the one process that does; throws `run.at-work` where it is another's. */
export async function atWork<Result>(
  run: string,
  { ledger }: Pick<EnginePorts, 'ledger'>,
  work: () => Promise<Result>,
): Promise<Result> {
  await ledger.beginWork(run, SECONDS);
  // A renewal that fails is made up for by the next one.
  const renewal = setInterval(() => {
    ledger.renewWork(run, SECONDS).catch(() => undefined);
  }, RENEWAL_MS);
  renewal.unref();
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    // Where the ledger cannot be told, the work is found to be dropped.
    await ledger.endWork(run).catch(() => undefined);
  }
}

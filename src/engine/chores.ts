/** What a serving process looks after beside the runs that are due; each chore at its own interval. */
import { randomUUID } from 'node:crypto';
import { SyncError } from '../errors.ts';
import type { EnginePorts } from './ports.ts';
import type { Claim } from './schedule/trigger.ts';

export interface ChoreMeans {
  readonly ports: EnginePorts;
  /** Hands a run over to whoever carries out runs, and answers at once. */
  readonly start: (claim: Claim) => void;
}

export interface Chore {
  /** `retention`, `reconcile`, … */
  readonly id: string;
  /** Minutes from one beginning to the next; the first one comes when the process starts. */
  readonly every: number;
  readonly work: (means: ChoreMeans) => Promise<void>;
}

/** A chore whose process died can be done by another one after so long, or at its next time if that is sooner. */
const LONGEST_LEASE_SECONDS = 600;
const MINUTE = 60_000;
/** Ticks come a little early or late. */
const TICK_SLACK = 1_000;

/**
 * One look at the clock: whatever chore is due is done, one after another. Of several processes one does it; the
 * others leave it out. A chore that fails is told about and comes again at its next time.
 */
export function choresOf(
  chores: readonly Chore[],
  means: ChoreMeans,
  failed: (chore: string, error: unknown) => void,
): () => Promise<void> {
  const { ledger, monotonic, signal } = means.ports;
  const begun = new Map<string, number>();
  const holder = `chores ${randomUUID()}`;
  const exclusively = async ({ id, every, work }: Chore) => {
    const lease = await ledger.takeLease(`chore ${id}`, holder, Math.min(LONGEST_LEASE_SECONDS, every * 60));
    try {
      await work(means);
    } finally {
      await ledger.releaseLease(lease);
    }
  };
  return async () => {
    for (const chore of chores) {
      const last = begun.get(chore.id);
      const moment = monotonic();
      if (signal.aborted || (last !== undefined && moment - last < chore.every * MINUTE - TICK_SLACK))
        continue;
      begun.set(chore.id, moment);
      try {
        await exclusively(chore);
      } catch (error) {
        const isElsewhere = error instanceof SyncError && error.code === 'lease.held';
        if (!isElsewhere && !signal.aborted) failed(chore.id, error);
      }
    }
  };
}

/** The queue of a single process: claims are carried out one after another and kept alive while they wait. */
import type { ScheduleBook } from '../engine/schedule/schedule-book.ts';
import { CLAIM_SECONDS, type Claim } from '../engine/schedule/trigger.ts';

export interface InProcessQueue {
  add(claim: Claim): void;
  /** Resolves once nothing is waiting or at work. */
  drained(): Promise<void>;
}

export interface QueueMeans {
  readonly ledger: Pick<ScheduleBook, 'renewOccurrence' | 'endOccurrence'>;
  readonly signal: AbortSignal;
  /** Must not reject. */
  readonly carryOut: (claim: Claim) => Promise<void>;
}

const RENEWAL = (CLAIM_SECONDS / 4) * 1_000;

export function inProcessQueue({ ledger, signal, carryOut }: QueueMeans): InProcessQueue {
  let last = Promise.resolve();
  const work = async (claim: Claim, before: Promise<void>) => {
    await before;
    if (signal.aborted) await ledger.endOccurrence(claim.key, 'interrupted');
    else await carryOut(claim);
  };
  return {
    add(claim) {
      const before = last;
      // Where the ledger cannot be told, the claim ends by itself.
      last = keptAlive(ledger, claim.key, () => work(claim, before)).catch(() => undefined);
    },
    drained: () => last,
  };
}

/** Renews the claim until the work is over. */
export async function keptAlive<Result>(
  ledger: Pick<ScheduleBook, 'renewOccurrence'>,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  // A renewal that fails is made up for by the next one.
  const renewal = setInterval(() => {
    ledger.renewOccurrence(key, CLAIM_SECONDS).catch(() => undefined);
  }, RENEWAL);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
  }
}

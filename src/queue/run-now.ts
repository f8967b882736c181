/** A start by hand: carried out here by whoever was first, answered with the run's number otherwise. */
import { carryClaim } from '../engine/schedule/carry-claim.ts';
import type { ScheduleBook } from '../engine/schedule/schedule-book.ts';
import { CLAIM_SECONDS, claimNow } from '../engine/schedule/trigger.ts';
import type { EnginePorts } from '../engine/ports.ts';
import type { RunReport } from '../engine/run-frame.ts';

export type StartedNow =
  | { readonly first: true; readonly run: string; readonly report: RunReport }
  | { readonly first: false; readonly run: string };

const RENEWAL = (CLAIM_SECONDS / 4) * 1_000;

export async function runNow(job: string, ports: EnginePorts): Promise<StartedNow> {
  const { run, work } = await beginNow(job, ports);
  return work ? { first: true, run, report: await work } : { first: false, run };
}

/** The same without waiting for its end; `work` is missing where somebody else is at it. */
export async function beginNow(
  job: string,
  ports: EnginePorts,
): Promise<{ readonly run: string; readonly work?: Promise<RunReport> }> {
  const { first, run, key } = await claimNow(job, ports);
  if (!first) return { run: run.id };
  const work = keptAlive(ports.ledger, key, () => carryClaim({ key, run }, ports, 'refuse'));
  return { run: run.id, work };
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

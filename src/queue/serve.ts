/** One process that does everything: looks at the clock, claims what is due and carries it out. */
import type { Job } from '../mapping/job.ts';
import { choresOf, type Chore } from '../engine/chores.ts';
import { carryClaim } from '../engine/schedule/carry-claim.ts';
import { tick } from '../engine/schedule/scheduler.ts';
import type { Claim } from '../engine/schedule/trigger.ts';
import type { EnginePorts } from '../engine/ports.ts';
import type { RunReport } from '../engine/run-frame.ts';
import { occurrences } from './calendar.ts';
import { inProcessQueue } from './in-process.ts';
import { tickEachMinute } from './ticker.ts';

export interface ServeEvents {
  readonly begun: (claim: Claim) => void;
  readonly ended: (claim: Claim, report: RunReport) => void;
  /** A run or a look at the clock that failed; the service goes on. */
  readonly failed: (job: string, error: unknown) => void;
}

export interface Served {
  readonly jobs: readonly Job[];
  readonly chores: readonly Chore[];
}

/** Until the signal aborts and the run under way is in order. */
export async function serveInProcess(
  { jobs, chores }: Served,
  ports: EnginePorts,
  events: ServeEvents,
): Promise<void> {
  const { ledger, now, signal } = ports;
  const queue = inProcessQueue({
    ledger,
    signal,
    async carryOut(claim) {
      events.begun(claim);
      try {
        events.ended(claim, await carryClaim(claim, ports));
      } catch (error) {
        events.failed(claim.run.job, error);
      }
    },
  });
  const start = (claim: Claim) => queue.add(claim);
  const scheduler = { ledger, now, calendar: occurrences, start, failed: events.failed };
  const lookAfter = choresOf(chores, { ports, start }, events.failed);
  // A chore that takes long makes no job late.
  await Promise.all([
    tickEachMinute(lookAfter, signal),
    tickEachMinute(() => (signal.aborted ? Promise.resolve() : tick(jobs, scheduler)), signal),
  ]);
  await queue.drained();
}

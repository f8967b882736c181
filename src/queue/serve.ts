/** One process that does everything: looks at the clock, claims what is due and carries it out. */
import type { Job } from '../mapping/job.ts';
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

/** Until the signal aborts and the run under way is in order. */
export async function serveInProcess(
  jobs: readonly Job[],
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
  const scheduler = {
    ledger,
    now,
    calendar: occurrences,
    start: (claim: Claim) => queue.add(claim),
    failed: events.failed,
  };
  await tickEachMinute(() => (signal.aborted ? Promise.resolve() : tick(jobs, scheduler)), signal);
  await queue.drained();
}

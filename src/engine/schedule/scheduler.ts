/** One look at the clock: what is due is claimed and handed over; who carries it out is a port's matter. */
import type { Job } from '../../mapping/job.ts';
import { claimDue, type Claim, type SchedulePorts } from './trigger.ts';

export interface SchedulerPorts extends SchedulePorts {
  /** Takes over a claim and answers at once. */
  readonly start: (claim: Claim) => void;
  /** A job that could not be looked at does not keep the others from running. */
  readonly failed: (job: string, error: unknown) => void;
}

/** All due jobs are claimed before the first one runs: one that waits for another is not late. */
export async function tick(jobs: Iterable<Job>, ports: SchedulerPorts): Promise<void> {
  for (const job of jobs) {
    try {
      const claim = await claimDue(job, ports);
      if (claim) ports.start(claim);
    } catch (error) {
      ports.failed(job.id, error);
    }
  }
}

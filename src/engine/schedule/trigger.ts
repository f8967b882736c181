/** Starts runs because it is time or because somebody says so; for one job at most one at a time. */
import { randomUUID } from 'node:crypto';
import type { Job } from '../../mapping/job.ts';
import type { RunRecord } from '../ledger.ts';
import { dueOccurrence } from './decide.ts';
import type { Calendar } from './occurrence.ts';
import type { Claimed, ScheduleBook } from './schedule-book.ts';

export interface SchedulePorts {
  readonly ledger: ScheduleBook;
  readonly calendar: Calendar;
  readonly now: () => Date;
}

/** A run that was claimed and now has to be carried through; the claim is renewed until it ends. */
export interface Claim {
  readonly key: string;
  readonly run: RunRecord;
  /** „nachgeholt“ */
  readonly caughtUp: boolean;
  /** Earlier occurrences that this run catches up with as well. */
  readonly missed: number;
}

/** Longer than any pause of a healthy process; a claim of a dead one blocks its job for so long. */
export const CLAIM_SECONDS = 120;

/** Claims what is due of this job; undefined where nothing is, where somebody else has it, or where it is paused. */
export async function claimDue(
  job: Job,
  { ledger, calendar, now }: SchedulePorts,
): Promise<Claim | undefined> {
  if (job.schedule === null) return undefined;
  const rule = { job: job.id, cron: job.schedule.cron, catchUp: job.schedule.catchUp };
  const since = await ledger.scheduleSince(job.id, rule.cron);
  if (await ledger.schedulePause(job.id)) return undefined;
  const newestTaken = await ledger.newestTaken(job.id);
  const due = dueOccurrence(rule, { since, newestTaken }, { now: now(), calendar });
  if (due === undefined) return undefined;
  const { key, instant: dueAt, caughtUp, missed } = due;
  const { first, run } = await ledger.claimOccurrence({
    key,
    job: job.id,
    dueAt,
    caughtUp,
    seconds: CLAIM_SECONDS,
  });
  return first ? { key, run, caughtUp, missed } : undefined;
}

/** „Jetzt starten“: the run of whoever was first, and for everybody else its number. */
export async function claimNow(
  job: string,
  { ledger, now }: Pick<SchedulePorts, 'ledger' | 'now'>,
): Promise<Claimed & { readonly key: string }> {
  const key = `manual:${randomUUID()}#${job}`;
  const dueAt = now().toISOString();
  const claimed = await ledger.claimOccurrence({ key, job, dueAt, caughtUp: false, seconds: CLAIM_SECONDS });
  return { ...claimed, key };
}

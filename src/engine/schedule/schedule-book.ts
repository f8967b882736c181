/** The pages of the ledger that schedules need: who runs which occurrence. Implemented by the room `store`. */
import type { RunRecord } from '../ledger.ts';
import type { PauseBook } from './pause.ts';

/**
 * `running`: its claimant is at work; `joined`: the job was running already; `ended`: its claimant is done;
 * `interrupted`: its claimant was told to stop before the run was through; `queued`: the queue sees to it.
 */
export type OccurrenceState = 'running' | 'queued' | 'joined' | 'ended' | 'interrupted';

export interface OccurrenceRecord {
  readonly key: string;
  readonly job: string;
  /** ISO instant, UTC. */
  readonly dueAt: string;
  readonly state: OccurrenceState;
  readonly run: string;
  /** Begun after its time, because nobody was there. */
  readonly caughtUp: boolean;
  readonly claimedAt: string;
}

export interface OccurrenceClaim {
  readonly key: string;
  readonly job: string;
  readonly dueAt: string;
  readonly caughtUp: boolean;
  /** The claimant counts as dead where it does not renew the claim for so long. */
  readonly seconds: number;
  /** A run that exists already and is to be taken up, under the key `resume:<run>`; otherwise the claim begins one. */
  readonly run?: string;
}

/** `first`: the claimant has to carry the run through. Otherwise the run is somebody else's. */
export interface Claimed {
  readonly first: boolean;
  readonly run: RunRecord;
}

export interface ScheduleBook extends PauseBook {
  /** Since when the job has this rule; a new or changed rule begins now. ISO instant, UTC. */
  scheduleSince(job: string, cron: string): Promise<string>;
  /**
   * One transaction. Whoever is first gets a new run; everybody else is answered with the run of that key, or with the
   * run of the same job that is at work. What a dead or interrupted claimant left is claimed anew: with the same run
   * where that one has to be resumed, with a new one where it had not written anything.
   */
  claimOccurrence(claim: OccurrenceClaim): Promise<Claimed>;
  renewOccurrence(key: string, seconds: number): Promise<void>;
  endOccurrence(key: string, state: 'ended' | 'interrupted'): Promise<void>;
  /** Due instant of the newest occurrence that is not to be claimed anew; null: there is none. */
  newestTaken(job: string): Promise<string | null>;
  /** Newest due instant first. */
  occurrences(filter?: { job?: string; limit?: number }): Promise<readonly OccurrenceRecord[]>;
}

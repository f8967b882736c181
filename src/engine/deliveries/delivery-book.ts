/** The pages of the ledger about deliveries: which run read which, and who was told of a missing one. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Reading } from './calendar.ts';

/** One file as a run has read it; no content of it. */
export interface RunDelivery {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly profile: string;
  /** sha256 of the profile's file. */
  readonly profileSha256: string;
  readonly dataset: string;
  /** Body rows read. */
  readonly rows: number;
  /** Stichtage it speaks for, in order. */
  readonly dates: readonly ReferenceDate[];
  /** A finding kept it from being taken. */
  readonly refused: boolean;
}

export interface MissedDelivery {
  readonly job: string;
  readonly profile: string;
  readonly date: ReferenceDate;
}

export interface DeliveryBook {
  /** Once for each run; again, it replaces what was noted. */
  putRunDeliveries(run: string, deliveries: readonly RunDelivery[]): Promise<void>;
  /** In the order in which they were read. */
  runDeliveries(run: string): Promise<readonly RunDelivery[]>;
  /** Of the job's runs, oldest first; those that read the same and went the same way are one. */
  readings(job: string): Promise<readonly Reading[]>;
  /** Since when deliveries of the profile are expected for the job; ISO instant, UTC. Null: nobody has asked for them yet. */
  expectedSince(job: string, profile: string): Promise<string | null>;
  /** From now on they are expected, where they were not before. */
  beginExpecting(job: string, profile: string): Promise<void>;
  /** Notes that somebody is told on these days; answers whether the last one is new. */
  noteReminders(missed: MissedDelivery, days: readonly ReferenceDate[]): Promise<boolean>;
}

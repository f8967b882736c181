/**
 * The ledger as the engine sees it: runs, deliveries, versions, plans, operations, findings and published
 * facts. Implemented by the room `store`; the truth about what was done, and nothing else is.
 */
import type { AreaKey, LevelId, LevelVersion } from '../core/area.ts';
import type { CellState } from '../core/cell.ts';
import type { DatasetVersion } from '../core/dataset.ts';
import type { Finding } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Journal, Lease } from '../sync/journal.ts';
import type { ApprovalBook } from './approval/approval-book.ts';
import type { Brought } from './deliveries/by-hand.ts';
import type { DeliveryBook } from './deliveries/delivery-book.ts';
import type { DriftBook } from './drift-book.ts';
import type { ReleaseRegistry } from './release-registry.ts';
import type { QueueBook } from './queue/queue-book.ts';
import type { ScheduleBook } from './schedule/schedule-book.ts';
import type { WorkBook } from './work-book.ts';

/** States of section "Life of a run": one machine, the same words everywhere. */
export const RUN_STATES = [
  'checking',
  'check_failed',
  'draft',
  'submitted',
  'approved',
  'rejected',
  'withdrawn',
  'expired',
  'publishing',
  'published',
  'published_with_notes',
  'no_change',
  'refreshed',
  'taken_in',
  'stale',
  'waiting',
  'compensating',
  'compensated',
  'needs_attention',
  'parked',
  'cancelled',
  'rolled_back',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** States in which a killed run can be taken up again. */
export const RESUMABLE: ReadonlySet<RunState> = new Set([
  'publishing',
  'waiting',
  'compensating',
  'needs_attention',
]);

/** States in which a run waits for people: nobody takes it up, and nothing ends it but a decision or its date. */
export const WITH_PEOPLE: ReadonlySet<RunState> = new Set(['submitted', 'approved']);

export interface RunRecord {
  /** `2026-0001`: year and running number, readable over the phone. */
  readonly id: string;
  readonly job: string;
  readonly kind: 'sync' | 'apply' | 'rollback' | 'check' | 'plan' | 'intake';
  readonly state: RunState;
  /** ISO instant, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly planHash: string | null;
  /** The run this one takes back. */
  readonly rollsBack: string | null;
  /** The JSON document that `--json` prints, once there is one. */
  readonly result: unknown;
}

/** Serialised plans and snapshots are opaque to the ledger: text in, the same text out. */
export interface StoredPlan {
  readonly hash: string;
  readonly job: string;
  readonly target: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly text: string;
  /** See `approval/basis.ts`; null: from before approvals were kept. */
  readonly basis?: string | null;
}

/** A value as it was published, and what it was computed from. */
export interface PublishedFact {
  readonly run: string;
  readonly target: string;
  readonly indicator: string;
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly value: number | null;
  readonly state: CellState;
  /** Dataset version ids and level version id. */
  readonly inputs: readonly string[];
}

export interface DeliveryRecord {
  readonly sha256: string;
  readonly file: string;
  readonly bytes: number;
  readonly source: string;
  readonly firstSeenAt: string;
}

export interface Ledger
  extends Journal, ReleaseRegistry, ScheduleBook, QueueBook, WorkBook, ApprovalBook, DeliveryBook, DriftBook {
  /** `brought`: begun by a person, whose subject is kept with the run. */
  startRun(run: {
    job: string;
    kind: RunRecord['kind'];
    rollsBack?: string;
    brought?: Brought;
  }): Promise<RunRecord>;
  /** Who brought the run's delivery, or began to take a run back; undefined where the program did. */
  broughtTo(run: string): Promise<Brought | undefined>;
  /**
   * `token`: that of the worker which has the run from the queue. Throws SyncError `queue.claim-lost` (kind lease) where
   * another worker has taken the run since.
   */
  updateRun(
    id: string,
    change: { state?: RunState; planHash?: string; result?: unknown; finished?: boolean; token?: number },
  ): Promise<void>;
  run(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  runs(filter?: {
    job?: string;
    state?: RunState;
    planHash?: string;
    limit?: number;
  }): Promise<readonly RunRecord[]>;

  recordDelivery(delivery: Omit<DeliveryRecord, 'firstSeenAt'>): Promise<DeliveryRecord>;

  /** Stores a version once; answers false where it was there already. Cells are sealed at rest. */
  putDataset(version: DatasetVersion, run: string): Promise<boolean>;
  dataset(id: string): Promise<DatasetVersion | undefined>;
  /**
   * The newest stored version for every (level, date) of a dataset. A later delivery of a date replaces the
   * earlier one for that date and level as a whole.
   */
  newestDatasets(dataset: string): Promise<readonly NewestVersion[]>;
  putLevel(version: LevelVersion, run: string): Promise<boolean>;
  newestLevel(level: LevelId): Promise<LevelVersion | undefined>;

  putFindings(run: string, findings: readonly Finding[]): Promise<void>;
  findings(run: string): Promise<readonly Finding[]>;

  putPlan(plan: StoredPlan): Promise<void>;
  /** By full hash or by a unique beginning of at least 6 characters. */
  plan(hash: string): Promise<StoredPlan | undefined>;
  /** Marks the plan's operations as pending for this run; does nothing where they exist already. */
  openOperations(run: string, count: number): Promise<void>;
  putSnapshot(run: string, text: string): Promise<void>;
  snapshot(run: string): Promise<string | undefined>;

  putFacts(facts: readonly PublishedFact[]): Promise<void>;
  /** Newest first. */
  facts(filter: {
    indicator: string;
    area: AreaKey;
    date: ReferenceDate;
    level?: LevelId;
  }): Promise<readonly PublishedFact[]>;

  /**
   * Takes or renews the lease. Throws SyncError `lease.held` (kind lease) where another holder has it and it
   * has not expired. Taking over an expired lease raises the token.
   */
  takeLease(name: string, holder: string, seconds: number): Promise<Lease>;
  renewLease(lease: Lease, seconds: number): Promise<void>;
  releaseLease(lease: Lease): Promise<void>;

  /** The instant of the backup this ledger was restored from, as long as no run has compared it with the target. */
  restoredFrom(): Promise<string | undefined>;
  /** A run has compared the ledger with the target. */
  settleRestored(): Promise<void>;

  close(): Promise<void>;
}

export interface NewestVersion {
  readonly version: string;
  readonly level: LevelId;
  readonly date: ReferenceDate;
}

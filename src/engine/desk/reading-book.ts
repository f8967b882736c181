/** The pages of the ledger as people leaf through them: a part at a time, counted as a whole. Implemented by `store`. */
import type { Finding, Severity } from '../../core/finding.ts';
import type { FindingCode } from '../../core/findings/catalogue.ts';
import type { LevelId } from '../../core/area.ts';
import type { RunRecord, RunState } from '../ledger.ts';
import type { PublicationBook } from './publication-book.ts';
import type { EarlierReading } from './attempts.ts';
import type { HeldLock, QueuePlace } from './system-desk.ts';
import type { RunPaperBook } from './run-paper-book.ts';

export interface RunFilter {
  /** Of these jobs only. */
  readonly jobs?: ReadonlySet<string> | undefined;
  readonly job?: string | undefined;
  readonly state?: RunState | undefined;
  /** ISO instants, UTC; `before` is not part of it. */
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  /** Runs with at least one warning, error or block. */
  readonly noted?: boolean | undefined;
  /** Subject of somebody who brought, submitted or decided it. */
  readonly person?: string | undefined;
  /** Runs that have written values under one of these ids. */
  readonly indicator?: readonly string[] | undefined;
}

export interface Part {
  readonly offset: number;
  readonly limit: number;
}

export interface RunRow {
  readonly run: RunRecord;
  /** Stichtage of what it read, in order. */
  readonly dates: readonly string[];
  /** Findings that are more than for information. */
  readonly notes: number;
  readonly submittedBy: string | null;
  readonly decidedBy: string | null;
}

export interface NewestRuns {
  readonly job: string;
  /** The newest that has ended, and the newest that has not. */
  readonly ended: RunRecord | undefined;
  readonly open: RunRecord | undefined;
}

export interface NewestDelivery {
  readonly job: string;
  readonly profile: string;
  readonly file: string;
  readonly run: string;
  /** ISO instant, UTC. */
  readonly at: string;
}

export interface FindingCount {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
}

export interface AuditFilter {
  readonly event?: string | undefined;
  readonly run?: string | undefined;
}

export interface AuditLine {
  readonly seq: number;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly actor: string;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Outcome of reading the whole chain; `brokenAt`: the first entry that is missing or was changed. */
export interface ChainCheck {
  readonly entries: number;
  readonly brokenAt: number | null;
}

/** An earlier publication of the same bytes for the same job. */
export interface SameContent {
  readonly run: string;
  /** ISO instant, UTC. */
  readonly at: string;
}

export interface ReadingBook extends PublicationBook, RunPaperBook {
  /** The newest one before this run; undefined where nothing that the run has read was ever published. */
  publishedBefore(run: string): Promise<SameContent | undefined>;
  /** For each job and profile the newest delivery that was taken. */
  newestDeliveries(): Promise<readonly NewestDelivery[]>;
  /** Newest first. */
  runPage(
    filter: RunFilter,
    part: Part,
  ): Promise<{ readonly rows: readonly RunRow[]; readonly total: number }>;
  /** Subjects of all who had a part in runs of these jobs; undefined: of all. */
  people(jobs: ReadonlySet<string> | undefined): Promise<readonly string[]>;
  /** Of each job. */
  newestRuns(): Promise<readonly NewestRuns[]>;
  /** For each job the newest Stichtag that was published or taken in, `2025-12-31`. */
  newestDates(): Promise<ReadonlyMap<string, string>>;
  findingCounts(run: string): Promise<readonly FindingCount[]>;
  /** What stands in the way first, then in the order in which it was found. */
  findingPart(run: string, part: Part, severities?: readonly Severity[]): Promise<readonly Finding[]>;
  /** Earlier runs of the same job that have ended, with what they have read; newest first, at most so many. */
  earlierReadings(run: string, most: number): Promise<readonly EarlierReading[]>;
  /** Writes of the run: how many are read back, of how many. */
  writeCounts(run: string): Promise<{ readonly done: number; readonly total: number }>;
  /** Newest first. */
  auditPage(
    filter: AuditFilter,
    part: Part,
  ): Promise<{ readonly lines: readonly AuditLine[]; readonly total: number }>;
  auditEvents(): Promise<readonly string[]>;
  /** Of the version that `newestLevel` opens. */
  newestLevelId(level: LevelId): Promise<string | undefined>;
  queuePlaces(): Promise<readonly QueuePlace[]>;
  /** Leases that are held now. */
  heldLocks(): Promise<readonly HeldLock[]>;
  /** When this ledger was taken out of a backup for the last time; null: never. */
  lastRestored(): Promise<{ readonly at: string; readonly backupAt: string } | null>;
}

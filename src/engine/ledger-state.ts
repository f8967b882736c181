/** What the ledger says about the whole, for metrics and health: counts and instants, nothing of a run's content. */
import type { RunState } from './ledger.ts';

/** States in which what should stand in KomMonitor stands there. */
export const SUCCESSFUL: ReadonlySet<RunState> = new Set([
  'published',
  'published_with_notes',
  'no_change',
  'refreshed',
  'taken_in',
]);

export interface LedgerState {
  /** Runs that have not ended, by job and state. */
  readonly open: readonly { readonly job: string; readonly state: RunState; readonly count: number }[];
  readonly jobs: readonly JobState[];
  /** Runs that wait for an approval, by job; `oldest`: ISO instant since when the first of them waits. */
  readonly approvals: readonly { readonly job: string; readonly count: number; readonly oldest: string }[];
  /** Leases held now, by the first word of their name (`target`). */
  readonly leases: readonly { readonly name: string; readonly held: number }[];
  /** Findings kept, by code and severity. */
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly count: number }[];
}

export interface JobState {
  readonly job: string;
  /** ISO instants, UTC. */
  readonly lastAttempt: string;
  /** End of the newest run that published, or found nothing to publish. */
  readonly lastSuccess: string | null;
  /** Newest reference date of what was published, `2025-12-31`. */
  readonly newestDate: string | null;
}

export interface LedgerStateReader {
  /** Fails where the ledger does not answer; that is how health learns of it. */
  state(): Promise<LedgerState>;
}

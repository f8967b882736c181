/** What the ledger keeps of one run beside its results. Implemented by `store`. */
import type { OperationRecord } from '../../sync/journal.ts';
import type { Part } from './reading-book.ts';

export interface WriteLine extends OperationRecord {
  /** ISO instant, UTC. */
  readonly changedAt: string;
}

export interface KeptThings {
  /** ISO instants, UTC; null: there is none, or none any more. */
  readonly snapshotAt: string | null;
  readonly planAt: string | null;
  /** When the first of its dataset versions that are still kept was stored. */
  readonly versionAt: string | null;
}

export interface RunPaperBook {
  /** How often it was taken up, and since when nobody works on it; undefined: nobody ever did. */
  attempts(run: string): Promise<{ readonly taken: number; readonly leftAt: string | null } | undefined>;
  /** In the order of the plan. `failed`: only those that failed, or were sent more than once. */
  writePart(
    run: string,
    failed: boolean,
    part: Part,
  ): Promise<{ readonly lines: readonly WriteLine[]; readonly total: number }>;
  keptThings(run: string): Promise<KeptThings>;
}

/** What the ledger knows of publications, as people look at them. Implemented by `store`. */
import type { RunRecord, RunState } from '../ledger.ts';

/** States in which what a run wrote stood in KomMonitor until a later run changed it. */
export const STOOD: readonly RunState[] = ['published', 'published_with_notes', 'rolled_back'];

export interface Publication {
  readonly run: string;
  readonly job: string;
  readonly kind: RunRecord['kind'];
  readonly state: RunState;
  /** ISO instant, UTC. */
  readonly finishedAt: string;
  readonly planHash: string | null;
  /** The run this one took back. */
  readonly rollsBack: string | null;
}

/** Who had a part in a publication, and what they said; people by their subject. */
export interface PublicationNote {
  readonly run: string;
  readonly begunBy: string | null;
  readonly remark: string | null;
  readonly submittedBy: string | null;
  readonly decidedBy: string | null;
  /** When the state before it was kept; null: it is not kept any more. ISO instant, UTC. */
  readonly snapshotAt: string | null;
}

/** A cell as a run published it. */
export interface PublishedCell {
  readonly run: string;
  /** Of a rollback: by their names in the target. */
  readonly indicator: string;
  readonly level: string;
  readonly area: string;
  readonly date: string;
  readonly state: 'value' | 'hidden' | 'empty';
}

export interface PublicationBook {
  /** How many there are, and when the last one ended; null without one. */
  publicationCount(): Promise<{ readonly count: number; readonly last: string | null }>;
  /** Of those that ended then or later, oldest first. */
  publications(since: string): Promise<readonly Publication[]>;
  /** Of these runs, at this address of KomMonitor. */
  publishedCells(runs: readonly string[], target: string): Promise<readonly PublishedCell[]>;
  publicationNotes(runs: readonly string[]): Promise<readonly PublicationNote[]>;
}

/**
 * What the executor needs from the ledger: every write has a committed intent before it and a committed
 * read-back after it, so that a run killed at any instant knows on restart what may have happened.
 */
export type OperationState = 'pending' | 'intended' | 'verified' | 'failed' | 'compensated';

export interface OperationRecord {
  readonly run: string;
  /** 1-based position in the plan. */
  readonly seq: number;
  readonly state: OperationState;
  readonly attempts: number;
  /** Id the target gave to something created by this operation. */
  readonly createdId: string | null;
  /** Code of the error that it failed with. */
  readonly reason?: string | null;
}

export interface Journal {
  operations(run: string): Promise<readonly OperationRecord[]>;
  /**
   * Commits the intent, in the same transaction in which the lease's fencing token is checked.
   * Throws SyncError `lease.lost` (kind lease) where the token is outdated.
   */
  intend(run: string, seq: number, lease: Lease): Promise<void>;
  /** Commits that the read-back showed what was intended. */
  verify(run: string, seq: number, createdId: string | null): Promise<void>;
  fail(run: string, seq: number, reason: string): Promise<void>;
}

/** Permission to write to one target, held by one run at a time. The token grows with every holder. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly token: number;
}

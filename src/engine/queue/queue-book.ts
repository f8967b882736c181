/** The pages of the ledger that the queue rests on: which runs wait, and who works on which. Implemented by `store`. */
import type { RunRecord } from '../ledger.ts';

/** `intake`: deliveries are read and taken in, side by side. `publish`: whatever may write, one at a time. */
export const QUEUES = ['intake', 'publish'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Where a run begins, or goes on after an interruption. */
export function queueOf({ kind, state }: Pick<RunRecord, 'kind' | 'state'>): QueueName {
  const isFresh = state === 'checking' && (kind === 'sync' || kind === 'intake');
  return isFresh ? 'intake' : 'publish';
}

export interface QueuedRun {
  readonly run: string;
  readonly queue: QueueName;
  /** Key of the occurrence that asked for it; null where none did. */
  readonly key: string | null;
}

/** A run whose worker is at work. Whoever takes it later has a higher token, and the earlier one may do nothing more. */
export interface TakenRun {
  readonly run: RunRecord;
  readonly queue: QueueName;
  readonly key: string | null;
  readonly token: number;
  /** How often in a row its worker died before the run got any further. */
  readonly deaths: number;
}

export type Taking =
  | ({ readonly outcome: 'taken' } & TakenRun)
  /** Its workers died too often; nobody tries it again by itself. */
  | { readonly outcome: 'parked'; readonly run: RunRecord; readonly deaths: number };

export interface TakeWish {
  readonly queue: QueueName;
  /** Rather this run than the oldest. */
  readonly run?: string | undefined;
  /** The worker counts as dead where it does not renew its claim for so long. */
  readonly seconds: number;
}

/**
 * `cancelled`: it had not begun, or only read. `asked`: its worker will stop it unless it writes by then. `writing`: it
 * writes, and is brought to its end. `elsewhere`: no worker of the queue has it.
 */
export type CancelAnswer = 'cancelled' | 'asked' | 'writing' | 'elsewhere';

export interface QueueBook {
  /** Once; a run that waits or is worked on stays as it is, and so does a parked one. */
  enqueue(queued: QueuedRun): Promise<void>;
  /** A new run, begun and put into the queue at once. */
  enqueueNew(wish: { readonly job: string; readonly kind: 'sync' | 'intake' }): Promise<RunRecord>;
  /**
   * One transaction: a run whose worker died, else the one wished for, else the oldest. In `publish` none while another
   * one is at work. Undefined: there is nothing to do.
   */
  takeQueued(wish: TakeWish): Promise<Taking | undefined>;
  /** `lost`: somebody else has the run by now. `cancel`: a person wants it to end before it writes. */
  renewQueued(taken: Pick<TakenRun, 'run' | 'token'>, seconds: number): Promise<'held' | 'cancel' | 'lost'>;
  /**
   * `again`: it was interrupted and waits for the next worker. `publish`: its deliveries are taken in and it waits for
   * its turn to write. Does nothing where somebody else has the run by now.
   */
  leaveQueued(taken: Pick<TakenRun, 'run' | 'token'>, how: 'done' | 'again' | 'publish'): Promise<void>;
  /** It waits, for so long at least, and begins its step anew. Does nothing where somebody else has the run by now. */
  postponeQueued(taken: Pick<TakenRun, 'run' | 'token'>, seconds: number): Promise<void>;
  cancelQueued(run: string): Promise<CancelAnswer>;
  /** Runs that nobody works on, in order. */
  openQueued(): Promise<readonly QueuedRun[]>;
  /** How many of them there are. */
  queueDepths(): Promise<readonly { readonly queue: QueueName; readonly depth: number }[]>;
}

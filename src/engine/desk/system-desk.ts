/** The system as IT sees it, beside what the doctor finds: what waits, who holds what, and what was backed up when. */
import type { LedgerStateReader } from '../ledger-state.ts';
import type { ReadingBook } from './reading-book.ts';

/** Of the machine and the database; given by `app`. */
export interface Machine {
  /** Bytes free for ledger and deliveries. */
  readonly freeBytes: () => Promise<number>;
  /** Seconds that this clock is ahead of the database's, or was set by. */
  readonly clockOffset: () => Promise<number>;
  /** Whether the ledger is a database that is backed up by its own means. */
  readonly isServer: () => Promise<boolean>;
}

export interface QueuePlace {
  readonly queue: string;
  readonly waiting: number;
  readonly working: number;
  readonly parked: number;
}

export interface HeldLock {
  /** `target https://…`, `chore retention`. */
  readonly name: string;
  /** A run, or a process. */
  readonly holder: string;
  /** ISO instants, UTC; `since` null: nobody knows any more. */
  readonly since: string | null;
  readonly until: string;
}

export interface SystemView {
  readonly queues: readonly QueuePlace[];
  readonly locks: readonly HeldLock[];
  /** Undefined: the folder cannot be read. */
  readonly freeBytes: number | undefined;
  readonly clockOffset: number;
  readonly isServer: boolean;
  /** ISO instants, UTC; null: never. */
  readonly lastBackup: string | null;
  readonly restored: { readonly at: string; readonly backupAt: string } | null;
}

export interface SystemDesk {
  system(): Promise<SystemView>;
  /** Counts and instants over the whole ledger. */
  ledgerState: LedgerStateReader['state'];
}

export type SystemPages = Pick<ReadingBook, 'queuePlaces' | 'heldLocks' | 'lastRestored'> & {
  lastBackup(): Promise<string | null>;
} & LedgerStateReader;

export function systemDesk(ledger: SystemPages, machine: Machine): SystemDesk {
  return {
    async system() {
      const [queues, locks, lastBackup, restored, clockOffset, isServer, freeBytes] = await Promise.all([
        ledger.queuePlaces(),
        ledger.heldLocks(),
        ledger.lastBackup(),
        ledger.lastRestored(),
        machine.clockOffset(),
        machine.isServer(),
        machine.freeBytes().catch(() => undefined),
      ]);
      return { queues, locks, lastBackup, restored, clockOffset, isServer, freeBytes };
    },
    ledgerState: () => ledger.state(),
  };
}

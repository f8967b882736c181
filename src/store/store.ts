/** What every page of the ledger works with: the database, the clock and the folder of sealed files. */
import type { Kysely, Transaction } from 'kysely';
import type { LedgerSchema } from './schema.ts';

export interface Store {
  readonly db: Kysely<LedgerSchema>;
  readonly kind: 'sqlite' | 'postgres';
  readonly now: () => Date;
  readonly programVersion: string;
  /** Folder of the sealed files; exists. */
  readonly sealedFolder: string;
}

export type StoreTransaction = Transaction<LedgerSchema>;

/** The instant as the ledger writes and compares it: ISO, UTC, always the same length. */
export function instant(store: Pick<Store, 'now'>): string {
  return store.now().toISOString();
}

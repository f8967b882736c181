/** When the ledger was backed up for the last time; an entry of the audit trail says so. */
import { appendAudit } from './audit.ts';
import type { Store } from './store.ts';

const EVENT = 'Backup:Done';

export interface BackupPages {
  recordBackup(facts: { readonly files: number; readonly entries: number }): Promise<void>;
  /** ISO instant, UTC; null: never, or so long ago that nobody knows. */
  lastBackup(): Promise<string | null>;
}

export function backupMark(store: Store): BackupPages {
  return {
    recordBackup: (facts) =>
      store.db
        .transaction()
        .execute((tx) => appendAudit(tx, store, { actor: 'kmsync', event: EVENT, facts: { ...facts } })),
    async lastBackup() {
      const row = await store.db
        .selectFrom('audit')
        .select('at')
        .where('event', '=', EVENT)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.at ?? null;
    },
  };
}

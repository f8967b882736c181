/** Whether this ledger came out of a backup and has not been compared with KomMonitor since. */
import type { Ledger } from '../engine/ledger.ts';
import { instant, type Store } from './store.ts';

export type RestoredPages = Pick<Ledger, 'restoredFrom' | 'settleRestored'>;

export function restoredMark(store: Store): RestoredPages {
  return {
    async restoredFrom() {
      const row = await store.db
        .selectFrom('restored')
        .select('backup_at')
        .where('compared_at', 'is', null)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.backup_at;
    },
    async settleRestored() {
      const compared_at = instant(store);
      await store.db
        .transaction()
        .execute((tx) =>
          tx.updateTable('restored').set({ compared_at }).where('compared_at', 'is', null).execute(),
        );
    },
  };
}

/** What the deletion rules need to know of the ledger, and the deletions themselves. */
import { sql } from 'kysely';
import type { DueItem } from '../engine/retention/due.ts';
import type { Deletion, RetentionPages } from '../engine/retention/sweep.ts';
import { appendAudit } from './audit.ts';
import { lockCounter, nextNumber, PUT } from './counter.ts';
import { removeKeyless } from './keyless-files.ts';
import { forgetPeople, Pseudonyms } from './people.ts';
import { purgeAudit } from './purge-audit.ts';
import { grouped, isOpen, retentionFacts } from './retention-facts.ts';
import { destroyKey, scrubLog } from './seals.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export interface DeletionEntry extends Deletion {
  readonly seq: number;
  readonly at: string;
}

export interface DeletionPages extends RetentionPages {
  /** The deletion log, oldest first. */
  deletions(): Promise<readonly DeletionEntry[]>;
}

/** Tables that held what was deleted, beside that of the keys. */
const WRITTEN_ANEW = [
  'snapshot',
  'plan',
  'audit',
  'approval',
  'brought',
  'permit',
  'account',
  'login_attempt',
  'schedule_pause',
  'drift_accepted',
];

export function retention(store: Store): DeletionPages {
  return {
    retentionFacts: (before) => retentionFacts(store, before),
    destroy: (items) => store.db.transaction().execute((tx) => destroy(tx, store, items)),
    removeKeyless: () => removeKeyless(store),
    async compact() {
      await sql`vacuum`.execute(store.db);
      // PostgreSQL leaves the bytes of deleted rows where they stood, unless it writes the table anew.
      if (store.kind === 'postgres')
        for (const table of WRITTEN_ANEW) await sql`vacuum full ${sql.table(table)}`.execute(store.db);
      await scrubLog(store);
    },
    async runEnd(id) {
      const run = await store.db
        .selectFrom('run')
        .select(['state', 'finished_at'])
        .where('id', '=', id)
        .executeTakeFirst();
      return run && !isOpen(run.state, run.finished_at) ? run.finished_at : null;
    },
    recordDeletion: (entry) => store.db.transaction().execute((tx) => record(tx, store, entry)),
    deletions: async () =>
      (await store.db.selectFrom('deletion').selectAll().orderBy('seq').execute()) as DeletionEntry[],
  };
}

async function destroy(tx: StoreTransaction, store: Store, items: readonly DueItem[]): Promise<void> {
  // Whoever stores a version takes a number of this counter first, so nothing is put again while this looks.
  await lockCounter(tx, PUT);
  const done: DueItem[] = [];
  const people = new Pseudonyms();
  for (const item of items) if (await destroyed(tx, store, item, people)) done.push(item);
  for (const group of grouped(done, (item) => `${item.object} ${item.rule}`).values()) {
    const [first] = group;
    const count = group.reduce((sum, { count: of = 1 }) => sum + of, 0);
    if (first) await record(tx, store, { ...first, count });
  }
}

/** False where it was put again, or something happened to it, since it was judged. */
async function destroyed(
  tx: StoreTransaction,
  store: Store,
  { object, id, put = 0, since = '' }: DueItem,
  people: Pseudonyms,
): Promise<boolean> {
  switch (object) {
    case 'snapshot':
      await tx.deleteFrom('snapshot').where('run', '=', id).execute();
      return true;
    case 'plan':
      await tx.deleteFrom('plan').where('hash', '=', id).execute();
      return true;
    case 'audit entries':
      await purgeAudit(tx, store, Number(id));
      return true;
    case 'level version': {
      const gone = await tx
        .deleteFrom('level_version')
        .where('id', '=', id)
        .where('put_seq', '=', put)
        .returning('id')
        .executeTakeFirst();
      if (gone) await destroyKey(tx, id);
      return gone !== undefined;
    }
    case 'dataset version': {
      const again = await tx
        .selectFrom('dataset_version_date')
        .select('put_seq')
        .where('version', '=', id)
        .where('put_seq', '>', put)
        .executeTakeFirst();
      if (again) return false;
      await destroyKey(tx, id);
      await tx
        .updateTable('dataset_version')
        .set({ forgotten_at: instant(store) })
        .where('id', '=', id)
        .execute();
      return true;
    }
    case 'orphaned key':
      await destroyKey(tx, id);
      return true;
    case 'approval':
    case 'delivery':
    case 'permit':
    case 'account':
    case 'login attempt':
      return forgetPeople(tx, { object, id, since }, people);
    // They lie on disk, where whoever sweeps removes them.
    case 'report':
    case 'landing folder':
      return true;
  }
}

async function record(
  tx: StoreTransaction,
  store: Store,
  { class: name, object, rule, count }: Deletion,
): Promise<void> {
  const entry = { class: name, object, rule, count };
  const seq = await nextNumber(tx, 'deletion');
  await tx
    .insertInto('deletion')
    .values({ seq, at: instant(store), ...entry })
    .execute();
  await appendAudit(tx, store, { actor: 'kmsync', event: 'Retention:Deleted', facts: { seq, ...entry } });
}

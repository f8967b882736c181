/** What the ledger knows of the system: queues, locks and restored backups. */
import type { HeldLock, QueuePlace } from '../engine/desk/system-desk.ts';
import type { ReadingBook } from '../engine/desk/reading-book.ts';
import { QUEUES } from '../engine/queue/queue-book.ts';
import { ledgerTime } from './ledger-time.ts';
import type { Store } from './store.ts';

export function readingSystem(store: Store): Pick<ReadingBook, 'queuePlaces' | 'heldLocks' | 'lastRestored'> {
  const { db } = store;
  return {
    async queuePlaces() {
      const rows = await db
        .selectFrom('queued_run')
        .select((eb) => ['queue', 'state', eb.fn.countAll().as('count')])
        .where('state', 'in', ['waiting', 'working', 'parked'])
        .groupBy(['queue', 'state'])
        .execute();
      const of = (queue: string, state: string) =>
        Number(rows.find((row) => row.queue === queue && row.state === state)?.count ?? 0);
      return QUEUES.map(
        (queue): QueuePlace => ({
          queue,
          waiting: of(queue, 'waiting'),
          working: of(queue, 'working'),
          parked: of(queue, 'parked'),
        }),
      );
    },

    async heldLocks() {
      const now = await ledgerTime(db, store);
      const rows = await db
        .selectFrom('lease')
        .selectAll()
        .where('holder', 'is not', null)
        .where('expires_at', '>', now)
        .orderBy('name')
        .execute();
      const locks: HeldLock[] = [];
      for (const { name, holder, expires_at: until } of rows)
        if (holder !== null) locks.push({ name, holder, since: await takenAt(store, holder), until });
      return locks;
    },

    async lastRestored() {
      const row = await db.selectFrom('restored').selectAll().orderBy('at', 'desc').executeTakeFirst();
      return row ? { at: row.at, backupAt: row.backup_at } : null;
    },
  };
}

/** The trail tells when; the row of the lease only until when. */
async function takenAt({ db }: Store, holder: string): Promise<string | null> {
  const row = await db
    .selectFrom('audit')
    .select('at')
    .where('actor', '=', holder)
    .where('event', '=', 'Lease:Taken')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

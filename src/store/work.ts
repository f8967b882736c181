/** Who works on which run: one row per run, renewed while somebody does. */
import { randomUUID } from 'node:crypto';
import { RESUMABLE } from '../engine/ledger.ts';
import type { OpenRun, WorkBook } from '../engine/work-book.ts';
import { SyncError } from '../errors.ts';
import { ledgerTime, later } from './ledger-time.ts';
import { lifeOf, THIS_PROCESS } from './process-identity.ts';
import { record } from './runs.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store, StoreTransaction } from './store.ts';

type WorkRow = LedgerSchema['work'];

/** Pieces of work of this process that are under way: what is not among them it has dropped, whatever a row says. */
const UNDER_WAY = new Set<string>();

export function work(store: Store): WorkBook {
  const ids = new Map<string, string>();
  return {
    beginWork: (run, seconds) =>
      store.db.transaction().execute(async (tx) => {
        const before = await workRow(tx, run);
        const now = await ledgerTime(tx, store);
        if (before && isAtWork(before, now, store)) throw atWork(run);
        const id = randomUUID();
        const row: WorkRow = {
          run,
          id,
          ...THIS_PROCESS,
          alive_until: later(now, seconds),
          taken: (before?.taken ?? 0) + 1,
          left_at: null,
        };
        await tx
          .insertInto('work')
          .values(row)
          .onConflict((conflict) => conflict.column('run').doUpdateSet(row))
          .execute();
        ids.set(run, id);
        UNDER_WAY.add(id);
      }),

    async renewWork(run, seconds) {
      await store.db.transaction().execute(async (tx) =>
        tx
          .updateTable('work')
          .set({ alive_until: later(await ledgerTime(tx, store), seconds) })
          .where('run', '=', run)
          .where('id', '=', ids.get(run) ?? '')
          .execute(),
      );
    },

    async endWork(run) {
      const id = ids.get(run) ?? '';
      ids.delete(run);
      UNDER_WAY.delete(id);
      await store.db.transaction().execute(async (tx) => {
        const now = await ledgerTime(tx, store);
        await tx
          .updateTable('work')
          .set({ id: null, alive_until: now, left_at: now })
          .where('run', '=', run)
          .where('id', '=', id)
          .execute();
      });
    },

    openRuns: () => store.db.transaction().execute((tx) => openRuns(tx, store)),

    async freeOccurrences(run) {
      await store.db
        .transaction()
        .execute((tx) =>
          tx
            .updateTable('occurrence')
            .set({ state: 'interrupted' })
            .where('run', '=', run)
            .where('state', '=', 'running')
            .execute(),
        );
    },
  };
}

/** Undefined where nobody has begun with it: then its claim says whether somebody will. */
export async function isWorkedOn(
  tx: StoreTransaction,
  store: Store,
  run: string,
): Promise<boolean | undefined> {
  const row = await workRow(tx, run);
  if (!row || row.id === null) return undefined;
  return isAtWork(row, await ledgerTime(tx, store), store);
}

/** Whoever worked on the run is gone; whoever has claimed it now will begin. */
export async function dropWork(tx: StoreTransaction, run: string): Promise<void> {
  await tx.updateTable('work').set({ id: null }).where('run', '=', run).execute();
}

/**
 * On SQLite a process of this machine that is there is at work, whatever the clock says, for the ledger's clock is the
 * host's and can be set. On PostgreSQL one that stands still has lost its work when its time is over.
 */
function isAtWork(row: WorkRow, now: string, { kind }: Store): boolean {
  if (row.id === null) return false;
  const isOurs = row.machine === THIS_PROCESS.machine && row.process === THIS_PROCESS.process;
  const life = isOurs && row.machine !== null ? (UNDER_WAY.has(row.id) ? 'alive' : 'dead') : lifeOf(row);
  if (life === 'dead') return false;
  return row.alive_until > now || (life === 'alive' && kind === 'sqlite');
}

async function openRuns(tx: StoreTransaction, store: Store): Promise<readonly OpenRun[]> {
  const now = await ledgerTime(tx, store);
  const rows = await tx
    .selectFrom('run')
    .selectAll()
    .where((is) => is.or([is('finished_at', 'is', null), is('state', 'in', [...RESUMABLE])]))
    .orderBy('seq', 'desc')
    .execute();
  const open: OpenRun[] = [];
  for (const row of rows) {
    const worker = await workRow(tx, row.id);
    const claim = await tx
      .selectFrom('occurrence')
      .select('key')
      .where('run', '=', row.id)
      .where('state', '=', 'running')
      .where('alive_until', '>', now)
      .executeTakeFirst();
    const queued = await tx
      .selectFrom('queued_run')
      .select('run')
      .where('run', '=', row.id)
      .where('state', 'in', ['waiting', 'working'])
      .executeTakeFirst();
    // A claimed run that nobody has begun with, or that was left in order, is about to be taken up.
    const isClaimed = claim !== undefined && (worker === undefined || worker.id === null);
    open.push({
      run: record(row),
      // The queue looks after its runs itself.
      atWork: queued !== undefined || isClaimed || (worker !== undefined && isAtWork(worker, now, store)),
      taken: worker?.taken ?? 0,
      leftAt: worker?.left_at ?? null,
    });
  }
  return open;
}

function workRow(tx: StoreTransaction, run: string): Promise<WorkRow | undefined> {
  return tx.selectFrom('work').selectAll().where('run', '=', run).executeTakeFirst();
}

function atWork(run: string): SyncError {
  return new SyncError({
    code: 'run.at-work',
    kind: 'lease',
    message: `Am Lauf ${run} arbeitet gerade ein anderer Prozess.`,
    hint: 'Warten Sie, bis er fertig ist, und sehen Sie dann unter „kmsync runs“ nach, wie er geendet hat.',
  });
}

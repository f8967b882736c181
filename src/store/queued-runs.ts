/** The queue in the ledger: who has which run, and who comes next. Redis only says that it is worth a look. */
import {
  QUEUES,
  queueOf,
  type CancelAnswer,
  type QueueBook,
  type QueuedRun,
  type QueueName,
  type TakenRun,
} from '../engine/queue/queue-book.ts';
import { nextNumber } from './counter.ts';
import { later, ledgerTime } from './ledger-time.ts';
import { change, close, row, runOf, withdraw, type QueueRow } from './queued-rows.ts';
import { startRun, updateRun } from './runs.ts';
import type { Store, StoreTransaction } from './store.ts';
import { take } from './take-queued.ts';

/** Any worker may take it now: the time of a row that waits is the one before which nobody does. */
const WAITING = { state: 'waiting', alive_until: '' } as const;

export function queuedRuns(store: Store): QueueBook {
  const transaction = <T>(work: (tx: StoreTransaction) => Promise<T>) => store.db.transaction().execute(work);
  return {
    enqueue: (queued) => transaction((tx) => enqueue(tx, queued)),

    enqueueNew: (wish) =>
      transaction(async (tx) => {
        const run = await startRun(tx, store, wish);
        await enqueue(tx, { run: run.id, queue: queueOf(run), key: null });
        return run;
      }),

    takeQueued: (wish) => transaction((tx) => take(tx, store, wish)),

    renewQueued: ({ run, token }, seconds) =>
      transaction(async (tx) => {
        const row = await held(tx, { run, token });
        if (!row) return 'lost';
        const alive_until = later(await ledgerTime(tx, store), seconds);
        await change(tx, run.id, { alive_until });
        return row.cancel === 1 ? 'cancel' : 'held';
      }),

    leaveQueued: ({ run, token }, how) =>
      transaction(async (tx) => {
        const row = await held(tx, { run, token });
        if (!row) return;
        if (how === 'done') return close(tx, row);
        if (how === 'again') await reopen(tx, store, run.id);
        await change(tx, run.id, {
          ...WAITING,
          ...(how === 'publish' ? await nextStep(tx, run.id) : {}),
        });
      }),

    postponeQueued: ({ run, token }, seconds) =>
      transaction(async (tx) => {
        if (!(await held(tx, { run, token }))) return;
        await reopen(tx, store, run.id);
        await change(tx, run.id, {
          state: 'waiting',
          alive_until: later(await ledgerTime(tx, store), seconds),
        });
      }),

    cancelQueued: (run) => transaction((tx) => cancel(tx, store, run)),

    async openQueued() {
      const now = await transaction((tx) => ledgerTime(tx, store));
      const rows = await store.db
        .selectFrom('queued_run')
        .select(['run', 'queue', 'occurrence'])
        .where('state', 'in', ['waiting', 'working'])
        .where('alive_until', '<=', now)
        .orderBy('seq')
        .execute();
      return rows.map(({ run, queue, occurrence }) => ({ run, queue: queue as QueueName, key: occurrence }));
    },

    async queueDepths() {
      const rows = await store.db
        .selectFrom('queued_run')
        .select((eb) => ['queue', eb.fn.countAll().as('depth')])
        .where('state', '=', 'waiting')
        .groupBy('queue')
        .execute();
      const depths = new Map(rows.map(({ queue, depth }) => [queue, Number(depth)]));
      return QUEUES.map((queue) => ({ queue, depth: depths.get(queue) ?? 0 }));
    },
  };
}

async function enqueue(tx: StoreTransaction, { run, queue, key }: QueuedRun): Promise<void> {
  const before = await row(tx, run);
  if (before && before.state !== 'done') return;
  const fresh: QueueRow = {
    run,
    queue,
    occurrence: key,
    seq: await nextNumber(tx, 'queued_run'),
    ...WAITING,
    token: before?.token ?? 0,
    progress: '',
    deaths: 0,
    cancel: 0,
    findings: before?.findings ?? 0,
  };
  await tx
    .insertInto('queued_run')
    .values(fresh)
    .onConflict((conflict) => conflict.column('run').doUpdateSet(fresh))
    .execute();
  if (key !== null)
    await tx.updateTable('occurrence').set({ state: 'queued' }).where('key', '=', key).execute();
}

async function cancel(tx: StoreTransaction, store: Store, id: string): Promise<CancelAnswer> {
  const queued = await row(tx, id);
  if (!queued || (queued.state !== 'waiting' && queued.state !== 'working')) return 'elsewhere';
  if ((await runOf(tx, id)).state !== 'checking') return 'writing';
  if (queued.state === 'working' && queued.alive_until > (await ledgerTime(tx, store))) {
    await change(tx, id, { cancel: 1 });
    return 'asked';
  }
  await withdraw(tx, store, queued);
  return 'cancelled';
}

/** A run that was stopped before it wrote anything begins again under its number. */
async function reopen(tx: StoreTransaction, store: Store, id: string): Promise<void> {
  if ((await runOf(tx, id)).state !== 'cancelled') return;
  await updateRun(tx, store, { id, change: { state: 'checking', finished: false } });
}

async function held(
  tx: StoreTransaction,
  { run, token }: Pick<TakenRun, 'run' | 'token'>,
): Promise<QueueRow | undefined> {
  const found = await row(tx, run.id);
  return found?.token === token && found.state === 'working' ? found : undefined;
}

async function nextStep(tx: StoreTransaction, run: string): Promise<Partial<QueueRow>> {
  const last = await tx
    .selectFrom('finding')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('run', '=', run)
    .executeTakeFirst();
  const seq = await nextNumber(tx, 'queued_run');
  return { queue: 'publish', seq, findings: last?.seq ?? 0, deaths: 0, progress: '' };
}

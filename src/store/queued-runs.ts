/** The queue in the ledger: who has which run, and who comes next. Redis only says that it is worth a look. */
import { RESUMABLE, type RunRecord, type RunState } from '../engine/ledger.ts';
import {
  QUEUES,
  queueOf,
  type CancelAnswer,
  type QueueBook,
  type QueuedRun,
  type QueueName,
  type Taking,
  type TakenRun,
  type TakeWish,
} from '../engine/queue/queue-book.ts';
import { nextNumber } from './counter.ts';
import { later, ledgerTime } from './ledger-time.ts';
import { misuse } from './ledger-error.ts';
import { runProgress } from './run-progress.ts';
import { record, startRun, updateRun } from './runs.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store, StoreTransaction } from './store.ts';
import { dropWork } from './work.ts';

type QueueRow = LedgerSchema['queued_run'];

/** So often in a row a worker may die of one run that gets no further. */
const MOST_DEATHS = 3;
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

async function take(tx: StoreTransaction, store: Store, wish: TakeWish): Promise<Taking | undefined> {
  const now = await ledgerTime(tx, store);
  for (;;) {
    const next = await choose(tx, wish, now);
    if (!next) return undefined;
    const run = await runOf(tx, next.run);
    if (run.state === 'submitted' || (run.finishedAt !== null && !RESUMABLE.has(run.state))) {
      // Its worker died between the end of the run, or its turn with people, and that of its place in the queue.
      await close(tx, next);
      continue;
    }
    if (next.cancel === 1 && run.state === 'checking') {
      await withdraw(tx, store, next);
      continue;
    }
    const progress = await runProgress(tx, run);
    const deaths = next.state === 'working' && next.progress === progress ? next.deaths + 1 : 0;
    if (deaths >= MOST_DEATHS)
      return { outcome: 'parked', run: await park(tx, store, { row: next, run }), deaths };
    // What the dead worker has noted of this step comes again.
    if (run.state === 'checking')
      await tx.deleteFrom('finding').where('run', '=', run.id).where('seq', '>', next.findings).execute();
    const token = next.token + 1;
    const alive_until = later(now, wish.seconds);
    await change(tx, run.id, { state: 'working', token, alive_until, progress, deaths });
    await dropWork(tx, run.id);
    return { outcome: 'taken', run, queue: wish.queue, key: next.occurrence, token, deaths };
  }
}

async function choose(tx: StoreTransaction, wish: TakeWish, now: string): Promise<QueueRow | undefined> {
  const rows = tx
    .selectFrom('queued_run')
    .selectAll()
    .where('queue', '=', wish.queue)
    .orderBy('seq')
    .limit(1);
  const working = rows.where('state', '=', 'working');
  const dead = await working.where('alive_until', '<=', now).executeTakeFirst();
  if (dead) return dead;
  if (wish.queue === 'publish' && (await working.executeTakeFirst())) return undefined;
  const waiting = rows.where('state', '=', 'waiting').where('alive_until', '<=', now);
  // Publications keep their order.
  const wished =
    wish.run === undefined || wish.queue === 'publish'
      ? undefined
      : await waiting.where('run', '=', wish.run).executeTakeFirst();
  return wished ?? (await waiting.executeTakeFirst());
}

/** Loud, and left alone: what has written needs a person, what has only read keeps nobody waiting. */
async function park(
  tx: StoreTransaction,
  store: Store,
  { row, run }: { row: QueueRow; run: RunRecord },
): Promise<RunRecord> {
  const state: RunState = RESUMABLE.has(run.state) ? 'needs_attention' : 'parked';
  await updateRun(tx, store, { id: run.id, change: { state } });
  await close(tx, row, 'parked');
  return { ...run, state };
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

async function withdraw(tx: StoreTransaction, store: Store, queued: QueueRow): Promise<void> {
  // The token rises: a worker that was taken for dead must not go on with it.
  await change(tx, queued.run, { token: queued.token + 1 });
  await updateRun(tx, store, { id: queued.run, change: { state: 'cancelled', finished: true } });
  await close(tx, queued);
}

/** A run that was stopped before it wrote anything begins again under its number. */
async function reopen(tx: StoreTransaction, store: Store, id: string): Promise<void> {
  if ((await runOf(tx, id)).state !== 'cancelled') return;
  await updateRun(tx, store, { id, change: { state: 'checking', finished: false } });
}

async function close(
  tx: StoreTransaction,
  { run }: Pick<QueueRow, 'run'>,
  state: 'done' | 'parked' = 'done',
): Promise<void> {
  await change(tx, run, { state });
  await tx
    .updateTable('occurrence')
    .set({ state: 'ended' })
    .where('run', '=', run)
    .where('state', 'in', ['queued', 'interrupted'])
    .execute();
}

async function held(
  tx: StoreTransaction,
  { run, token }: Pick<TakenRun, 'run' | 'token'>,
): Promise<QueueRow | undefined> {
  const found = await row(tx, run.id);
  return found?.token === token && found.state === 'working' ? found : undefined;
}

function row(tx: StoreTransaction, run: string): Promise<QueueRow | undefined> {
  return tx.selectFrom('queued_run').selectAll().where('run', '=', run).executeTakeFirst();
}

async function change(tx: StoreTransaction, run: string, set: Partial<QueueRow>): Promise<void> {
  await tx.updateTable('queued_run').set(set).where('run', '=', run).execute();
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

async function runOf(tx: StoreTransaction, id: string): Promise<RunRecord> {
  const found = await tx.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw misuse(`Der Lauf ${id} ist nicht verzeichnet.`);
  return record(found);
}

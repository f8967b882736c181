/** Which run of the queue a worker gets, and which nobody gets any more because its workers died of it. */
import { RESUMABLE, type RunRecord, type RunState } from '../engine/ledger.ts';
import type { Taking, TakeWish } from '../engine/queue/queue-book.ts';
import { later, ledgerTime } from './ledger-time.ts';
import { change, close, runOf, withdraw, type QueueRow } from './queued-rows.ts';
import { runProgress } from './run-progress.ts';
import { updateRun } from './runs.ts';
import type { Store, StoreTransaction } from './store.ts';
import { dropWork } from './work.ts';

/** So often in a row a worker may die of one run that gets no further. */
const MOST_DEATHS = 3;

export async function take(tx: StoreTransaction, store: Store, wish: TakeWish): Promise<Taking | undefined> {
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

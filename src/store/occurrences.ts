/** Occurrences of schedules and starts by hand: whoever is first gets the run, everybody else its number. */
import { RESUMABLE, WITH_PEOPLE, type RunRecord } from '../engine/ledger.ts';
import type {
  Claimed,
  OccurrenceClaim,
  OccurrenceRecord,
  ScheduleBook,
} from '../engine/schedule/schedule-book.ts';
import type { PauseBook } from '../engine/schedule/pause.ts';
import { misuse } from './ledger-error.ts';
import { later, ledgerTime } from './ledger-time.ts';
import { record, startRun, updateRun } from './runs.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';
import { dropWork, isWorkedOn } from './work.ts';

/** Keys of runs that were taken up again; no occurrences of a schedule. */
const RESUMED = 'resume:';

type OccurrenceRow = LedgerSchema['occurrence'];

export function occurrences(store: Store): Omit<ScheduleBook, keyof PauseBook> {
  return {
    scheduleSince: (job, cron) => store.db.transaction().execute((tx) => since(tx, store, job, cron)),

    claimOccurrence: (claim) => store.db.transaction().execute((tx) => take(tx, store, claim)),

    async renewOccurrence(key, seconds) {
      await store.db.transaction().execute(async (tx) =>
        tx
          .updateTable('occurrence')
          .set({ alive_until: later(await ledgerTime(tx, store), seconds) })
          .where('key', '=', key)
          .where('state', '=', 'running')
          .execute(),
      );
    },

    async endOccurrence(key, state) {
      await store.db.transaction().execute((tx) => end(tx, key, state));
    },

    async newestTaken(job) {
      const now = await ledgerTime(store.db, store);
      const row = await store.db
        .selectFrom('occurrence')
        .select('due_at')
        .where('job', '=', job)
        .where((is) =>
          is.or([
            is('state', 'in', ['joined', 'queued', 'ended']),
            is.and([is('state', '=', 'running'), is('alive_until', '>', now)]),
          ]),
        )
        .where('key', 'not like', `${RESUMED}%`)
        .orderBy('due_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.due_at ?? null;
    },

    async occurrences(filter = {}) {
      let query = store.db.selectFrom('occurrence').selectAll().where('key', 'not like', `${RESUMED}%`);
      query = query.orderBy('due_at', 'desc').orderBy('claimed_at', 'desc');
      if (filter.job !== undefined) query = query.where('job', '=', filter.job);
      if (filter.limit !== undefined) query = query.limit(filter.limit);
      return (await query.execute()).map(occurrence);
    },
  };
}

async function since(tx: StoreTransaction, store: Store, job: string, cron: string): Promise<string> {
  const before = await tx.selectFrom('schedule').selectAll().where('job', '=', job).executeTakeFirst();
  if (before?.cron === cron) return before.since;
  const row = { job, cron, since: instant(store) };
  await tx
    .insertInto('schedule')
    .values(row)
    .onConflict((conflict) => conflict.column('job').doUpdateSet(row))
    .execute();
  return row.since;
}

async function take(tx: StoreTransaction, store: Store, claim: OccurrenceClaim): Promise<Claimed> {
  // Held until the commit: in PostgreSQL two claimants of one job wait for each other here.
  const counter = { name: `occurrence:${claim.job}`, value: 1 };
  await tx
    .insertInto('counter')
    .values(counter)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(counter))
    .execute();
  const now = await ledgerTime(tx, store);
  const active = await activeRun(tx, store, claim.job, now);
  if (claim.run !== undefined) return takeAgain(tx, { ...claim, run: claim.run }, active, now);
  const same = await tx.selectFrom('occurrence').selectAll().where('key', '=', claim.key).executeTakeFirst();
  const left = same && (await leftBehind(tx, store, same, now));
  if (same && !left) return { first: false, run: await runOf(tx, same.run) };
  const run = active ?? (await unfinished(tx, store, left)) ?? (await begin(tx, store, claim));
  const row: OccurrenceRow = {
    key: claim.key,
    job: claim.job,
    due_at: claim.dueAt,
    state: active ? 'joined' : 'running',
    run: run.id,
    caught_up: claim.caughtUp ? 1 : 0,
    claimed_at: instant(store),
    alive_until: active ? now : later(now, claim.seconds),
  };
  await tx
    .insertInto('occurrence')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  if (!active) await dropWork(tx, run.id);
  return { first: active === undefined, run };
}

function begin(tx: StoreTransaction, store: Store, { job }: OccurrenceClaim): Promise<RunRecord> {
  return startRun(tx, store, { job, kind: 'sync' });
}

/** A run that exists already and is taken up again by its own key. */
async function takeAgain(
  tx: StoreTransaction,
  { key, job, dueAt, seconds, run: id }: OccurrenceClaim & { readonly run: string },
  active: RunRecord | undefined,
  now: string,
): Promise<Claimed> {
  if (active) return { first: false, run: active };
  const row: OccurrenceRow = {
    key,
    job,
    due_at: dueAt,
    state: 'running',
    run: id,
    caught_up: 0,
    claimed_at: now,
    alive_until: later(now, seconds),
  };
  await tx
    .insertInto('occurrence')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  await dropWork(tx, id);
  return { first: true, run: await runOf(tx, id) };
}

/** Whoever ends a run has ended every earlier occurrence of it that was broken off. */
async function end(tx: StoreTransaction, key: string, state: 'ended' | 'interrupted'): Promise<void> {
  await tx.updateTable('occurrence').set({ state }).where('key', '=', key).execute();
  if (state !== 'ended') return;
  const ended = await tx.selectFrom('occurrence').select('run').where('key', '=', key).executeTakeFirst();
  await tx
    .updateTable('occurrence')
    .set({ state })
    .where('run', '=', ended?.run ?? '')
    .where('state', '=', 'interrupted')
    .execute();
}

async function activeRun(
  tx: StoreTransaction,
  store: Store,
  job: string,
  now: string,
): Promise<RunRecord | undefined> {
  const rows = await tx
    .selectFrom('occurrence')
    .select(['run', 'state', 'alive_until'])
    .where('job', '=', job)
    .where('state', 'in', ['running', 'queued'])
    .execute();
  for (const row of rows) if (await isAlive(tx, store, row, now)) return runOf(tx, row.run);
  return undefined;
}

/** The process that works on the run decides; before it has begun, whether its claim was renewed in time. */
async function isAlive(
  tx: StoreTransaction,
  store: Store,
  { run, state, alive_until: until }: Pick<OccurrenceRow, 'run' | 'state' | 'alive_until'>,
  now: string,
): Promise<boolean> {
  // The queue looks after its runs itself.
  if (state === 'queued') return true;
  return (await isWorkedOn(tx, store, run)) ?? until > now;
}

/** The run whose claimant is gone before it was through; undefined where it is at work or done. */
async function leftBehind(
  tx: StoreTransaction,
  store: Store,
  row: OccurrenceRow,
  now: string,
): Promise<RunRecord | undefined> {
  const isGone =
    row.state === 'interrupted' || (row.state === 'running' && !(await isAlive(tx, store, row, now)));
  if (!isGone) return undefined;
  const run = await runOf(tx, row.run);
  if (WITH_PEOPLE.has(run.state)) return undefined;
  return run.finishedAt === null || run.state === 'cancelled' || RESUMABLE.has(run.state) ? run : undefined;
}

/** A run that has written is resumed; one that had only read is over. */
async function unfinished(
  tx: StoreTransaction,
  store: Store,
  run: RunRecord | undefined,
): Promise<RunRecord | undefined> {
  if (run === undefined || RESUMABLE.has(run.state)) return run;
  if (run.finishedAt === null)
    await updateRun(tx, store, { id: run.id, change: { state: 'cancelled', finished: true } });
  return undefined;
}

async function runOf(tx: StoreTransaction, id: string): Promise<RunRecord> {
  const row = await tx.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw misuse(`Der Lauf ${id} ist nicht verzeichnet.`);
  return record(row);
}

function occurrence(row: OccurrenceRow): OccurrenceRecord {
  return {
    key: row.key,
    job: row.job,
    dueAt: row.due_at,
    state: row.state as OccurrenceRecord['state'],
    run: row.run,
    caughtUp: row.caught_up === 1,
    claimedAt: row.claimed_at,
  };
}

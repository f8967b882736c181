/** Runs: their numbers, states and results. Which state may follow which is the engine's matter. */
import { pseudonym } from '../engine/approval/person.ts';
import type { Ledger, RunRecord, RunState } from '../engine/ledger.ts';
import { SyncError } from '../errors.ts';
import { appendAudit } from './audit.ts';
import { berlinYear } from './berlin-time.ts';
import { countBrought } from './brought.ts';
import { nextNumber } from './counter.ts';
import { misuse } from './ledger-error.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export type RunPages = Pick<Ledger, 'startRun' | 'updateRun' | 'run' | 'runs' | 'broughtTo'>;

type RunRow = LedgerSchema['run'];

export function runs(store: Store): RunPages {
  return {
    startRun: (run) => store.db.transaction().execute((tx) => startRun(tx, store, run)),

    updateRun: (id, change) => store.db.transaction().execute((tx) => updateRun(tx, store, { id, change })),

    async run(id) {
      const row = await store.db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
      return row && record(row);
    },

    async runs(filter = {}) {
      let query = store.db.selectFrom('run').selectAll().orderBy('seq', 'desc');
      if (filter.job !== undefined) query = query.where('job', '=', filter.job);
      if (filter.state !== undefined) query = query.where('state', '=', filter.state);
      if (filter.planHash !== undefined) query = query.where('plan_hash', '=', filter.planHash);
      if (filter.limit !== undefined) query = query.limit(filter.limit);
      return (await query.execute()).map(record);
    },

    async broughtTo(run) {
      const row = await store.db
        .selectFrom('brought')
        .select(['uploaded_by', 'remark'])
        .where('run', '=', run)
        .executeTakeFirst();
      return row && { by: row.uploaded_by, remark: row.remark };
    },
  };
}

/** Inside the transaction of whoever starts it. */
export async function startRun(
  tx: StoreTransaction,
  store: Store,
  run: Parameters<Ledger['startRun']>[0],
): Promise<RunRecord> {
  const year = berlinYear(store.now());
  const number = await nextNumber(tx, `run:${year}`);
  const row: RunRow = {
    id: `${year}-${String(number).padStart(4, '0')}`,
    seq: await nextNumber(tx, 'run'),
    job: run.job,
    kind: run.kind,
    state: 'checking',
    started_at: instant(store),
    finished_at: null,
    plan_hash: null,
    rolls_back: run.rollsBack ?? null,
    result: null,
    program: store.programVersion,
  };
  await tx.insertInto('run').values(row).execute();
  if (run.brought) {
    const { by, remark } = run.brought;
    await tx
      .insertInto('brought')
      .values({ run: row.id, uploaded_by: by, remark, at: row.started_at })
      .execute();
  }
  await appendAudit(tx, store, {
    actor: row.id,
    event: 'Run:Start',
    facts: {
      run: row.id,
      job: row.job,
      kind: row.kind,
      rollsBack: row.rolls_back,
      program: row.program,
      ...(run.brought ? { broughtBy: pseudonym(run.brought.by) } : {}),
    },
  });
  return record(row);
}

export async function updateRun(
  tx: StoreTransaction,
  store: Store,
  { id, change }: { id: string; change: Parameters<Ledger['updateRun']>[1] },
): Promise<void> {
  const before = await tx.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
  if (!before) throw misuse(`Der Lauf ${id} ist nicht verzeichnet.`);
  if (change.token !== undefined) await requireClaim(tx, id, change.token);
  const after: RunRow = {
    ...before,
    state: change.state ?? before.state,
    plan_hash: change.planHash ?? before.plan_hash,
    result: change.result === undefined ? before.result : JSON.stringify(change.result),
    finished_at: finishedAt(before, change.finished, instant(store)),
  };
  await tx.updateTable('run').set(after).where('id', '=', id).execute();
  if (change.state === 'publishing') await countBrought(tx, id);
  if (change.finished === true)
    await appendAudit(tx, store, {
      actor: id,
      event: 'Run:Done',
      facts: { run: id, state: after.state, plan: after.plan_hash },
    });
}

/** A worker that was taken for dead must not say how the run stands; another one has it. */
async function requireClaim(tx: StoreTransaction, id: string, token: number): Promise<void> {
  const row = await tx.selectFrom('queued_run').select('token').where('run', '=', id).executeTakeFirst();
  if (row?.token === token) return;
  throw new SyncError({
    code: 'queue.claim-lost',
    kind: 'lease',
    message: `Den Lauf ${id} hat inzwischen ein anderer Prozess übernommen.`,
    hint: 'Dieser Prozess hört damit auf; der andere bringt den Lauf zu Ende.',
  });
}

/** A run that is taken up again is no longer finished. */
function finishedAt(before: RunRow, finished: boolean | undefined, now: string): string | null {
  if (finished === undefined) return before.finished_at;
  return finished ? now : null;
}

export function record(row: RunRow): RunRecord {
  return {
    id: row.id,
    job: row.job,
    kind: row.kind as RunRecord['kind'],
    state: row.state as RunState,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    planHash: row.plan_hash,
    rollsBack: row.rolls_back,
    result: row.result === null ? null : (JSON.parse(row.result) as unknown),
  };
}

/** What the deletion rules need to know of the ledger, and the deletions themselves. */
import { DECIDED_AGAINST } from './datasets.ts';
import { sql } from 'kysely';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { RESUMABLE, type RunState } from '../engine/ledger.ts';
import type { DueItem, RetentionFacts, VersionFacts } from '../engine/retention/due.ts';
import type { RetentionPages } from '../engine/retention/sweep.ts';
import { appendAudit } from './audit.ts';
import { nextNumber } from './counter.ts';
import { fileError } from './ledger-error.ts';
import { destroyKey, scrubLog } from './seals.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

export interface DeletionEntry extends Pick<DueItem, 'class' | 'object' | 'rule'> {
  readonly seq: number;
  readonly at: string;
  readonly count: number;
}

export interface DeletionPages extends RetentionPages {
  /** Enters a deletion that was done outside the ledger. */
  recordDeletion(entry: Omit<DeletionEntry, 'seq' | 'at'>): Promise<void>;
  /** The deletion log, oldest first. */
  deletions(): Promise<readonly DeletionEntry[]>;
}

export function retention(store: Store): DeletionPages {
  return {
    retentionFacts: async () => ({
      versions: await versions(store),
      ...(await history(store)),
      orphanedKeys: await orphanedKeys(store),
    }),
    destroy: (items) => store.db.transaction().execute((tx) => destroy(tx, store, items)),
    removeKeyless: () => removeKeyless(store),
    async compact() {
      await sql`vacuum`.execute(store.db);
      await scrubLog(store);
    },
    recordDeletion: (entry) => store.db.transaction().execute((tx) => record(tx, store, entry)),
    deletions: async () =>
      (await store.db.selectFrom('deletion').selectAll().orderBy('seq').execute()) as DeletionEntry[],
  };
}

function isOpen(state: string, finishedAt: string | null): boolean {
  return finishedAt === null || RESUMABLE.has(state as RunState);
}

async function versions({ db }: Store): Promise<VersionFacts[]> {
  const rows = await db
    .selectFrom('dataset_version as version')
    .innerJoin('run', 'run.id', 'version.run')
    .select(['version.id', 'version.dataset', 'version.stored_at', 'run.state', 'run.finished_at'])
    .where('version.forgotten_at', 'is', null)
    .orderBy('version.id')
    .execute();
  const dates = await db
    .selectFrom('dataset_version_date as mapping')
    .innerJoin('run', 'run.id', 'mapping.run')
    .select([
      'mapping.version',
      'mapping.dataset',
      'mapping.level',
      'mapping.date',
      'mapping.put_seq',
      'run.started_at',
      'run.state',
      'run.finished_at',
    ])
    .orderBy('mapping.put_seq')
    .execute();
  const putsOf = grouped(dates, (row) => JSON.stringify([row.dataset, row.level, row.date]));
  const datesOf = grouped(dates, (row) => row.version);
  return rows.map((row) => {
    const own = datesOf.get(row.id) ?? [];
    const overtaken = own.map((at) => {
      const puts = putsOf.get(JSON.stringify([at.dataset, at.level, at.date])) ?? [];
      return puts.find((put) => put.put_seq > at.put_seq)?.started_at ?? null;
    });
    // The same content may have been brought again since, by a run that nobody decided against.
    const again = own.find(({ state }) => !DECIDED_AGAINST.includes(state));
    const holder = DECIDED_AGAINST.includes(row.state) ? (again ?? row) : row;
    const isSuperseded = own.length > 0 && overtaken.every((at) => at !== null);
    return {
      id: row.id,
      dataset: row.dataset,
      storedAt: row.stored_at,
      supersededAt: isSuperseded ? greatest(overtaken) : null,
      runState: holder.state,
      runIsOpen: isOpen(holder.state, holder.finished_at),
      latestDate: greatest(own.map(({ date }) => date)),
    };
  });
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function greatest(texts: readonly (string | null)[]): string | null {
  return texts.reduce(
    (left, right) => (left === null || (right !== null && right > left) ? right : left),
    null,
  );
}

async function history({ db }: Store): Promise<Pick<RetentionFacts, 'snapshots' | 'plans'>> {
  const runs = await db.selectFrom('run').select(['id', 'state', 'finished_at', 'plan_hash']).execute();
  const open = runs.filter((run) => isOpen(run.state, run.finished_at));
  const openRuns = new Set(open.map(({ id }) => id));
  const openPlans = new Set(open.map((run) => run.plan_hash));
  const snapshots = await db.selectFrom('snapshot').select(['run', 'taken_at']).orderBy('run').execute();
  const plans = await db.selectFrom('plan').select(['hash', 'created_at']).orderBy('hash').execute();
  return {
    snapshots: snapshots.map(({ run, taken_at }) => ({
      run,
      takenAt: taken_at,
      runIsOpen: openRuns.has(run),
    })),
    plans: plans.map(({ hash, created_at }) => ({
      hash,
      createdAt: created_at,
      runIsOpen: openPlans.has(hash),
    })),
  };
}

async function orphanedKeys({ db }: Store): Promise<RetentionFacts['orphanedKeys']> {
  const rows = await db
    .selectFrom('sealed_key')
    .select(['id', 'created_at'])
    .where('id', 'not in', db.selectFrom('dataset_version').select('id').where('forgotten_at', 'is', null))
    .where('id', 'not in', db.selectFrom('level_version').select('id'))
    .where('id', 'not in', db.selectFrom('release_entry').select('release'))
    .orderBy('id')
    .execute();
  return rows.map(({ id, created_at }) => ({ id, createdAt: created_at }));
}

async function destroy(tx: StoreTransaction, store: Store, items: readonly DueItem[]): Promise<void> {
  for (const { object, id } of items) {
    if (object === 'snapshot') await tx.deleteFrom('snapshot').where('run', '=', id).execute();
    else if (object === 'plan') await tx.deleteFrom('plan').where('hash', '=', id).execute();
    else await destroyKey(tx, id);
    if (object === 'dataset version')
      await tx
        .updateTable('dataset_version')
        .set({ forgotten_at: instant(store) })
        .where('id', '=', id)
        .execute();
  }
  for (const group of grouped(items, (item) => `${item.object} ${item.rule}`).values()) {
    const [first] = group;
    if (first) await record(tx, store, { ...first, count: group.length });
  }
}

async function record(
  tx: StoreTransaction,
  store: Store,
  { class: name, object, rule, count }: Omit<DeletionEntry, 'seq' | 'at'>,
): Promise<void> {
  const entry = { class: name, object, rule, count };
  const seq = await nextNumber(tx, 'deletion');
  await tx
    .insertInto('deletion')
    .values({ seq, at: instant(store), ...entry })
    .execute();
  await appendAudit(tx, store, { actor: 'kmsync', event: 'Retention:Deleted', facts: { seq, ...entry } });
}

/** A file that is only half written may still become one; after an hour its process is gone. */
const UNFINISHED_MS = 60 * 60 * 1000;

async function removeKeyless(store: Store): Promise<number> {
  // The names are read before the keys: a key is committed before its file, so a file without one is dead.
  const names = await readdir(store.sealedFolder);
  const keys = new Set((await store.db.selectFrom('sealed_key').select('id').execute()).map(({ id }) => id));
  let removed = 0;
  try {
    for (const name of names) {
      const match = /^([A-Za-z0-9_-]+)\.sealed(\.[0-9a-f-]+\.tmp)?$/.exec(name);
      if (!match) continue;
      const file = path.join(store.sealedFolder, name);
      const isDead = match[2] === undefined ? !keys.has(match[1] ?? '') : await isStale(file, store.now());
      if (!isDead) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  } catch (error) {
    throw fileError(error);
  }
  return removed;
}

async function isStale(file: string, now: Date): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && now.getTime() - found.mtimeMs > UNFINISHED_MS;
}

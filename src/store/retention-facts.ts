/** What the ledger knows of versions, histories and keys, as the deletion rules want it. */
import { RESUMABLE, type RunState } from '../engine/ledger.ts';
import type { LevelFacts, RetentionFacts, VersionFacts } from '../engine/retention/due.ts';
import { DECIDED_AGAINST } from './datasets.ts';
import { peopleFacts } from './people.ts';
import { oldAudit } from './purge-audit.ts';
import type { Store } from './store.ts';

export async function retentionFacts(store: Store, before: string): Promise<RetentionFacts> {
  return {
    versions: await versionFacts(store),
    levels: await levelFacts(store),
    ...(await history(store)),
    orphanedKeys: await orphanedKeys(store),
    oldAudit: await oldAudit(store, before),
    people: await peopleFacts(store),
  };
}

export function isOpen(state: string, finishedAt: string | null): boolean {
  return finishedAt === null || RESUMABLE.has(state as RunState);
}

async function versionFacts({ db }: Store): Promise<VersionFacts[]> {
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
    .innerJoin('dataset_version as version', 'version.id', 'mapping.version')
    .select([
      'mapping.version',
      'mapping.dataset',
      'mapping.level',
      'mapping.date',
      'mapping.put_seq',
      'run.started_at',
      'run.state',
      'run.finished_at',
      'version.stored_at',
    ])
    .orderBy('mapping.put_seq')
    .execute();
  const waiting = await db.selectFrom('brought_date').select('version').distinct().execute();
  const brought = new Set(waiting.map(({ version }) => version));
  const putsOf = grouped(dates, (row) => JSON.stringify([row.dataset, row.level, row.date]));
  const datesOf = grouped(dates, (row) => row.version);
  return rows.map((row) => {
    const own = datesOf.get(row.id) ?? [];
    const overtaken = own.map((at) => {
      const puts = putsOf.get(JSON.stringify([at.dataset, at.level, at.date])) ?? [];
      const later = puts.filter((put) => put.put_seq > at.put_seq).map((put) => put.stored_at);
      return overtakenAt(later, at.started_at);
    });
    // The same content may have been brought again since, by a run that nobody decided against.
    const again = own.find(({ state }) => !DECIDED_AGAINST.includes(state));
    const holder = DECIDED_AGAINST.includes(row.state) ? (again ?? row) : row;
    // A person brought it, and it never came to be published.
    const isUnwanted = own.length === 0 && brought.has(row.id) && !isOpen(holder.state, holder.finished_at);
    const isSuperseded = own.length > 0 && overtaken.every((at) => at !== null);
    return {
      id: row.id,
      dataset: row.dataset,
      storedAt: row.stored_at,
      supersededAt: isSuperseded ? greatest(overtaken) : null,
      runState: isUnwanted ? 'withdrawn' : holder.state,
      runIsOpen: isOpen(holder.state, holder.finished_at),
      dates: [...new Set(own.map(({ date }) => date))].sort(),
      put: Math.max(0, ...own.map(({ put_seq }) => put_seq)),
    };
  });
}

export function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
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

/**
 * When the first of the later versions was stored, but not before this one was put for the last time. A later version
 * that every run puts again does not count as new each time.
 */
function overtakenAt(later: readonly string[], lastPut: string): string | null {
  const [first] = later.toSorted();
  if (first === undefined) return null;
  return first > lastPut ? first : lastPut;
}

async function levelFacts({ db }: Store): Promise<LevelFacts[]> {
  const rows = await db
    .selectFrom('level_version as version')
    .innerJoin('run', 'run.id', 'version.run')
    .select([
      'version.id',
      'version.level',
      'version.put_seq',
      'version.stored_at',
      'run.started_at',
      'run.state',
      'run.finished_at',
    ])
    .orderBy('version.put_seq')
    .execute();
  return rows.map(({ id, level, put_seq, stored_at, started_at, state, finished_at }) => {
    const later = rows.filter((other) => other.level === level && other.put_seq > put_seq);
    return {
      id,
      level,
      storedAt: stored_at,
      supersededAt: overtakenAt(
        later.map((other) => other.stored_at),
        started_at,
      ),
      runIsOpen: isOpen(state, finished_at),
      put: put_seq,
    };
  });
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

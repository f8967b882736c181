/** Counts and instants over the whole ledger, in a few grouped queries: cheap enough for every scrape. */
import { SUCCESSFUL, type LedgerState, type LedgerStateReader } from '../engine/ledger-state.ts';
import type { RunState } from '../engine/ledger.ts';
import { ledgerTime } from './ledger-time.ts';
import type { Store } from './store.ts';

export function ledgerState(store: Store): LedgerStateReader {
  return {
    state: async () => ({
      open: await openRuns(store),
      jobs: await jobs(store),
      approvals: await waitingApprovals(store),
      leases: await heldLeases(store),
      findings: await keptFindings(store),
    }),
  };
}

async function openRuns({ db }: Store): Promise<LedgerState['open']> {
  const rows = await db
    .selectFrom('run')
    .select((eb) => ['job', 'state', eb.fn.countAll().as('count')])
    .where('finished_at', 'is', null)
    .groupBy(['job', 'state'])
    .execute();
  return rows.map(({ job, state, count }) => ({ job, state: state as RunState, count: Number(count) }));
}

async function jobs({ db }: Store): Promise<LedgerState['jobs']> {
  const attempts = await db
    .selectFrom('run')
    .select((eb) => ['job', eb.fn.max('started_at').as('at')])
    .groupBy('job')
    .execute();
  const successes = await db
    .selectFrom('run')
    .select((eb) => ['job', eb.fn.max('finished_at').as('at')])
    .where('kind', 'in', ['sync', 'apply'])
    .where('state', 'in', [...SUCCESSFUL])
    .groupBy('job')
    .execute();
  const dates = await db
    .selectFrom('dataset_version_date as version')
    .innerJoin('run', 'run.id', 'version.run')
    .select((eb) => ['run.job as job', eb.fn.max('version.date').as('date')])
    .where('run.state', 'in', [...SUCCESSFUL])
    .groupBy('run.job')
    .execute();
  const lastSuccess = new Map(successes.map(({ job, at }) => [job, at]));
  const newestDate = new Map(dates.map(({ job, date }) => [job, date]));
  return attempts.map(({ job, at }) => ({
    job,
    lastAttempt: at,
    lastSuccess: lastSuccess.get(job) ?? null,
    newestDate: newestDate.get(job) ?? null,
  }));
}

async function waitingApprovals({ db }: Store): Promise<LedgerState['approvals']> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('run', 'run.id', 'approval.run')
    .select((eb) => ['run.job as job', eb.fn.countAll().as('count'), eb.fn.min('submitted_at').as('oldest')])
    .where('approval.decision', 'is', null)
    .groupBy('run.job')
    .execute();
  return rows.map(({ job, count, oldest }) => ({ job, count: Number(count), oldest }));
}

async function heldLeases(store: Store): Promise<LedgerState['leases']> {
  const now = await ledgerTime(store.db, store);
  const rows = await store.db.selectFrom('lease').select(['name', 'holder', 'expires_at']).execute();
  const held = new Map<string, number>();
  for (const { name, holder, expires_at } of rows) {
    const [word = name] = name.split(' ');
    const counts = holder !== null && expires_at > now ? 1 : 0;
    held.set(word, (held.get(word) ?? 0) + counts);
  }
  return [...held].map(([name, count]) => ({ name, held: count }));
}

async function keptFindings({ db }: Store): Promise<LedgerState['findings']> {
  const rows = await db
    .selectFrom('finding')
    .select((eb) => ['code', 'severity', eb.fn.countAll().as('count')])
    .groupBy(['code', 'severity'])
    .execute();
  return rows.map(({ code, severity, count }) => ({ code, severity, count: Number(count) }));
}

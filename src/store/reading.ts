/** The ledger as people leaf through it: pages with their totals, a few queries each, however long it is. */
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Finding, Severity } from '../core/finding.ts';
import type { FindingCode } from '../core/findings/catalogue.ts';
import type { ReadingBook, RunFilter, RunRow } from '../engine/desk/reading-book.ts';
import { SUCCESSFUL } from '../engine/ledger-state.ts';
import type { RunRecord } from '../engine/ledger.ts';
import { newestLevelId } from './levels.ts';
import { readingPublications } from './reading-publications.ts';
import { earlierReadings } from './reading-attempts.ts';
import { peopleOfRuns } from './reading-people.ts';
import { readingSystem } from './reading-system.ts';
import { readingRun } from './reading-run.ts';
import { record } from './runs.ts';
import type { LedgerSchema } from './schema.ts';
import type { Store } from './store.ts';

/** A list that holds nothing is no SQL; no job has this id. */
const NO_JOB = '';
/** Whatever is more than for information; the index `finding_noted` is over exactly these. */
const UNNOTED = 'info';

export function reading(store: Store): ReadingBook {
  const { db } = store;
  return {
    async runPage(filter, { offset, limit }) {
      const base = filtered(store, filter);
      const { total } = await base.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow();
      const rows = await base
        .selectAll('run')
        .orderBy('run.seq', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { total: Number(total), rows: await withNotes(store, rows.map(record)) };
    },

    people: (jobs) => peopleOfRuns(store, jobs),

    async newestRuns() {
      const heads = await db
        .selectFrom((eb) => eb.selectFrom('run').select('job').distinct().as('known'))
        .select([
          'known.job as job',
          sql<number | null>`(
            select seq from run where job = known.job and finished_at is not null order by seq desc limit 1
          )`.as('ended'),
          sql<number | null>`(
            select seq from run where job = known.job and finished_at is null order by seq desc limit 1
          )`.as('open'),
        ])
        .orderBy('known.job')
        .execute();
      const seqs = heads.flatMap(({ ended, open }) => [ended, open]).filter((seq) => seq !== null);
      if (seqs.length === 0) return [];
      const rows = await db.selectFrom('run').selectAll().where('seq', 'in', seqs).execute();
      const bySeq = new Map<number | null, RunRecord>(rows.map((row) => [row.seq, record(row)]));
      return heads.map(({ job, ended, open }) => ({ job, ended: bySeq.get(ended), open: bySeq.get(open) }));
    },

    async newestDates() {
      const rows = await db
        .selectFrom('dataset_version_date as version')
        .innerJoin('run', 'run.id', 'version.run')
        .select((eb) => ['run.job as job', eb.fn.max('version.date').as('date')])
        .where('run.state', 'in', [...SUCCESSFUL])
        .groupBy('run.job')
        .execute();
      return new Map(rows.map(({ job, date }) => [job, date]));
    },

    async publishedBefore(run) {
      const row = await db
        .selectFrom('run_delivery as own')
        .innerJoin('run as reader', 'reader.id', 'own.run')
        .innerJoin('run_delivery as same', 'same.sha256', 'own.sha256')
        .innerJoin('run as earlier', (join) =>
          join.onRef('earlier.id', '=', 'same.run').onRef('earlier.job', '=', 'reader.job'),
        )
        .select(['earlier.id', 'earlier.started_at'])
        .where('own.run', '=', run)
        .where('own.refused', '=', 0)
        .whereRef('earlier.seq', '<', 'reader.seq')
        .where('earlier.state', 'in', ['published', 'published_with_notes'])
        .orderBy('earlier.seq', 'desc')
        .executeTakeFirst();
      return row && { run: row.id, at: row.started_at };
    },

    async newestDeliveries() {
      const { rows } = await sql<{ job: string; profile: string; file: string; run: string; at: string }>`
        select reader.job, taken.profile, min(taken.file) as file, reader.id as run, reader.started_at as at
        from run_delivery taken join run reader on reader.id = taken.run
        join (
          select r.job, d.profile, max(r.seq) as last
          from run_delivery d join run r on r.id = d.run
          where d.refused = 0 and r.state not in ('cancelled', 'rejected', 'check_failed')
          group by r.job, d.profile
        ) newest on newest.job = reader.job and newest.profile = taken.profile and newest.last = reader.seq
        group by reader.job, taken.profile, reader.id, reader.started_at`.execute(db);
      return rows;
    },

    async findingCounts(run) {
      const rows = await db
        .selectFrom('finding')
        .select((eb) => ['code', 'severity', eb.fn.countAll().as('count')])
        .where('run', '=', run)
        .groupBy(['code', 'severity'])
        .execute();
      return rows.map(({ code, severity, count }) => ({
        code: code as FindingCode,
        severity: severity as Severity,
        count: Number(count),
      }));
    },

    earlierReadings: (run, most) => earlierReadings(store, run, most),

    async findingPart(run, { offset, limit }, severities) {
      let query = db.selectFrom('finding').select('body').where('run', '=', run);
      if (severities) query = query.where('severity', 'in', [...severities]);
      const rows = await query
        .orderBy(sql`case severity when 'block' then 0 when 'error' then 1 when 'warning' then 2 else 3 end`)
        .orderBy('seq')
        .limit(limit)
        .offset(offset)
        .execute();
      return rows.map(({ body }) => JSON.parse(body) as Finding);
    },

    async writeCounts(run) {
      const row = await db
        .selectFrom('operation')
        .select((eb) => [
          eb.fn.countAll().as('total'),
          sql<number | string | null>`sum(case when state = 'verified' then 1 else 0 end)`.as('done'),
        ])
        .where('run', '=', run)
        .executeTakeFirstOrThrow();
      return { done: Number(row.done ?? 0), total: Number(row.total) };
    },

    async auditPage({ event, run }, { offset, limit }) {
      let base = db.selectFrom('audit');
      if (event !== undefined) base = base.where('event', '=', event);
      if (run !== undefined) base = base.where('actor', '=', run);
      const { total } = await base.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow();
      const rows = await base.selectAll().orderBy('seq', 'desc').limit(limit).offset(offset).execute();
      return {
        total: Number(total),
        lines: rows.map(({ seq, at, actor, event: name, facts }) => ({
          seq,
          at,
          actor,
          event: name,
          facts: JSON.parse(facts) as Record<string, unknown>,
        })),
      };
    },

    async auditEvents() {
      const rows = await db.selectFrom('audit').select('event').distinct().orderBy('event').execute();
      return rows.map(({ event }) => event);
    },

    newestLevelId: (level) => newestLevelId(store, level),
    ...readingPublications(store),
    ...readingSystem(store),
    ...readingRun(store),
  };
}

function filtered(
  { db }: Store,
  { jobs, job, state, since, before, noted, person, indicator }: RunFilter,
): SelectQueryBuilder<LedgerSchema, 'run', object> {
  let query = db.selectFrom('run');
  if (jobs !== undefined) query = query.where('run.job', 'in', [...jobs, NO_JOB]);
  if (job !== undefined) query = query.where('run.job', '=', job);
  if (state !== undefined) query = query.where('run.state', '=', state);
  if (since !== undefined) query = query.where('run.started_at', '>=', since);
  if (before !== undefined) query = query.where('run.started_at', '<', before);
  if (noted === true)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('finding')
          .select('finding.seq')
          .whereRef('finding.run', '=', 'run.id')
          .where('finding.severity', '<>', sql.lit(UNNOTED)),
      ),
    );
  if (person !== undefined)
    query = query.where((eb) => {
      const decided = eb
        .selectFrom('approval')
        .select('approval.run')
        .where((or) => or.or([or('submitted_by', '=', person), or('decided_by', '=', person)]));
      const brought = eb.selectFrom('brought').select('brought.run').where('uploaded_by', '=', person);
      return eb.or([eb('run.id', 'in', decided), eb('run.id', 'in', brought)]);
    });
  if (indicator !== undefined)
    query = query.where('run.id', 'in', (eb) =>
      eb
        .selectFrom('fact_series')
        .select('fact_series.run')
        .where('indicator', 'in', [...indicator]),
    );
  return query;
}

async function withNotes({ db }: Store, runs: readonly RunRecord[]): Promise<RunRow[]> {
  if (runs.length === 0) return [];
  const ids = runs.map(({ id }) => id);
  const counts = await db
    .selectFrom('finding')
    .select((eb) => ['run', eb.fn.countAll().as('count')])
    .where('run', 'in', ids)
    .where('severity', '<>', sql.lit(UNNOTED))
    .groupBy('run')
    .execute();
  const dates = await db
    .selectFrom('run_delivery')
    .select(['run', 'dates'])
    .where('run', 'in', ids)
    .execute();
  const approvals = await db
    .selectFrom('approval')
    .select(['run', 'submitted_by', 'decided_by'])
    .where('run', 'in', ids)
    .execute();
  const notes = new Map(counts.map(({ run, count }) => [run, Number(count)]));
  const people = new Map(approvals.map((row) => [row.run, row]));
  return runs.map((run) => ({
    run,
    dates: [
      ...new Set(
        dates
          .filter((row) => row.run === run.id)
          .flatMap((row) => row.dates.split(' ').filter((date) => date !== '')),
      ),
    ].sort(),
    notes: notes.get(run.id) ?? 0,
    submittedBy: people.get(run.id)?.submitted_by ?? null,
    decidedBy: people.get(run.id)?.decided_by ?? null,
  }));
}

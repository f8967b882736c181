/** Publications as people look at them: which there were, what stood in them, who had a part in them. */
import { STOOD, type PublicationBook, type PublishedCell } from '../engine/desk/publication-book.ts';
import type { RunRecord, RunState } from '../engine/ledger.ts';
import { inChunks } from './in-chunks.ts';
import type { Store } from './store.ts';

export function readingPublications({ db }: Store): PublicationBook {
  const publications = () =>
    db
      .selectFrom('run')
      .where('state', 'in', [...STOOD])
      .where('finished_at', 'is not', null);
  return {
    async publicationCount() {
      const { count, last } = await publications()
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.max('finished_at').as('last')])
        .executeTakeFirstOrThrow();
      return { count: Number(count), last };
    },

    async publications(since) {
      const rows = await publications()
        .select(['id', 'job', 'kind', 'state', 'finished_at', 'plan_hash', 'rolls_back'])
        .where('finished_at', '>=', since)
        .orderBy('finished_at')
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({
        run: row.id,
        job: row.job,
        kind: row.kind as RunRecord['kind'],
        state: row.state as RunState,
        finishedAt: row.finished_at ?? '',
        planHash: row.plan_hash,
        rollsBack: row.rolls_back,
      }));
    },

    async publishedCells(runs, target) {
      const cells: PublishedCell[] = [];
      for (const chunk of inChunks(runs)) {
        const rows = await db
          .selectFrom('fact_series')
          .innerJoin('fact', 'fact.series', 'fact_series.id')
          .select(['fact_series.run', 'fact_series.indicator', 'fact_series.level'])
          .select(['fact.area', 'fact.date', 'fact.value', 'fact.state'])
          .where('fact_series.run', 'in', chunk)
          .where('fact_series.target', '=', target)
          .execute();
        for (const { value, state, ...place } of rows) {
          const without = state === 'suppressed' ? 'hidden' : 'empty';
          cells.push({ ...place, state: value === null ? without : 'value' });
        }
      }
      return cells;
    },

    async publicationNotes(runs) {
      if (runs.length === 0) return [];
      const rows = await db
        .selectFrom('run')
        .leftJoin('brought', 'brought.run', 'run.id')
        .leftJoin('approval', 'approval.run', 'run.id')
        .leftJoin('snapshot', 'snapshot.run', 'run.id')
        .select(['run.id', 'brought.uploaded_by', 'brought.remark', 'snapshot.taken_at'])
        .select(['approval.submitted_by', 'approval.decided_by'])
        .where('run.id', 'in', [...runs])
        .execute();
      return rows.map((row) => ({
        run: row.id,
        begunBy: row.uploaded_by,
        remark: row.remark,
        submittedBy: row.submitted_by,
        decidedBy: row.decided_by,
        snapshotAt: row.taken_at,
      }));
    },
  };
}

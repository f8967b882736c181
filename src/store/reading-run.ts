/** One run in detail: its attempts, its writes, and what of it is still kept. */
import type { RunPaperBook } from '../engine/desk/run-paper-book.ts';
import { operationRecord } from './operations.ts';
import type { Store } from './store.ts';

export function readingRun({ db }: Store): RunPaperBook {
  return {
    async attempts(run) {
      const row = await db
        .selectFrom('work')
        .select(['taken', 'left_at'])
        .where('run', '=', run)
        .executeTakeFirst();
      return row && { taken: row.taken, leftAt: row.left_at };
    },

    async writePart(run, failed, { offset, limit }) {
      let base = db.selectFrom('operation').where('run', '=', run);
      if (failed)
        base = base.where((eb) =>
          eb.or([eb('state', '=', 'failed'), eb('reason', 'is not', null), eb('attempts', '>', 1)]),
        );
      const { total } = await base.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow();
      const rows = await base.selectAll().orderBy('seq').limit(limit).offset(offset).execute();
      return {
        total: Number(total),
        lines: rows.map((row) => ({ ...operationRecord(row), changedAt: row.changed_at })),
      };
    },

    async keptThings(run) {
      const [snapshot, plan, version] = await Promise.all([
        db.selectFrom('snapshot').select('taken_at').where('run', '=', run).executeTakeFirst(),
        db
          .selectFrom('run')
          .innerJoin('plan', 'plan.hash', 'run.plan_hash')
          .select('plan.created_at')
          .where('run.id', '=', run)
          .executeTakeFirst(),
        db
          .selectFrom('dataset_version')
          .select((eb) => eb.fn.min('stored_at').as('stored_at'))
          .where('run', '=', run)
          .where('forgotten_at', 'is', null)
          .executeTakeFirst(),
      ]);
      return {
        snapshotAt: snapshot?.taken_at ?? null,
        planAt: plan?.created_at ?? null,
        versionAt: version?.stored_at ?? null,
      };
    },
  };
}

/** Schedules that a person has stopped. */
import { pseudonym } from '../engine/approval/person.ts';
import type { PauseBook, SchedulePause } from '../engine/schedule/pause.ts';
import { appendAudit } from './audit.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store } from './store.ts';

export function schedulePauses(store: Store): PauseBook {
  const { db } = store;
  return {
    async schedulePause(job) {
      const row = await db.selectFrom('schedule_pause').selectAll().where('job', '=', job).executeTakeFirst();
      return row && pauseOf(row);
    },

    async schedulePauses() {
      return (await db.selectFrom('schedule_pause').selectAll().orderBy('job').execute()).map(pauseOf);
    },

    pauseSchedule: ({ job, reason, by }) =>
      db.transaction().execute(async (tx) => {
        const row = { job, reason, paused_by: by, paused_at: instant(store) };
        const { numInsertedOrUpdatedRows: inserted } = await tx
          .insertInto('schedule_pause')
          .values(row)
          .onConflict((conflict) => conflict.column('job').doNothing())
          .executeTakeFirstOrThrow();
        if (Number(inserted) === 0) {
          const before = await tx
            .selectFrom('schedule_pause')
            .selectAll()
            .where('job', '=', job)
            .executeTakeFirst();
          return before && pauseOf(before);
        }
        await appendAudit(tx, store, { actor: pseudonym(by), event: 'Schedule:Paused', facts: { job } });
        return undefined;
      }),

    resumeSchedule: (job, by) =>
      db.transaction().execute(async (tx) => {
        const { numDeletedRows: deleted } = await tx
          .deleteFrom('schedule_pause')
          .where('job', '=', job)
          .executeTakeFirst();
        if (Number(deleted) === 0) return false;
        await tx
          .updateTable('schedule')
          .set({ since: instant(store) })
          .where('job', '=', job)
          .execute();
        await appendAudit(tx, store, { actor: pseudonym(by), event: 'Schedule:Resumed', facts: { job } });
        return true;
      }),
  };
}

function pauseOf(row: LedgerSchema['schedule_pause']): SchedulePause {
  return { job: row.job, reason: row.reason, by: row.paused_by, at: row.paused_at };
}

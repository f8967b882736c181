/** Who is logged in to the console, and what they had typed when that ended. */
import type { Role } from '../engine/approval/person.ts';
import type { SessionBook } from '../engine/session/session-book.ts';
import { groupsOf, groupsText } from './accounts.ts';
import { instant, type Store } from './store.ts';

export function sessions(store: Store): SessionBook {
  const { db } = store;
  return {
    async putSession({ id, subject, name, roles, groups = [], begunAt, seenAt, provedAt, sid = null }) {
      const times = { begun_at: begunAt, seen_at: seenAt, proved_at: provedAt };
      await db
        .insertInto('session')
        .values({ id, subject, name, roles: roles.join(' '), ...times, sid, member_of: groupsText(groups) })
        .execute();
    },

    async session(id) {
      const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
      return (
        row && {
          id,
          subject: row.subject,
          name: row.name,
          roles: row.roles.split(' ').filter((role) => role !== '') as Role[],
          begunAt: row.begun_at,
          seenAt: row.seen_at,
          provedAt: row.proved_at,
          ...groupsOf(row),
          ...(row.sid === null ? {} : { sid: row.sid }),
        }
      );
    },

    async seeSession(id, at) {
      await db.updateTable('session').set({ seen_at: at }).where('id', '=', id).execute();
    },

    async endSession(id) {
      await db.deleteFrom('session').where('id', '=', id).execute();
    },

    endSessionsOf: ({ id, subject, sid }) =>
      db.transaction().execute(async (tx) => {
        const { numInsertedOrUpdatedRows: isNew } = await tx
          .insertInto('logout_notice')
          .values({ id, seen_at: instant(store) })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (isNew !== 1n) return undefined;
        let whose = tx.deleteFrom('session');
        if (subject === undefined) whose = whose.where('sid', '=', sid ?? '');
        else {
          whose = whose.where('subject', '=', subject);
          if (sid !== undefined)
            whose = whose.where((row) => row.or([row('sid', '=', sid), row('sid', 'is', null)]));
        }
        return Number((await whose.executeTakeFirst()).numDeletedRows);
      }),

    async putDraft({ subject, path, fields }) {
      const kept = { fields: JSON.stringify(fields), kept_at: instant(store) };
      await db
        .insertInto('form_draft')
        .values({ subject, path, ...kept })
        .onConflict((conflict) => conflict.columns(['subject', 'path']).doUpdateSet(kept))
        .execute();
    },

    async draft(subject, path) {
      const row = await db
        .selectFrom('form_draft')
        .select('fields')
        .where('subject', '=', subject)
        .where('path', '=', path)
        .executeTakeFirst();
      return row && { subject, path, fields: JSON.parse(row.fields) as Record<string, string> };
    },

    async dropDraft(subject, path) {
      await db.deleteFrom('form_draft').where('subject', '=', subject).where('path', '=', path).execute();
    },

    async sweepSessions(before) {
      await db.deleteFrom('session').where('seen_at', '<', before).execute();
      await db.deleteFrom('form_draft').where('kept_at', '<', before).execute();
      await db.deleteFrom('logout_notice').where('seen_at', '<', before).execute();
    },
  };
}

/** The two trails as auditors read them: what was deleted, and the audit trail as it can be proved elsewhere. */
import type { TrailBook } from '../engine/desk/trail-book.ts';
import type { DeletionObject, DeletionRule } from '../engine/retention/deletion-words.ts';
import { pseudonym } from '../engine/approval/person.ts';
import { appendAudit } from './audit.ts';
import type { Store } from './store.ts';

export function trailReading(store: Store): TrailBook {
  const { db } = store;
  return {
    async deletionPage({ offset, limit }) {
      const base = db.selectFrom('deletion');
      const { total } = await base.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow();
      const rows = await base.selectAll().orderBy('seq', 'desc').limit(limit).offset(offset).execute();
      return {
        total: Number(total),
        lines: rows.map(({ seq, at, class: name, object, rule, count }) => ({
          seq,
          at,
          class: name,
          object: object as DeletionObject,
          rule: rule as DeletionRule,
          count,
        })),
      };
    },
    chainPart: (after, limit) =>
      db
        .selectFrom('audit')
        .select(['seq', 'at', 'actor', 'event', 'facts', 'prev', 'hash'])
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute(),
    noteTrailRead: (subject, what) =>
      db
        .transaction()
        .execute((tx) =>
          appendAudit(tx, store, { actor: pseudonym(subject), event: 'Audit:Read', facts: { what } }),
        ),
  };
}

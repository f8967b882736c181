/** Findings of a run, in the order in which they were reported. */
import type { Finding } from '../core/finding.ts';
import type { Ledger } from '../engine/ledger.ts';
import { inChunks } from './in-chunks.ts';
import type { Store } from './store.ts';

export type FindingPages = Pick<Ledger, 'putFindings' | 'findings'>;

export function findings(store: Store): FindingPages {
  return {
    putFindings: (run, list) =>
      store.db.transaction().execute(async (tx) => {
        const last = await tx
          .selectFrom('finding')
          .select((eb) => eb.fn.max('seq').as('seq'))
          .where('run', '=', run)
          .executeTakeFirst();
        const first = (last?.seq ?? 0) + 1;
        const rows = list.map((finding, index) => ({
          run,
          seq: first + index,
          code: finding.code,
          severity: finding.severity,
          body: JSON.stringify(finding),
        }));
        for (const chunk of inChunks(rows)) await tx.insertInto('finding').values(chunk).execute();
      }),

    async findings(run) {
      const rows = await store.db
        .selectFrom('finding')
        .select('body')
        .where('run', '=', run)
        .orderBy('seq')
        .execute();
      return rows.map((row) => JSON.parse(row.body) as Finding);
    },
  };
}

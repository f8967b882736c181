/** Plans and the snapshots of what stood in the target before: text in, the same text out. */
import type { Ledger, StoredPlan } from '../engine/ledger.ts';
import { SyncError } from '../errors.ts';
import { sql } from 'kysely';
import { packText, unpackText } from './packed-text.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store } from './store.ts';

export type PlanPages = Pick<Ledger, 'putPlan' | 'plan' | 'putSnapshot' | 'snapshot'>;

type PlanRow = LedgerSchema['plan'];

/** Shorter beginnings of a hash are too easily mistyped into another plan. */
const SHORTEST_PREFIX = 6;

export function plans(store: Store): PlanPages {
  return {
    /** The same plan computed again carries a new expiry, so the later one is kept. */
    async putPlan(plan) {
      const row: PlanRow = {
        hash: plan.hash,
        job: plan.job,
        target: plan.target,
        created_at: plan.createdAt,
        expires_at: plan.expiresAt,
        packed: await packText(plan.text),
        basis: plan.basis ?? null,
      };
      await store.db.transaction().execute((tx) =>
        tx
          .insertInto('plan')
          .values(row)
          .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
          .execute(),
      );
    },

    async plan(hash) {
      const row = (await byHash(store, hash)) ?? (await byPrefix(store, hash));
      return row && record(row);
    },

    /** The first snapshot of a run stays: a later one would already show half of the run's own writes. */
    async putSnapshot(run, text) {
      const packed = await packText(text);
      await store.db.transaction().execute((tx) =>
        tx
          .insertInto('snapshot')
          .values({ run, packed, taken_at: instant(store) })
          .onConflict((conflict) => conflict.column('run').doNothing())
          .execute(),
      );
    },

    async snapshot(run) {
      const row = await store.db
        .selectFrom('snapshot')
        .select('packed')
        .where('run', '=', run)
        .executeTakeFirst();
      return row && unpackText(row.packed);
    },
  };
}

function byHash(store: Store, hash: string): Promise<PlanRow | undefined> {
  return store.db.selectFrom('plan').selectAll().where('hash', '=', hash).executeTakeFirst();
}

async function byPrefix(store: Store, prefix: string): Promise<PlanRow | undefined> {
  if (prefix.length < SHORTEST_PREFIX) return undefined;
  const rows = await store.db
    .selectFrom('plan')
    .selectAll()
    .where(sql<string>`substr(hash, 1, ${prefix.length})`, '=', prefix)
    .limit(2)
    .execute();
  if (rows.length > 1)
    throw new SyncError({
      code: 'plan.ambiguous',
      kind: 'usage',
      message: `Mehrere Pläne beginnen mit „${prefix}“.`,
      hint: 'Geben Sie mehr Zeichen der Plan-Kennung an.',
    });
  return rows[0];
}

async function record(row: PlanRow): Promise<StoredPlan> {
  return {
    hash: row.hash,
    job: row.job,
    target: row.target,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    text: await unpackText(row.packed),
    ...(row.basis === null ? {} : { basis: row.basis }),
  };
}

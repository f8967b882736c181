/** What the last comparison with KomMonitor found, and what of it people have accepted. */
import type { AcceptedPlace, DriftBook, DriftPlace, FoundKind } from '../engine/drift-book.ts';
import { appendAudit } from './audit.ts';
import { inChunks } from './in-chunks.ts';
import type { LedgerSchema } from './schema.ts';
import { instant, type Store, type StoreTransaction } from './store.ts';

const KEY = ['target', 'indicator', 'level', 'area', 'date'] as const;

export function driftPlaces(store: Store): DriftBook {
  const { db } = store;
  return {
    putDrift: ({ target, compared, underWay, places, overtaken }) =>
      db.transaction().execute(async (tx) => {
        const look = { looked_at: instant(store), compared, under_way: underWay };
        // First of all: whoever else has just looked waits here.
        await tx
          .insertInto('drift_look')
          .values({ target, ...look })
          .onConflict((conflict) => conflict.column('target').doUpdateSet(look))
          .execute();
        await tx.deleteFrom('drift_place').where('target', '=', target).execute();
        for (const chunk of inChunks(places))
          await tx
            .insertInto('drift_place')
            .values(chunk.map((place) => rowOf(place, target)))
            .execute();
        for (const place of overtaken) await forget(tx, rowOf(place, target));
      }),

    async lastLook(target) {
      const look = await db
        .selectFrom('drift_look')
        .selectAll()
        .where('target', '=', target)
        .executeTakeFirst();
      return look && { at: look.looked_at, compared: look.compared, underWay: look.under_way };
    },

    async driftPlaces(target, indicator) {
      const rows = await db
        .selectFrom('drift_place')
        .selectAll()
        .where('target', '=', target)
        .where('indicator', '=', indicator)
        .orderBy('level')
        .orderBy('date')
        .orderBy('area')
        .execute();
      return rows.map(placeOf);
    },

    async driftCounts(target) {
      const rows = await db
        .selectFrom('drift_place as place')
        .leftJoin('drift_accepted as accepted', (join) => {
          const same = [...KEY, 'run', 'found'] as const;
          return same.reduce((on, column) => on.onRef(`accepted.${column}`, '=', `place.${column}`), join);
        })
        .select(['place.indicator', 'place.level', 'place.date'])
        .select((eb) => eb.fn.countAll().as('count'))
        .where('place.target', '=', target)
        .where('accepted.target', 'is', null)
        .groupBy(['place.indicator', 'place.level', 'place.date'])
        .execute();
      return rows.map(({ level, count, ...row }) => ({ ...row, unitName: level, count: Number(count) }));
    },

    async acceptedDrift(target) {
      const rows = await db
        .selectFrom('drift_accepted')
        .selectAll()
        .where('target', '=', target)
        .orderBy('accepted_at')
        .execute();
      return rows.map(
        (row): AcceptedPlace => ({
          ...placeOf(row),
          reason: row.reason,
          by: row.accepted_by,
          at: row.accepted_at,
        }),
      );
    },

    acceptDrift: (places, { target, job, by, reason }) =>
      db.transaction().execute(async (tx) => {
        const accepted = { accepted_by: by, reason, accepted_at: instant(store) };
        for (const place of places) {
          const row = { ...rowOf(place, target), ...accepted };
          await tx
            .insertInto('drift_accepted')
            .values(row)
            .onConflict((conflict) => conflict.columns([...KEY]).doUpdateSet(row))
            .execute();
        }
        const facts = { job, count: places.length };
        await appendAudit(tx, store, { actor: by, event: 'Drift:Accepted', facts });
      }),
  };
}

async function forget(tx: StoreTransaction, row: LedgerSchema['drift_place']): Promise<void> {
  let query = tx.deleteFrom('drift_accepted').where('run', '=', row.run);
  for (const column of KEY) query = query.where(column, '=', row[column]);
  await query.execute();
}

function rowOf(
  { job, run, indicator, unitName, area, date, ours, found }: DriftPlace,
  target: string,
): LedgerSchema['drift_place'] {
  return { target, job, run, indicator, level: unitName, area, date, ours, found };
}

function placeOf(row: LedgerSchema['drift_place']): DriftPlace {
  const { job, run, indicator, level, area, date } = row;
  const [ours, found] = [row.ours as DriftPlace['ours'], row.found as FoundKind];
  return { job, run, indicator, unitName: level, area, date, ours, found };
}

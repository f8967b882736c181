/** Deliveries as runs have read them, and the reminders of those that are missing. */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Reading } from '../engine/deliveries/calendar.ts';
import type { DeliveryBook, MissedDelivery, RunDelivery } from '../engine/deliveries/delivery-book.ts';
import { inChunks } from './in-chunks.ts';
import { instant, type Store } from './store.ts';

export function deliveryBook(store: Store): DeliveryBook {
  const { db } = store;
  return {
    putRunDeliveries: (run, deliveries) =>
      db.transaction().execute(async (tx) => {
        await tx.deleteFrom('run_delivery').where('run', '=', run).execute();
        const rows = deliveries.map((delivery, seq) => ({ run, seq, ...rowOf(delivery) }));
        for (const chunk of inChunks(rows)) await tx.insertInto('run_delivery').values(chunk).execute();
      }),

    async runDeliveries(run) {
      const rows = await db
        .selectFrom('run_delivery')
        .selectAll()
        .where('run', '=', run)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({
        file: row.file,
        sha256: row.sha256,
        bytes: row.bytes,
        profile: row.profile,
        profileSha256: row.profile_sha256,
        dataset: row.dataset,
        rows: row.row_count,
        dates: datesIn(row.dates),
        refused: row.refused === 1,
      }));
    },

    readings: (job) => readings(store, job),

    async expectedSince(job, profile) {
      const row = await db
        .selectFrom('expected_delivery')
        .select('since')
        .where('job', '=', job)
        .where('profile', '=', profile)
        .executeTakeFirst();
      return row?.since ?? null;
    },

    async beginExpecting(job, profile) {
      await db
        .insertInto('expected_delivery')
        .values({ job, profile, since: instant(store) })
        .onConflict((conflict) => conflict.columns(['job', 'profile']).doNothing())
        .execute();
    },

    noteReminders: (missed, days) => noteReminders(store, missed, days),
  };
}

/**
 * A plan may be carried out by another run than the one that read the delivery. Thousands of runs that read the same and
 * went the same way are one reading, that of the last of them.
 */
async function readings({ db }: Store, job: string): Promise<Reading[]> {
  const rows = await db
    .selectFrom('run_delivery as read')
    .innerJoin('run as reader', 'reader.id', 'read.run')
    .leftJoin('run as carrier', (join) =>
      join.onRef('carrier.plan_hash', '=', 'reader.plan_hash').onRef('carrier.id', '<>', 'reader.id'),
    )
    .select((eb) => [
      'read.profile',
      'read.dates',
      'read.refused',
      'reader.state',
      'carrier.state as carried',
      eb.fn.max('reader.seq').as('last'),
    ])
    .where('reader.job', '=', job)
    .groupBy(['read.profile', 'read.dates', 'read.refused', 'reader.state', 'carrier.state'])
    .orderBy('last')
    .execute();
  if (rows.length === 0) return [];
  const runs = await db
    .selectFrom('run')
    .select(['id', 'seq'])
    .where(
      'seq',
      'in',
      rows.map(({ last }) => Number(last)),
    )
    .execute();
  const ids = new Map(runs.map(({ id, seq }) => [Number(seq), id]));
  return rows.map(({ profile, dates, refused, state, carried, last }) => ({
    profile,
    run: ids.get(Number(last)) ?? '',
    dates: datesIn(dates),
    refused: refused === 1,
    states: carried === null ? [state] : [state, carried],
  }));
}

function noteReminders(
  store: Store,
  { job, profile, date }: MissedDelivery,
  days: readonly ReferenceDate[],
): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    let isNew = false;
    for (const day of days) {
      const inserted = await tx
        .insertInto('delivery_reminder')
        .values({ job, profile, date, day, told_at: instant(store) })
        .onConflict((conflict) => conflict.columns(['job', 'profile', 'date', 'day']).doNothing())
        .returning('day')
        .executeTakeFirst();
      isNew = inserted !== undefined;
    }
    return isNew;
  });
}

function rowOf(delivery: RunDelivery) {
  return {
    sha256: delivery.sha256,
    file: delivery.file,
    bytes: delivery.bytes,
    profile: delivery.profile,
    profile_sha256: delivery.profileSha256,
    dataset: delivery.dataset,
    row_count: delivery.rows,
    dates: delivery.dates.join(' '),
    refused: delivery.refused ? 1 : 0,
  };
}

function datesIn(text: string): ReferenceDate[] {
  return text === '' ? [] : (text.split(' ') as ReferenceDate[]);
}

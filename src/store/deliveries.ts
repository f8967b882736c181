/** Deliveries by content: the same bytes from the same source are one delivery, whatever the file is called. */
import type { DeliveryRecord, Ledger } from '../engine/ledger.ts';
import { instant, type Store } from './store.ts';

export type DeliveryPages = Pick<Ledger, 'recordDelivery'>;

export function deliveries(store: Store): DeliveryPages {
  return {
    recordDelivery: (delivery) =>
      store.db.transaction().execute(async (tx): Promise<DeliveryRecord> => {
        await tx
          .insertInto('delivery')
          .values({
            source: delivery.source,
            sha256: delivery.sha256,
            file: delivery.file,
            bytes: delivery.bytes,
            first_seen_at: instant(store),
          })
          .onConflict((conflict) => conflict.columns(['source', 'sha256']).doNothing())
          .execute();
        const row = await tx
          .selectFrom('delivery')
          .selectAll()
          .where('source', '=', delivery.source)
          .where('sha256', '=', delivery.sha256)
          .executeTakeFirstOrThrow();
        return {
          sha256: row.sha256,
          file: row.file,
          bytes: row.bytes,
          source: row.source,
          firstSeenAt: row.first_seen_at,
        };
      }),
  };
}

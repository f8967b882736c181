/** Deletes a delivery where it lies below the root of the deliveries: it holds persons and was never to be delivered. */
import { rm } from 'node:fs/promises';
import type { ConnectorContext, DeliveryOffer } from './connector.ts';
import { resolveInside } from './inside-root.ts';
import { siblingId } from './offers.ts';

/** The file and its companions; what is gone already is no fault. */
export async function discardOffer(offer: DeliveryOffer, context: ConnectorContext): Promise<void> {
  for (const file of [offer.file, ...offer.companions])
    await rm(await resolveInside(siblingId(offer, file), context), { force: true });
}

/** Deletes a delivery where it lies below the root of the deliveries: it holds persons and was never to be delivered. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectorContext, DeliveryOffer } from './connector.ts';
import { bearsNameOf } from './inbox-signs.ts';
import { namesIn, resolveInside } from './inside-root.ts';

/** The file and the companions of its name; others, a record layout for instance, serve further deliveries. */
export async function discardOffer(offer: DeliveryOffer, context: ConnectorContext): Promise<void> {
  const companions = offer.companions.filter((other) => bearsNameOf(offer.file, other));
  await discardFiles(path.posix.dirname(offer.id), [offer.file, ...companions], context);
}

/** What is gone already is no fault. */
export async function discardFiles(
  folder: string,
  names: readonly string[],
  context: ConnectorContext,
): Promise<void> {
  const present = await namesIn(folder, context);
  for (const name of names.filter((one) => present.includes(one)))
    await rm(await resolveInside(path.posix.join(folder, name), context), { force: true });
}

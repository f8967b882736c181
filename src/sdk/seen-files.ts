/**
 * How the files of an offer looked when they were found complete: what lies there later under the same name is
 * another file, which must be neither read as this one nor filed away unread. Names and states only.
 */
import type { DeliveryOffer } from './connector.ts';

const SEEN = new WeakMap<DeliveryOffer, ReadonlyMap<string, string>>();

/** `states`: of all files of the offer; what they are made of is the source's affair. */
export function rememberSeen(offer: DeliveryOffer, states: ReadonlyMap<string, string>): void {
  SEEN.set(offer, states);
}

/** False where the file is known to have been another one; an offer that nobody has looked for proves nothing. */
export function isAsSeen(offer: DeliveryOffer, file: string, state: string | undefined): boolean {
  const known = SEEN.get(offer)?.get(file);
  return known === undefined || known === state;
}

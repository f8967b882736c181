/** Files that were found, brought together to deliveries: each with the companions that belong to it. */
import path from 'node:path';
import type { DeliveryOffer } from './connector.ts';

/** Which of the files in the same folder belong to `file`. Names without folder, in both directions. */
export type FindCompanions<Config> = (
  file: string,
  siblings: readonly string[],
  config: Config,
) => readonly string[];

export interface FoundFile {
  /** Path with `/`; the last part is the name. */
  readonly id: string;
  /** All names in its folder. */
  readonly beside: readonly string[];
}

/** In the order of `found`. A companion that a wide pattern has caught as well is no delivery of its own. */
export function groupOffers(
  found: readonly FoundFile[],
  companionsOf: (file: string, siblings: readonly string[]) => readonly string[],
): DeliveryOffer[] {
  const offers = found.map(({ id, beside }) => {
    const file = path.posix.basename(id);
    const siblings = beside.filter((name) => name !== file);
    return { id, file, companions: companionsOf(file, siblings) };
  });
  const companions = new Set(offers.flatMap((o) => o.companions.map((name) => siblingId(o, name))));
  return offers.filter((offer) => !companions.has(offer.id));
}

export function siblingId(offer: DeliveryOffer, file: string): string {
  return path.posix.join(path.posix.dirname(offer.id), file);
}

/** Is it the file of the offer or one of its companions? */
export function belongsTo(offer: DeliveryOffer, file: string): boolean {
  return file === offer.file || offer.companions.includes(file);
}

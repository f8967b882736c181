/**
 * Which files of a watched folder, here or on a server, are complete: those with a marker beside them, or those that did not change
 * between two looks; never one that somebody holds open. Companions count as part of their file.
 */
import path from 'node:path';
import type { DeliveryOffer } from './connector.ts';
import { isHeld, isUnfinishedName, markerOf } from './inbox-signs.ts';
import { groupOffers } from './offers.ts';
import { rememberSeen } from './seen-files.ts';

export interface InboxLooks {
  /** Put before the names, to make the ids of the offers. */
  readonly folder: string;
  readonly isWanted: (file: string) => boolean;
  readonly companionsOf: (file: string, siblings: readonly string[]) => readonly string[];
  readonly look: () => Promise<Look>;
  /** From the first look to the second. */
  readonly wait: () => Promise<void>;
}

/** Name to what must not change; folders and what vanishes meanwhile are left out. */
export type Look = ReadonlyMap<string, { readonly state: string; readonly at: number }>;

/** Oldest first. `marker`: undefined, two looks decide. */
export async function completeFiles(
  looks: InboxLooks,
  marker: string | undefined,
  signal: AbortSignal,
): Promise<DeliveryOffer[]> {
  const first = await looks.look();
  const candidates = offersIn(first, looks, marker);
  if (candidates.length === 0 || marker !== undefined) return remembered(candidates, first);

  await looks.wait();
  signal.throwIfAborted();
  const second = await looks.look();
  const unchanged = (name: string) => first.get(name)?.state === second.get(name)?.state;
  const complete = offersIn(second, looks, marker).filter((offer) =>
    [offer.file, ...offer.companions].every(unchanged),
  );
  return remembered(complete, second);
}

function remembered(offers: DeliveryOffer[], look: Look): DeliveryOffer[] {
  for (const offer of offers) {
    const states = [offer.file, ...offer.companions].map(
      (name) => [name, look.get(name)?.state ?? ''] as const,
    );
    rememberSeen(offer, new Map(states));
  }
  return offers;
}

function offersIn(seen: Look, looks: InboxLooks, marker: string | undefined): DeliveryOffer[] {
  const names = [...seen.keys()];
  const isMarker = (name: string) =>
    marker !== undefined && name.toLowerCase().endsWith(marker.toLowerCase());
  const found = names
    .filter((name) => looks.isWanted(name) && !isMarker(name))
    .sort((a, b) => (seen.get(a)?.at ?? 0) - (seen.get(b)?.at ?? 0) || (a < b ? -1 : 1))
    .map((name) => ({
      id: path.posix.join(looks.folder, name),
      beside: names.filter((n) => !isUnfinishedName(n)),
    }));
  return groupOffers(found, looks.companionsOf).filter(
    ({ file, companions }) =>
      [file, ...companions].every((name) => !isHeld(name, names)) &&
      (marker === undefined || markerOf(file, names, marker) !== undefined),
  );
}

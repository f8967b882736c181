/** Tells the sources of a run what became of their deliveries, once it is certain. */
import type { DeliveryOffer, DeliveryOutcome } from '../core/delivery.ts';
import type { DeliverySource, EnginePorts } from './ports.ts';

export interface OpenOffer {
  readonly source: DeliverySource;
  readonly config: unknown;
  readonly offer: DeliveryOffer;
  /** A finding stops it. */
  readonly isRefused: boolean;
  /** Delivered where only sums may lie: the source has to delete it. */
  readonly looksLikePersons: boolean;
}

export class Settlements {
  readonly #offers: OpenOffer[] = [];

  add(offer: OpenOffer): void {
    this.#offers.push(offer);
  }

  /** `isTaken`: what was read is in the ledger. Otherwise only refused offers are settled, the others come again. */
  async settle(ports: EnginePorts, { isTaken }: { readonly isTaken: boolean }): Promise<void> {
    const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
    for (const { source, config, offer, isRefused, looksLikePersons } of this.#offers) {
      const outcome: DeliveryOutcome = isRefused ? 'refused' : isTaken ? 'taken' : 'untouched';
      if (looksLikePersons) await source.discard?.(config as never, offer, context);
      else await source.settle?.(config as never, offer, outcome, context);
    }
  }
}

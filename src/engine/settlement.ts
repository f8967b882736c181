/** Tells the sources of a run what became of their deliveries, once it is certain. */
import type { DeliveryOffer, DeliveryOutcome } from '../core/delivery.ts';
import { finding, type Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
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

/**
 * `kept`: what was read is in the ledger. `judged`: the run ended before; refused offers are settled, the others come
 * again. `looked-at`: a check or a plan, or the run broke off; everything comes again.
 */
export type RunEnd = 'kept' | 'judged' | 'looked-at';

export class Settlements {
  #open = new Map<DeliveryOffer, OpenOffer>();

  /** As soon as it is offered, for its source may have claimed it; and again when it has been judged. */
  add(open: OpenOffer): void {
    this.#open.set(open.offer, open);
  }

  /** Each offer once. A source that cannot file its delivery away is told about; the figures are right all the same. */
  async settle(ports: EnginePorts, end: RunEnd): Promise<readonly Finding[]> {
    const offers = [...this.#open.values()];
    this.#open.clear();
    const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
    const findings: Finding[] = [];
    for (const { source, config, offer, isRefused, looksLikePersons } of offers)
      try {
        if (looksLikePersons && end !== 'looked-at' && source.discard)
          await source.discard(config as never, offer, context);
        else await source.settle?.(config as never, offer, outcomeOf(end, isRefused), context);
      } catch (error) {
        if (!(error instanceof SyncError)) throw error;
        const place = { file: offer.file, row: 0 };
        findings.push(
          error.code === 'source.replaced'
            ? finding('intake.replaced', place)
            : finding('intake.not-filed', place, { found: error.message }),
        );
      }
    return findings;
  }
}

function outcomeOf(end: RunEnd, isRefused: boolean): DeliveryOutcome {
  if (end === 'looked-at') return 'untouched';
  return isRefused ? 'refused' : end === 'kept' ? 'taken' : 'untouched';
}

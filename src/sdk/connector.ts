/**
 * What a connector is: a plain object that lists and opens deliveries of one source system and knows how
 * their bytes are laid out. It knows nothing of KomMonitor, aggregates nothing and stores nothing.
 */
import type { ZodType } from 'zod';
import type { DeliveryOffer, DeliveryOutcome, SourceContext } from '../core/delivery.ts';
import type { AnyLayout } from '../formats/layout.ts';

export type { DeliveryOffer, DeliveryOutcome, LandedDelivery, LandedFile } from '../core/delivery.ts';
export type { Layout, LayoutContext, LayoutProposal, Recognise } from '../formats/layout.ts';
export type ConnectorContext = SourceContext;

export interface Connector<Config = unknown> {
  readonly id: string;
  /** German, for lists. */
  readonly title: string;
  readonly configSchema: ZodType<Config>;
  /** Names of the environment variables it needs, without values. */
  readonly secrets: readonly string[];
  /** Is the source there and readable? Throws SyncError of kind `source` where it is not. */
  readonly check: (config: Config, context: ConnectorContext) => Promise<void>;
  /** What the source offers now, oldest first. */
  readonly list: (config: Config, context: ConnectorContext) => AsyncIterable<DeliveryOffer>;
  /** The bytes of one file of an offer: the offer's own file or a companion. */
  readonly open: (
    config: Config,
    offer: DeliveryOffer,
    file: string,
    context: ConnectorContext,
  ) => AsyncIterable<Uint8Array>;
  /**
   * Told once per offer when the run has ended: `taken`, `refused` (a finding stops it) or `untouched` (the run
   * ended before). A folder of incoming files files them away here; most sources need nothing.
   */
  readonly settle?: (
    config: Config,
    offer: DeliveryOffer,
    outcome: DeliveryOutcome,
    context: ConnectorContext,
  ) => Promise<void>;
  /** Deletes an offer, and what bears its name, where it lies: it holds persons and was never to be delivered. */
  readonly discard?: (config: Config, offer: DeliveryOffer, context: ConnectorContext) => Promise<void>;
  /** By the name that a profile writes under `layout: form:`. */
  readonly layouts?: Readonly<Record<string, AnyLayout>>;
}

/** Gives a connector its types; the object itself is returned unchanged. */
export function defineConnector<Config>(connector: Connector<Config>): Connector<Config> {
  return connector;
}

/**
 * What a connector is: a plain object that lists and opens deliveries of one source system and knows how
 * their bytes are laid out. It knows nothing of KomMonitor, aggregates nothing and stores nothing.
 */
import type { ZodType } from 'zod';
import type { Finding } from '../core/finding.ts';
import type { Table } from '../core/table.ts';
import type { GeoLayer } from '../formats/geo-layer.ts';

export interface ConnectorContext {
  /** Root of the deliveries on disk; relative paths in a configuration are below it. */
  readonly deliveries: string;
  readonly signal: AbortSignal;
  /** Secrets named by the connector, taken from the environment by the program. */
  readonly secret: (name: string) => string;
}

/** One thing the source offers. `id` is stable: the same offer has the same id in the next run. */
export interface DeliveryOffer {
  readonly id: string;
  /** File name without folder, for messages. */
  readonly file: string;
  /** Companion files that belong to it (`.dbf` and `.prj` of a `.shp`), file names without folder. */
  readonly companions: readonly string[];
}

/** A delivery after the program has landed it: bytes on local disk, hashed. */
export interface LandedFile {
  readonly file: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}
export interface LandedDelivery extends LandedFile {
  readonly companions: readonly LandedFile[];
}

export interface LayoutContext {
  readonly signal: AbortSignal;
  /** Findings go here as they are met; reading goes on wherever only one row is concerned. */
  readonly report: (finding: Finding) => void;
}

/** Bytes to labelled rows, or to a layer of polygons. `Options` is the `layout` section of a profile or level. */
export type Layout<Options> =
  | {
      readonly kind: 'tables';
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => AsyncIterable<Table>;
    }
  | {
      readonly kind: 'polygons';
      readonly options: ZodType<Options>;
      readonly read: (
        delivery: LandedDelivery,
        options: Options,
        context: LayoutContext,
      ) => Promise<GeoLayer>;
    };

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
  /** By the name that a profile writes under `layout: form:`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- each layout has options of its own
  readonly layouts?: Readonly<Record<string, Layout<any>>>;
}

/** Gives a connector its types; the object itself is returned unchanged. */
export function defineConnector<Config>(connector: Connector<Config>): Connector<Config> {
  return connector;
}

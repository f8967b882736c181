/** Deliveries on their way: offered by a source, then landed on local disk with their hash. */

export interface SourceContext {
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

/** What became of an offer at the end of a run. */
export type DeliveryOutcome = 'taken' | 'refused' | 'untouched';

export interface LandedFile {
  readonly file: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A delivery after the program has landed it: bytes on local disk, hashed. */
export interface LandedDelivery extends LandedFile {
  readonly companions: readonly LandedFile[];
}

/** Wakes workers. It may be late, ring twice or not at all: what is to be done stands in the ledger. */
import type { QueuedRun, QueueName } from '../engine/queue/queue-book.ts';

/** How far a run is; no names, no values. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  /** 0 where nothing is counted. */
  readonly total: number;
}

export type Hear = (queue: QueueName, run: string) => Promise<void>;

export interface Bell {
  /** Answers at once and never fails. */
  ring(runs: readonly QueuedRun[]): void;
  /** Once. */
  listen(hear: Hear): void;
  /** For whoever watches the queue from outside. */
  progress(at: Pick<QueuedRun, 'queue' | 'run'>, progress: Progress): void;
  close(): Promise<void>;
}

/** The bell of a single process. */
export function localBell(): Bell {
  let hear: Hear | undefined;
  return {
    ring(runs) {
      for (const { queue, run } of runs) hear?.(queue, run).catch(() => undefined);
    },
    listen(listener) {
      hear = listener;
    },
    progress: () => undefined,
    close: () => Promise.resolve(),
  };
}

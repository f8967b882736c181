/** A serving process: looks at the clock and puts what is due into the queue, works the queue off, or both. */
import type { Job } from '../mapping/job.ts';
import { choresOf, type Chore } from '../engine/chores.ts';
import { QUEUES, queueOf, type QueueBook } from '../engine/queue/queue-book.ts';
import { tick } from '../engine/schedule/scheduler.ts';
import type { Claim } from '../engine/schedule/trigger.ts';
import type { Bell } from './bell.ts';
import { occurrences } from './calendar.ts';
import { tickEachMinute, tickEvery } from './ticker.ts';
import { queueWorker, type WorkEvents, type WorkerOptions } from './worker.ts';

export interface ServeEvents extends WorkEvents {
  readonly due: (claim: Claim) => void;
}

/** `all` does what `scheduler` and `worker` do. */
export type ServePart = 'all' | 'scheduler' | 'worker';

export interface Served {
  readonly jobs: readonly Job[];
  readonly chores: readonly Chore[];
}

export interface ServeOptions extends WorkerOptions {
  readonly part: ServePart;
  readonly events: ServeEvents;
}

const LONGEST_LOOK_SECONDS = 30;

/** Until the signal aborts and the runs under way are in order. */
export async function serve(served: Served, options: ServeOptions): Promise<void> {
  const { part, bell } = options;
  try {
    await Promise.all([
      ...(part === 'worker' ? [] : [schedule(served, options)]),
      ...(part === 'scheduler' ? [] : [work(options)]),
    ]);
  } finally {
    await bell.close();
  }
}

async function schedule(
  { jobs, chores }: Served,
  { ports, bell, events }: Omit<ServeOptions, 'part'>,
): Promise<void> {
  const { ledger, now, signal } = ports;
  const { start, settled } = starter({ ledger, bell, events });
  const scheduler = { ledger, now, calendar: occurrences, start, failed: events.failed };
  const ringAgain: Chore = {
    id: 'queue',
    every: 1,
    work: async () => bell.ring(await ledger.openQueued()),
  };
  const lookAfter = choresOf([...chores, ringAgain], { ports, start }, events.failed);
  // A chore that takes long makes no job late.
  await Promise.all([
    tickEachMinute(lookAfter, signal),
    tickEachMinute(() => (signal.aborted ? Promise.resolve() : tick(jobs, scheduler)), signal),
  ]);
  await settled();
}

export interface Starter {
  readonly start: (claim: Claim) => void;
  /** Once everything that was started is in the queue. */
  readonly settled: () => Promise<void>;
}

/** Hands claims over to the queue. */
export function starter({
  ledger,
  bell,
  events,
}: {
  readonly ledger: Pick<QueueBook, 'enqueue'>;
  readonly bell: Pick<Bell, 'ring'>;
  readonly events: Pick<ServeEvents, 'due' | 'failed'>;
}): Starter {
  const starts = new Set<Promise<void>>();
  const enqueue = async ({ key, run }: Claim) => {
    const queued = { run: run.id, queue: queueOf(run), key };
    await ledger.enqueue(queued);
    bell.ring([queued]);
  };
  return {
    start(claim: Claim) {
      events.due(claim);
      // A claim that does not reach the queue ends by itself and is made anew.
      const started = enqueue(claim).catch((error: unknown) => events.failed(claim.run.job, error));
      starts.add(started);
      void started.finally(() => starts.delete(started));
    },
    async settled() {
      await Promise.all(starts);
    },
  };
}

/** Whether the bell rings or not, the ledger is looked into before anybody could count a run as late. */
async function work(options: ServeOptions): Promise<void> {
  const { ports, bell, claimSeconds } = options;
  const worker = queueWorker(options);
  bell.listen((queue, run) => worker.look(queue, run));
  const look = () => {
    for (const queue of QUEUES) void worker.look(queue);
    return Promise.resolve();
  };
  await tickEvery(Math.min(claimSeconds / 4, LONGEST_LOOK_SECONDS) * 1_000, look, ports.signal);
  await worker.idle();
}

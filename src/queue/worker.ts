/**
 * Works off the queue of the ledger. A run is taken with a claim that is renewed beside the work; a worker that has lost
 * it stops, and what it says of the run no longer counts.
 */
import type { EnginePorts } from '../engine/ports.ts';
import type { QueueName, TakenRun } from '../engine/queue/queue-book.ts';
import type { RunReport } from '../engine/run-frame.ts';
import type { Bell } from './bell.ts';
import { carryTaken } from './carry-taken.ts';

export interface WorkEvents {
  readonly begun: (taken: Pick<TakenRun, 'run' | 'queue'>) => void;
  readonly ended: (run: TakenRun['run'], report: RunReport) => void;
  /** Its workers died too often. */
  readonly parked: (run: TakenRun['run']) => void;
  /** A run or a look at the ledger that failed; the service goes on. */
  readonly failed: (job: string, error: unknown) => void;
}

export interface WorkerOptions {
  readonly ports: EnginePorts;
  readonly bell: Bell;
  readonly events: WorkEvents;
  /** A worker that does not renew its claim for so long counts as dead. */
  readonly claimSeconds: number;
  /** Runs of the queue `intake` at the same time; `publish` always has one. */
  readonly concurrency: number;
}

export interface QueueWorker {
  /** Works until there is nothing left to do in this queue, or does nothing where all its hands are full. */
  look(queue: QueueName, run?: string): Promise<void>;
  /** Resolves once nothing is at work. */
  idle(): Promise<void>;
}

export function queueWorker(options: WorkerOptions): QueueWorker {
  const { ports, events, claimSeconds, concurrency } = options;
  const most: Readonly<Record<QueueName, number>> = { intake: concurrency, publish: 1 };
  const atWork: Record<QueueName, Set<Promise<void>>> = { intake: new Set(), publish: new Set() };
  /** Something may have come while the last one found nothing. */
  const missed = new Set<QueueName>();
  const workOff = async (queue: QueueName, first: string | undefined) => {
    for (let wanted = first; !ports.signal.aborted; wanted = undefined) {
      missed.delete(queue);
      const taking = await ports.ledger.takeQueued({ queue, run: wanted, seconds: claimSeconds });
      if (taking?.outcome === 'parked') tellParked(taking.run, options);
      else if (taking) {
        // Redis may be gone, and nobody else hears of it.
        if (await carryTaken(taking, options)) void look('publish');
      } else if (!missed.has(queue)) return;
    }
  };
  const look = async (queue: QueueName, run?: string) => {
    if (atWork[queue].size >= most[queue]) {
      missed.add(queue);
      return;
    }
    const work = workOff(queue, run).catch((error: unknown) => events.failed('', error));
    atWork[queue].add(work);
    await work.finally(() => atWork[queue].delete(work));
  };
  return {
    look,
    async idle() {
      for (let all = everyone(atWork); all.length > 0; all = everyone(atWork)) await Promise.all(all);
    },
  };
}

function everyone(atWork: Readonly<Record<QueueName, ReadonlySet<Promise<void>>>>): Promise<void>[] {
  return [...atWork.intake, ...atWork.publish];
}

function tellParked(run: TakenRun['run'], { ports, events }: WorkerOptions): void {
  ports.log('Queue:Parked', { run: run.id, job: run.job, state: run.state });
  events.parked(run);
}

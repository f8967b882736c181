/**
 * The bell of several processes: a BullMQ queue on Redis for each queue of the ledger. Jobs hold ids only. Whatever
 * happens to Redis ends no process and loses no run; it is said once, and again when it has come back and gone again.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { EventSink } from '../engine/ports.ts';
import { QUEUES, type QueueName } from '../engine/queue/queue-book.ts';
import type { Bell, Hear } from './bell.ts';
import { requireRedisAddress } from './redis-address.ts';

export interface RedisBellOptions {
  /** `redis://`, `rediss://` or the path of a socket. */
  readonly url: string;
  /** Runs of the queue `intake` that this process works on at the same time. */
  readonly concurrency: number;
  readonly log: EventSink;
}

type ConnectionWish = Pick<RedisOptions, 'maxRetriesPerRequest' | 'enableOfflineQueue' | 'commandTimeout'>;

const PREFIX = 'kmsync';
/** A ring that takes longer is given up; the workers look by themselves. */
const PATIENCE_MS = 2_000;

/** Throws SyncError `queue.address-invalid` (kind configuration). Redis itself need not be there. */
export async function redisBell({ url, concurrency, log }: RedisBellOptions): Promise<Bell> {
  requireRedisAddress(url);
  const health = outages(log);
  const clients: Redis[] = [];
  const watched = (client: Redis) => {
    client.on('error', health.lost);
    clients.push(client);
    // BullMQ makes one more for each queue, and does not let go of it as long as Redis is gone.
    const twin = client.duplicate.bind(client);
    client.duplicate = (options?: Partial<RedisOptions>) => watched(twin(options));
    return client;
  };
  const connect = (options: ConnectionWish) => watched(new Redis(url, options));
  const sender = connect({ maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: PATIENCE_MS });
  sender.on('ready', health.found);
  await ready(sender);
  const queues = new Map<QueueName, Queue>(
    QUEUES.map((name) => [name, new Queue(name, { connection: sender, prefix: PREFIX })]),
  );
  for (const queue of queues.values()) queue.on('error', health.lost);
  const workers: Worker[] = [];
  const send = (work: () => Promise<unknown>) => {
    if (sender.status !== 'ready') health.lost();
    else work().catch(health.lost);
  };
  return {
    ring(runs) {
      for (const [name, queue] of queues) {
        const jobs = runs.filter((run) => run.queue === name).map(({ run, key }) => jobOf(run, key));
        if (jobs.length > 0) send(() => queue.addBulk(jobs));
      }
    },
    listen(hear) {
      const receiver = connect({ maxRetriesPerRequest: null });
      for (const queue of QUEUES) {
        const worker = workerOf(queue, hear, { receiver, concurrency: queue === 'intake' ? concurrency : 1 });
        worker.on('error', health.lost);
        worker.on('stalled', (run) => log('Queue:Stalled', { run, kind: queue }));
        workers.push(worker);
      }
    },
    progress({ queue, run }, { stage, done, total }) {
      const jobs = queues.get(queue);
      if (!jobs || sender.status !== 'ready') return;
      // The job may be gone where Redis was emptied meanwhile.
      jobs.updateJobProgress(run, { stage, done, total }).catch(() => undefined);
      if (done === 0) jobs.addJobLog(run, stage).catch(() => undefined);
    },
    async close() {
      const closed = Promise.all([...workers, ...queues.values()].map((one) => one.close()));
      await Promise.race([closed.catch(() => undefined), delay(PATIENCE_MS, undefined, { ref: false })]);
      for (const client of clients) client.disconnect();
    },
  };
}

/** The run's number is the job's: whoever rings twice rings once. */
function jobOf(run: string, key: string | null) {
  return {
    name: 'run',
    data: { run, key },
    opts: { jobId: run, removeOnComplete: true, removeOnFail: true },
  };
}

function workerOf(
  queue: QueueName,
  hear: Hear,
  { receiver, concurrency }: { readonly receiver: Redis; readonly concurrency: number },
): Worker {
  return new Worker<{ readonly run: string }>(queue, (job) => hear(queue, job.data.run), {
    connection: receiver,
    prefix: PREFIX,
    concurrency,
  });
}

function outages(log: EventSink) {
  let isLost = false;
  return {
    lost: () => {
      if (!isLost) log('Queue:Unreachable', {});
      isLost = true;
    },
    found: () => {
      isLost = false;
    },
  };
}

async function ready(client: Redis): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([
    once(client, 'ready', { signal: waiting.signal }).catch(() => undefined),
    delay(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
  ]);
  waiting.abort();
}

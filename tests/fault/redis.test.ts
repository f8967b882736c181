/** What becomes of runs when Redis goes: it is a doorbell, and the ledger is the truth. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { PostgresServer, POSTGRES_MISSING } from '../support/postgres.ts';
import { QueueFarm } from '../support/queue-farm.ts';
import { REDIS_MISSING, RedisServer } from '../support/redis.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let postgres: PostgresServer;
let redis: RedisServer;

describe.skipIf(REDIS_MISSING ?? POSTGRES_MISSING)('P9 loss of Redis loses no run', () => {
  beforeAll(async () => {
    requireBuilt();
    postgres = await PostgresServer.start();
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    await redis.stop();
    await postgres.stop();
  });

  async function farm(environment: NodeJS.ProcessEnv = {}): Promise<QueueFarm> {
    const opened = await QueueFarm.open({
      redis,
      ledgerUrl: await postgres.database(),
      site: (folder, simulator) => writeSmallSite(folder, simulator, 'first'),
      environment: { KMSYNC_CLAIM_SECONDS: '10', ...environment },
    });
    onTestFinished(() => opened.close());
    return opened;
  }

  it('works off a run that rings at a worker', async () => {
    const queue = await farm();
    queue.start('worker');

    const run = await queue.add(SMALL_JOB, 'sync');

    await vi.waitFor(async () => expect(await queue.stateOf(run)).toBe('published'), {
      timeout: 60_000,
      interval: 50,
    });
  });
});

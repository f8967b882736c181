/** What becomes of runs when Redis goes: it is a doorbell, and the ledger is the truth. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunRecord } from '../../src/engine/ledger.ts';
import { requireBuilt } from '../support/cli-process.ts';
import type { Judging } from '../support/invariants.ts';
import { POSTGRES_MISSING } from '../support/postgres.ts';
import type { QueueFarm } from '../support/queue-farm.ts';
import { QueueServers } from '../support/queue-servers.ts';
import { REDIS_MISSING, type RedisServer } from '../support/redis.ts';
import { orderFaults, writesSeen } from '../support/simulator-reader.ts';
import { SMALL_JOB } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let servers: QueueServers;
let redis: RedisServer;

describe.skipIf(REDIS_MISSING ?? POSTGRES_MISSING)('P9 loss of Redis loses no run', () => {
  beforeAll(async () => {
    requireBuilt();
    servers = await QueueServers.start();
    ({ redis } = servers);
  });
  afterAll(() => servers.stop());

  const farms: QueueFarm[] = [];
  let judging: Judging;
  beforeEach(() => {
    judging = {};
  });
  afterEach(async () => {
    for (let opened = farms.pop(); opened; opened = farms.pop()) {
      const found = await opened.violations(judging);
      await opened.close();
      expect(found).toEqual([]);
    }
  });

  async function farm(environment?: NodeJS.ProcessEnv): Promise<QueueFarm> {
    const opened = await servers.farm(environment);
    farms.push(opened);
    return opened;
  }

  /** Holds the run up in the middle of its writing. */
  const SLOW = {
    match: { method: 'PUT', path: '^/management/indicators/' },
    action: 'delay',
    ms: 10_000,
    times: 1,
  };

  async function ended(queue: QueueFarm, run: RunRecord, state: RegExp, timeout = 120_000): Promise<void> {
    const over = async () => {
      expect(await queue.stateOf(run)).toMatch(state);
      expect(await queue.unfinished()).not.toContain(run.id);
    };
    await vi.waitFor(over, { timeout, interval: 50 });
  }

  const published = (queue: QueueFarm, run: RunRecord) => ended(queue, run, /^(published|no_change)$/);

  /** When a worker took it, by the log. */
  function takenAt(log: string, { id }: RunRecord): number {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { event: string; run?: string; ts: string });
    return Date.parse(events.find(({ event, run }) => event === 'Queue:Taken' && run === id)?.ts ?? '');
  }

  async function writing(queue: QueueFarm): Promise<void> {
    await vi.waitFor(async () => expect((await writesSeen(queue.simulator)).length).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 20,
    });
  }

  it('works off a run as soon as it rings, long before a worker would look by itself', async () => {
    const queue = await farm({ KMSYNC_CLAIM_SECONDS: '120' });
    const log = path.join(queue.folder, 'log.jsonl');
    queue.start('worker', {}, ['--log', log]);
    await published(queue, await queue.add(SMALL_JOB, 'sync'));

    const rung = Date.now();
    const run = await queue.add(SMALL_JOB, 'intake');

    await ended(queue, run, /^taken_in$/, 60_000);
    expect(takenAt(log, run) - rung).toBeLessThan(20_000);
  });

  it('brings a run to its end whose Redis is killed meanwhile, and one that nobody was rung for', async () => {
    const queue = await farm();
    const log = path.join(queue.folder, 'log.jsonl');
    queue.start('worker', {}, ['--log', log]);
    await orderFaults(queue.simulator, [SLOW]);
    const during = await queue.add(SMALL_JOB, 'sync');
    await writing(queue);

    await redis.kill();
    const unheard = await queue.add(SMALL_JOB, 'sync');

    await published(queue, during);
    await published(queue, unheard);
    expect(readFileSync(log, 'utf8')).toContain('Queue:Unreachable');
    await redis.restart();
    await published(queue, await queue.add(SMALL_JOB, 'sync'));
  });

  it('works off what was rung for before Redis was emptied', async () => {
    const queue = await farm();
    const runs = [await queue.add(SMALL_JOB, 'sync'), await queue.add(SMALL_JOB, 'sync')];
    await vi.waitFor(async () => expect(await redis.command('DBSIZE')).toBeGreaterThan(0), 30_000);

    await redis.command('FLUSHALL');
    queue.start('worker');

    for (const run of runs) await published(queue, run);
  });

  it('rings again for what waits once a scheduler is there, as the workers may be busy elsewhere', async () => {
    // No worker is there.
    judging = { left: ['checking'] };
    const queue = await farm();
    const run = await queue.add(SMALL_JOB, 'sync');
    await redis.command('FLUSHALL');

    queue.start('scheduler');

    await vi.waitFor(async () => expect(await redis.command('EXISTS', `kmsync:intake:${run.id}`)).toBe(1), {
      timeout: 60_000,
      interval: 50,
    });
    const held = JSON.stringify(await redis.command('HGETALL', `kmsync:intake:${run.id}`));
    expect(held).toContain(run.id);
    expect(held).not.toContain(SMALL_JOB);
  });

  it('starts a worker without any Redis, which begins a run within a minute of its trigger', async () => {
    await redis.kill();
    onTestFinished(() => redis.restart());
    const queue = await farm({ KMSYNC_CLAIM_SECONDS: '120' });
    const worker = queue.start('worker');
    const before = await queue.add(SMALL_JOB, 'sync');
    await published(queue, before);

    const run = await queue.add(SMALL_JOB, 'intake');

    await ended(queue, run, /^taken_in$/);
    worker.signal('SIGTERM');
    expect(await worker.finished).toMatchObject({ code: 143 });
  });

  it.each([
    ['throws keys away when its memory is full', 'allkeys-lru'],
    ['takes nothing more when its memory is full', 'noeviction'],
  ])('brings every run to its end where Redis %s', async (_what, policy) => {
    await redis.restart(['--maxmemory', '2mb', '--maxmemory-policy', policy]);
    onTestFinished(() => redis.restart());
    const queue = await farm();
    queue.start('worker');
    await published(queue, await queue.add(SMALL_JOB, 'sync'));
    await fill(redis);

    const runs = [await queue.add(SMALL_JOB, 'sync'), await queue.add(SMALL_JOB, 'intake')];
    await fill(redis);

    for (const run of runs) await ended(queue, run, /^(no_change|taken_in)$/);
  });

  it('takes a run out of the queue for a person, unless it writes already', async () => {
    const queue = await farm();
    const waiting = await queue.add(SMALL_JOB, 'sync');
    const cancelled = await queue.command('cancel', waiting.id).finished;
    const again = await queue.command('cancel', waiting.id).finished;
    await orderFaults(queue.simulator, [SLOW]);
    queue.start('worker');
    const run = await queue.add(SMALL_JOB, 'sync');
    await writing(queue);
    const refused = await queue.command('cancel', run.id).finished;

    expect(cancelled).toMatchObject({ code: 0, stdout: expect.stringContaining('abgebrochen') as string });
    expect(await queue.stateOf(waiting)).toBe('cancelled');
    expect(again).toMatchObject({ code: 64, stderr: expect.stringContaining('run.not-queued') as string });
    expect(refused).toMatchObject({ code: 64, stderr: expect.stringContaining('run.writing') as string });
    await published(queue, run);
  });

  it('ends where it is told to while Redis is gone', async () => {
    const queue = await farm();
    const worker = queue.start('worker');
    await published(queue, await queue.add(SMALL_JOB, 'sync'));
    await redis.kill();
    onTestFinished(() => redis.restart());

    worker.signal('SIGTERM');

    expect(await worker.finished).toMatchObject({ code: 143, killedBy: null });
  });
});

async function fill(redis: RedisServer): Promise<void> {
  for (let n = 0; n < 40; n += 1)
    try {
      await redis.command('SET', `filler ${n}`, 'x'.repeat(100_000));
    } catch {
      return;
    }
}

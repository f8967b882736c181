/**
 * Four worker processes on one Redis and one PostgreSQL, two of them killed at random and replaced, Redis killed once and
 * emptied once. A seed decides when; KMSYNC_SEED repeats it.
 */
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from '../../src/engine/ledger.ts';
import { requireBuilt } from '../support/cli-process.ts';
import type { Running } from '../support/kmsync.ts';
import { POSTGRES_MISSING } from '../support/postgres.ts';
import type { QueueFarm } from '../support/queue-farm.ts';
import { QueueServers } from '../support/queue-servers.ts';
import { REDIS_MISSING } from '../support/redis.ts';
import { SMALL_JOB, smallDelivery } from '../support/small-site.ts';
import { writesSeen } from '../support/simulator-reader.ts';

const INTAKES = 2_000;
const PUBLICATIONS = 200;
const WORKERS = 4;
/** So often the delivery is replaced meanwhile. */
const DELIVERIES = 50;
const MINUTE = 60_000;

vi.setConfig({ testTimeout: 30 * MINUTE, hookTimeout: MINUTE });

const seed = Number(process.env['KMSYNC_SEED'] ?? Date.now() % 1_000_000);

/** 0 up to but not including 1. */
function chances(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

console.log(`seed ${seed}`);

let servers: QueueServers;

describe.skipIf(REDIS_MISSING ?? POSTGRES_MISSING)(`four workers, seed ${seed}`, () => {
  beforeAll(async () => {
    requireBuilt();
    servers = await QueueServers.start();
  });
  afterAll(() => servers.stop());

  it('bring every run to its right end and never write at the same time, whoever dies', async () => {
    const chance = chances(seed);
    const { redis } = servers;
    const farm = await servers.farm();
    try {
      const workers = Array.from({ length: WORKERS }, () => farm.start('worker'));
      const runs = await addAll(farm);
      const total = runs.length;
      const between = (from: number, to: number) => Math.floor(total * (from + (to - from) * chance()));
      const replaceOne = async () => {
        const [index] = [Math.floor(chance() * WORKERS)];
        const victim = workers[index] as Running;
        victim.signal('SIGKILL');
        await victim.finished;
        workers[index] = farm.start('worker');
      };
      const blows = [
        { after: between(0.05, 0.3), strike: replaceOne },
        { after: between(0.3, 0.45), strike: () => redis.restart() },
        { after: between(0.45, 0.6), strike: async () => void (await redis.command('FLUSHALL')) },
        { after: between(0.6, 0.9), strike: replaceOne },
      ];

      const done = async () => {
        const count = total - (await waiting(farm));
        deliver(farm, Math.floor((DELIVERIES * count) / total));
        return count;
      };
      for (const { after, strike } of blows) {
        await vi.waitFor(async () => expect(await done()).toBeGreaterThanOrEqual(after), {
          timeout: 25 * MINUTE,
          interval: 100,
        });
        await strike();
      }
      await vi.waitFor(async () => expect(await done()).toBe(total), {
        timeout: 25 * MINUTE,
        interval: 100,
      });
      await vi.waitFor(async () => expect(await farm.unfinished()).toEqual([]), {
        timeout: MINUTE,
        interval: 250,
      });

      const ends = (kind: RunRecord['kind'], all: readonly RunRecord[]) =>
        new Set(all.filter((run) => run.kind === kind).map(({ state }) => state));
      const ended = await farm.ledger.runs();
      expect(ended).toHaveLength(total);
      expect([...ends('intake', ended)], farm.complaints()).toEqual(['taken_in']);
      for (const state of ends('sync', ended))
        expect(['published', 'no_change'], farm.complaints()).toContain(state);
      expect((await writesSeen(farm.simulator)).length).toBeGreaterThan(DELIVERIES / 2);

      deliver(farm, DELIVERIES);
      const last = await farm.add(SMALL_JOB, 'sync');
      await vi.waitFor(async () => expect(await farm.stateOf(last)).toBe('published'), {
        timeout: MINUTE,
        interval: 100,
      });
      expect(standing(farm)).toBe(womenIn(DELIVERIES) + MEN);
      await vi.waitFor(async () => expect(await farm.unfinished()).toEqual([]), { timeout: MINUTE });
      // A run begins when it is put into the queue.
      expect(await farm.violations({ budgetMs: 25 * MINUTE })).toEqual([]);
    } finally {
      await farm.close();
    }
  });
});

/** Women and men in the quarter A2; the women by delivery. */
const MEN = 377;
function womenIn(delivery: number): number {
  return 7_001 + delivery;
}

/** What KomMonitor shows for the quarter A2. */
function standing({ simulator }: QueueFarm): number | null | undefined {
  const population = simulator.state().indicators.find(({ name }) => name === 'Kleine Bevölkerung');
  const quarters = population?.links.find(({ unitName }) => unitName === 'Kleine Quartiere');
  return quarters?.values.rows.find(({ id }) => id === 'A2')?.values[0];
}

/** Replaces the delivery as a whole: nobody reads half of it. */
function deliver(farm: QueueFarm, delivery: number): void {
  const unfinished = path.join(farm.folder, 'unfinished.csv');
  const women = `A2;31.12.2022;w;${womenIn(delivery)}`;
  writeFileSync(unfinished, smallDelivery().replace('A2;31.12.2022;w;402', women));
  renameSync(unfinished, path.join(farm.folder, 'deliveries/personen_2022-12-31.csv'));
}

async function addAll(farm: QueueFarm): Promise<RunRecord[]> {
  const runs: RunRecord[] = [];
  for (let n = 0; n < PUBLICATIONS; n += 1) {
    runs.push(await farm.add(SMALL_JOB, 'sync'));
    for (let m = 0; m < INTAKES / PUBLICATIONS; m += 1) runs.push(await farm.add(SMALL_JOB, 'intake'));
  }
  return runs;
}

async function waiting({ ledger }: QueueFarm): Promise<number> {
  return (await ledger.queueDepths()).reduce((sum, { depth }) => sum + depth, 0);
}

/** Redis is told which run to look at and how far it is; of what was delivered it never hears. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunRecord } from '../../src/engine/ledger.ts';
import { CANARIES, stands, withCanaries } from '../support/canaries.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { QueueFarm } from '../support/queue-farm.ts';
import { REDIS_MISSING, RedisServer } from '../support/redis.ts';
import { inhabitants, REGISTER_JOB, writeRegisterSite } from '../support/register-site.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const DELIVERY = 'einwohner_2024.csv';

describe.skipIf(REDIS_MISSING)('P27 deleted means deleted: Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    requireBuilt();
    redis = await RedisServer.start(['--rdbcompression', 'no']);
  });
  afterAll(() => redis.stop());

  async function farm(delivery: string): Promise<QueueFarm> {
    await redis.command('FLUSHALL');
    const opened = await QueueFarm.open({
      redis,
      site: (folder, simulator) => {
        writeRegisterSite(simulator, folder);
        writeFileSync(path.join(folder, 'deliveries', DELIVERY), delivery);
      },
      environment: { KMSYNC_CLAIM_SECONDS: '3' },
    });
    onTestFinished(() => opened.close());
    return opened;
  }

  function ended(queue: QueueFarm, run: RunRecord, state: RegExp): Promise<void> {
    return vi.waitFor(async () => expect(await queue.stateOf(run)).toMatch(state), {
      timeout: 120_000,
      interval: 50,
    });
  }

  function heard(said: readonly string[], what: string): Promise<void> {
    return vi.waitFor(() => expect(said.some((line) => line.includes(what))).toBe(true), {
      timeout: 60_000,
      interval: 5,
    });
  }

  const singing = (texts: Iterable<string>) => {
    const all = [...texts].join('\n');
    return [...CANARIES, DELIVERY].filter((canary) => stands(canary, all));
  };

  it('is told nothing of a delivery that is published, and keeps nothing of it', async () => {
    const queue = await farm(withCanaries(inhabitants(400)));
    const { said, stop } = await redis.overheard();
    queue.start('worker');

    const run = await queue.add(REGISTER_JOB, 'sync');
    await ended(queue, run, /^published/);
    stop();
    const kept = await redis.everything();

    expect(said.join('\n')).toContain(run.id);
    expect(said.join('\n')).toContain('Lieferung lesen und');
    expect([...kept.keys()].join('\n')).toContain('kmsync:intake:');
    expect(singing(said)).toEqual([]);
    expect(singing([...kept].flat())).toEqual([]);
  });

  it.each([
    [
      'a record with a name in a field too many',
      (text: string) => text.replace(/\r\n$/, ';Xanthippa Quarzmann\r\n'),
    ],
    ['an impossible day', (text: string) => text.replace('19610317', '19611399')],
  ])('is told nothing of a delivery that is refused: %s', async (_name, spoil) => {
    const queue = await farm(spoil(withCanaries(inhabitants(60))));
    const { said, stop } = await redis.overheard();
    queue.start('worker');

    const run = await queue.add(REGISTER_JOB, 'sync');
    await ended(queue, run, /^check_failed$/);
    stop();

    expect(said.join('\n')).toContain(run.id);
    expect(singing(said)).toEqual([]);
    expect(singing([...(await redis.everything())].flat())).toEqual([]);
  });

  it('holds the number of a run whose worker was killed while it read, and how far it was', async () => {
    const queue = await farm(withCanaries(inhabitants(40_000)));
    const { said, stop } = await redis.overheard();
    const killed = queue.start('worker');
    await heard(said, 'bzpopmin kmsync:intake:marker');
    const run = await queue.add(REGISTER_JOB, 'sync');
    const key = `kmsync:intake:${run.id}`;
    await heard(said, 'Lieferung lesen und');

    killed.signal('SIGKILL');
    await killed.finished;
    const left = await redis.everything();
    queue.start('worker');
    await ended(queue, run, /^published/);
    stop();

    expect(left.get(key)).toContain(run.id);
    expect([...left.keys()]).toContain(`${key}:logs`);
    expect(singing([...left].flat())).toEqual([]);
    expect(singing(said)).toEqual([]);
    expect(singing([...(await redis.everything())].flat())).toEqual([]);
  });
});

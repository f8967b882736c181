/** What `kmsync demo` does, on a small site: two settings put the same runs on Redis and PostgreSQL. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LEDGER_URL, REDIS_URL } from '../../src/app.ts';
import type { SyncError } from '../../src/errors.ts';
import { localBell } from '../../src/queue/bell.ts';
import { serve } from '../../src/queue/serve.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { REDIS_MISSING, RedisServer } from '../support/redis.ts';
import { openSmallApp } from '../support/small-app.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { targetContent } from '../support/target-content.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let postgres: PostgresServer;
let redis: RedisServer;

describe.skipIf(REDIS_MISSING ?? POSTGRES_MISSING)('a sync with a shared queue and ledger', () => {
  beforeAll(async () => {
    postgres = await PostgresServer.start();
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    await redis.stop();
    await postgres.stop();
  });

  async function site(settings: NodeJS.ProcessEnv) {
    const { app, folder, simulator } = await openSmallApp(settings);
    return { app, folder, content: () => targetContent(simulator.state()) };
  }

  it('publishes what it publishes without them, and nothing the second time', async () => {
    const alone = await site({});
    const shared = await site({ [REDIS_URL]: redis.url, [LEDGER_URL]: await postgres.database() });

    const expected = await alone.app.sync(SMALL_JOB);
    const first = await shared.app.sync(SMALL_JOB);
    const second = await shared.app.sync(SMALL_JOB);

    expect(first.result).toMatchObject({ state: 'published', writes: expected.result.writes });
    expect(first.result.findings).toEqual(expected.result.findings);
    expect(first.plan?.operations.length).toBe(expected.plan?.operations.length);
    expect(second.result).toMatchObject({ state: 'no_change', writes: 0 });
    expect(shared.content()).toEqual(alone.content());
    expect(readdirSync(path.join(shared.folder, 'state'))).not.toContain('ledger.db');
    expect(await shared.app.ledger.queueDepths()).toEqual([
      { queue: 'intake', depth: 0 },
      { queue: 'publish', depth: 0 },
    ]);
  });

  it('is over where it failed, also where its process is stopped as soon as that stands in the ledger', async () => {
    const { app, folder } = await site({});
    rmSync(path.join(folder, 'deliveries/personen_2022-12-31.csv'));
    const { id } = await app.ledger.enqueueNew({ job: SMALL_JOB, kind: 'sync' });
    const stop = new AbortController();
    const updateRun: typeof app.ledger.updateRun = async (run, change) => {
      await app.ledger.updateRun(run, change);
      if (change.state === 'cancelled') stop.abort();
    };
    const failures: string[] = [];
    const events = {
      due: () => undefined,
      begun: () => undefined,
      ended: () => undefined,
      parked: () => undefined,
      failed: (_job: string, error: unknown) => void failures.push((error as SyncError).code),
    };

    await serve(
      { jobs: [], chores: [] },
      {
        part: 'worker',
        ports: { ...app.ports, ledger: { ...app.ledger, updateRun }, signal: stop.signal },
        bell: localBell(),
        events,
        claimSeconds: 60,
        concurrency: 1,
      },
    );

    expect(failures).toEqual(['source.nothing-found']);
    expect((await app.ledger.run(id))?.state).toBe('cancelled');
    expect(await app.ledger.openQueued()).toEqual([]);
  });

  it('says what a run of the queue failed of', async () => {
    const { app, folder } = await site({ [REDIS_URL]: redis.url });
    rmSync(path.join(folder, 'deliveries/personen_2022-12-31.csv'));

    await expect(app.sync(SMALL_JOB)).rejects.toMatchObject({ code: 'source.nothing-found' });

    expect((await app.ledger.runs()).map(({ state }) => state)).toEqual(['cancelled']);
  });
});

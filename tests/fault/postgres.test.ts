import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { syncRun } from '../../src/engine/sync-run.ts';
import { openLedger } from '../../src/store/ledger.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { standsStill } from '../support/kmsync.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { outcome, resumeLast, sync, withEngine } from './small-run.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.skipIf(POSTGRES_MISSING)('P10 loss of the database stops writing at once', () => {
  let server: PostgresServer;
  let lane: Lane;
  let planned: Content;

  beforeAll(async () => {
    server = await PostgresServer.start();
    lane = await Lane.open({ server });
    await sync(lane);
    planned = lane.content();
    await lane.keepPlanned();
  });
  afterAll(async () => {
    await lane.close();
    await server.stop();
  });
  judgeEach(() => lane);

  it.each([1, 2, 3])(
    'stops between write %i and its read-back, and is resumed to the planned state',
    async (nth) => {
      let verified = 0;
      const stopped = await withEngine(lane, (ports) => {
        const ledger = { ...ports.ledger };
        ledger.verify = async (...read) => {
          verified += 1;
          if (verified === nth) await server.kill();
          return ports.ledger.verify(...read);
        };
        return outcome(syncRun({ job: SMALL_JOB }, { ...ports, ledger }));
      });
      const written = (await lane.writes()).length;

      expect(stopped).toBe('local ledger.unreachable');
      expect(isDeepStrictEqual(lane.content(), planned)).toBe(false);
      await server.restart();
      expect(written).toBe(nth);
      expect(await resumeLast(lane)).toMatch(/^published/);
      expect(lane.content()).toEqual(planned);
    },
    60_000,
  );
});

describe.skipIf(POSTGRES_MISSING)('P13 never two writers to one KomMonitor', () => {
  it('lets a second process take over from one that stood still beyond its lease, which then stops', async () => {
    requireBuilt();
    const server = await PostgresServer.start();
    const lane = await Lane.open({ server });
    const points = await lane.crashPoints('sync', SMALL_JOB);
    const planned = lane.content();
    await lane.keepPlanned();
    await lane.reset();
    const afterWrite =
      points.findIndex((name) => name.startsWith('after PATCH /management/spatial-units')) + 1;

    const first = lane.stopping(afterWrite, 'sync', SMALL_JOB);
    await vi.waitFor(() => expect(standsStill(first)).toBe(true), 120_000);
    expect(await lane.run('sync', SMALL_JOB)).toBe(12);
    await lane.setDatabaseClock(new Date(Date.now() + 20 * 60_000).toISOString());
    expect(await lane.run('sync', SMALL_JOB)).toBe(0);
    first.signal('SIGCONT');

    expect(await first.finished).toMatchObject({ code: 12 });
    expect(lane.content()).toEqual(planned);
    expect(await lane.violations({ left: ['publishing', 'waiting'] })).toEqual([]);
    await lane.close();
    await server.stop();
  });
});

describe.skipIf(POSTGRES_MISSING)('kmsync ledger migrate-to', () => {
  let server: PostgresServer;
  let lane: Lane;

  beforeAll(async () => {
    server = await PostgresServer.start();
    lane = await Lane.open();
    await sync(lane);
  });
  afterAll(async () => {
    await lane.close();
    await server.stop();
  });

  it('moves a ledger grown by real runs, once, and goes on counting there', async () => {
    const url = await server.database();

    expect(await lane.run('ledger', 'migrate-to', url, '--dry-run')).toBe(0);
    expect(await lane.run('ledger', 'migrate-to', url)).toBe(0);
    expect(await lane.run('ledger', 'migrate-to', url)).toBe(64);

    const before = await lane.ledger();
    const moved = await openLedger({
      url,
      sealedFolder: `${lane.site}/state/sealed`,
      now: () => new Date(),
      programVersion: 'test',
    });
    expect((await moved.runs()).map((run) => `${run.id} ${run.state}`).reverse()).toEqual(before.runs);
    expect(await moved.verifyAudit()).toMatchObject({ brokenAt: null });
    const next = await moved.startRun({ job: 'a', kind: 'check' });
    expect(next.id > (before.runs.at(-1) ?? '')).toBe(true);
    await moved.close();
  });

  it('refuses while a run holds the lease', async () => {
    const url = await server.database();
    const engine = await lane.engine();
    const lease = await engine.ports.ledger.takeLease('target x', '2026-4711', 60);

    expect(await lane.run('ledger', 'migrate-to', url)).toBe(12);

    await engine.ports.ledger.releaseLease(lease);
    await engine.close();
  });
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockOffset } from '../../src/engine/clock-offset.ts';
import { clockCheck } from '../../src/observe/health-checks.ts';
import { startHealthServer, type HealthServer } from '../../src/observe/health-server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { faketimeMissing, steppedClock } from '../support/faketime.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { onEachLedger } from '../support/temporary-ledger.ts';
import { Lane } from './lane.ts';
import { sync, withEngine } from './small-run.ts';

const LEDGERS = POSTGRES_MISSING === undefined ? ['SQLite', 'PostgreSQL'] : ['SQLite'];
/** Longer than it takes a holder of the lease to look at the clock by itself. */
const SLOW_MS = 7_000;

describe.skipIf(faketimeMissing('steps of the clock during a run'))(
  'P16 clock jumps break neither leases nor tokens',
  () => {
    describe.each(LEDGERS)('with the ledger on %s', (kind) => {
      let server: PostgresServer | undefined;
      let lane: Lane;
      beforeAll(async () => {
        requireBuilt();
        if (kind === 'PostgreSQL') server = await PostgresServer.start();
        lane = await Lane.open({ server, tokenSeconds: 5 });
      }, 180_000);
      afterAll(async () => {
        await lane.close();
        await server?.stop();
      });

      it.each([
        ['two hours forwards, then back', '+2h', '+0'],
        ['two hours back, then forwards', '-2h', '+0'],
      ])(
        'publishes while the clock is set %s',
        async (_title, first, second) => {
          await lane.reset();
          await sync(lane);
          const planned = lane.content();
          await lane.keepPlanned();
          await lane.reset();
          const file = path.join(lane.site, 'clock');
          writeFileSync(file, '+0');
          const puts = { method: 'PUT', path: '/indicators/' };
          await lane.order(
            { match: puts, action: 'delay', after: 0, times: 1, ms: SLOW_MS },
            { match: puts, action: 'delay', after: 1, times: 1, ms: SLOW_MS },
          );

          const running = lane.started(['schedule', 'run', SMALL_JOB], steppedClock(file));
          await expect.poll(() => lane.struck(), { timeout: 60_000 }).toBe(1);
          writeFileSync(file, first);
          await expect.poll(() => lane.struck(), { timeout: 60_000 }).toBe(2);
          writeFileSync(file, second);

          expect(await running.finished).toMatchObject({ code: 0 });
          expect(lane.content()).toEqual(planned);
          expect(await lane.overlappingWrites()).toBe(0);
          const { answered, refused } = await lane.logins();
          expect(refused).toBe(0);
          expect(answered).toBeGreaterThanOrEqual(3);
          expect(answered).toBeLessThan(12);
          const { auditBrokenAt, runs } = await lane.ledger();
          expect(auditBrokenAt).toBe(null);
          expect(runs.at(-1)).toMatch(/published/);
          // Begun and ended by clocks that are two hours apart.
          expect(await lane.violations({ oneClock: false, budgetMs: 3 * 3_600_000 })).toEqual([]);
        },
        90_000,
      );
    });
  },
);

onEachLedger('P16 readiness tells a clock that is wrong', (open, kind) => {
  it('turns red above 30 s and green again when the clock is right', async () => {
    const temporary = await open('2026-02-03T13:00:00.000Z');
    let wall = Date.parse('2026-02-03T13:00:00.000Z');
    let monotonic = 0;
    const offset = clockOffset(() => temporary.ledger.databaseTime(), {
      now: () => new Date(wall),
      monotonic: () => monotonic,
    });
    let text = '';
    const health: HealthServer = await startHealthServer({
      port: 0,
      program: 'test 0',
      checks: [clockCheck(offset)],
      metrics: { text: () => Promise.resolve(text), contentType: 'text/plain' },
      every: () => ({ stop: () => undefined }),
    });
    const look = async () => {
      await health.look();
      await health.look();
      text = String(Math.round(await offset()));
      return health.isReady();
    };

    expect(await look()).toBe(true);
    wall += 29_000;
    expect(await look()).toBe(true);
    wall += 2_000;
    expect(await look()).toBe(false);
    expect(text).toBe('31');
    wall -= 62_000;
    expect(await look()).toBe(false);
    wall += 31_000;
    expect(await look()).toBe(true);
    if (kind === 'sqlite') {
      // Without a clock to compare with, the time that was set is the time from then on.
      wall += 7_200_000;
      expect(await look()).toBe(false);
      monotonic += 6 * 60_000;
      wall += 6 * 60_000;
      await look();
      expect(await look()).toBe(true);
    }

    await health.close();
    await temporary.remove();
  });
});

describe('P16 a run whose ledger is a file', () => {
  it('keeps its lease though the clock makes it look expired', async () => {
    const lane = await Lane.open();
    await sync(lane);
    await lane.keepPlanned();
    await lane.reset();
    let shift = 0;
    const state = await withEngine(
      lane,
      async (ports) => {
        const { syncRun } = await import('../../src/engine/sync-run.ts');
        const { result } = await syncRun({ job: SMALL_JOB }, ports);
        return result.state;
      },
      {
        now: () => new Date(Date.now() + shift),
        operation: (done) => {
          shift = done % 2 === 0 ? 0 : 2 * 3_600_000;
        },
      },
    );

    expect(state).toMatch(/^published/);
    expect(await lane.violations({ oneClock: false, budgetMs: 3 * 3_600_000 })).toEqual([]);
    await lane.close();
  }, 180_000);
});

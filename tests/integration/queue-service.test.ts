/** A serving process and its queue, with the bell of one process and with Redis. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { QUEUES } from '../../src/engine/queue/queue-book.ts';
import { tick } from '../../src/engine/schedule/scheduler.ts';
import { claimNow } from '../../src/engine/schedule/trigger.ts';
import type { Job } from '../../src/mapping/job.ts';
import { localBell, type Bell } from '../../src/queue/bell.ts';
import { occurrences } from '../../src/queue/calendar.ts';
import { redisBell } from '../../src/queue/redis-bell.ts';
import { serve, starter, type ServeEvents } from '../../src/queue/serve.ts';
import type { StoredLedger } from '../../src/store/ledger.ts';
import { REDIS_MISSING, RedisServer } from '../support/redis.ts';
import { openSmallApp } from '../support/small-app.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { onEachLedger, temporaryLedger } from '../support/temporary-ledger.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const scheduled = (id: string, cron: string) =>
  ({ id, schedule: { cron, catchUp: 24, deliveries: [] } }) as unknown as Job;
const SILENT: ServeEvents = {
  due: () => undefined,
  begun: () => undefined,
  ended: () => undefined,
  parked: () => undefined,
  failed: (_job, error) => {
    throw error;
  },
};

let redis: RedisServer | undefined;
beforeAll(async () => {
  if (REDIS_MISSING === undefined) redis = await RedisServer.start();
});
afterAll(() => redis?.stop());

async function bellOf(mode: string): Promise<Bell> {
  const bell = redis && mode === 'Redis' ? await sharedBell(redis) : localBell();
  onTestFinished(() => bell.close());
  return bell;
}

function sharedBell({ url }: RedisServer): Promise<Bell> {
  return redisBell({ url, concurrency: 1, log: () => undefined });
}

const MODES = ['one process', ...(REDIS_MISSING === undefined ? ['Redis'] : [])];

/** Every run that waits is over. */
async function workOff(ledger: StoredLedger): Promise<string[]> {
  const keys: string[] = [];
  for (const queue of QUEUES)
    for (;;) {
      const taking = await ledger.takeQueued({ queue, seconds: 60 });
      if (taking?.outcome !== 'taken') break;
      keys.push(taking.key ?? '');
      await ledger.updateRun(taking.run.id, { state: 'no_change', finished: true });
      await ledger.leaveQueued(taking, 'done');
    }
  return keys;
}

/** The last Sunday of a month. */
function lastSunday(year: number, month: 3 | 10): string {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

const YEARS = Array.from({ length: 12 }, (_, index) => 2024 + index);

describe.each(MODES)('P14 the nights of the clock change 2024 to 2035 (%s)', (mode) => {
  it('puts each rule into the queue once, at the instant that the calendar says', async () => {
    const temporary = await temporaryLedger('2024-01-01T12:00:00.000Z');
    onTestFinished(() => temporary.remove());
    const { ledger } = temporary;
    const bell = await bellOf(mode);
    const { start, settled } = starter({ ledger, bell, events: SILENT });
    const jobs = [
      scheduled('two', '0 2 * * *'),
      scheduled('half', '30 2 * * *'),
      scheduled('three', '0 3 * * *'),
    ];
    for (const { id, schedule } of jobs) await ledger.scheduleSince(id, schedule?.cron ?? '');
    const found: string[] = [];
    const expected: string[] = [];
    for (const year of YEARS)
      for (const month of [3, 10] as const) {
        const night = lastSunday(year, month);
        const at =
          month === 3
            ? { two: '01:00', half: '01:00', three: '01:00' }
            : { two: '00:00', half: '00:30', three: '02:00' };
        expected.push(
          `${at.two} ${night}T02:00@Europe/Berlin#two`,
          `${at.half} ${night}T02:30@Europe/Berlin#half`,
          `${at.three} ${night}T03:00@Europe/Berlin#three`,
        );
        for (let quarter = 0; quarter <= 20; quarter += 1) {
          const now = new Date(Date.parse(`${night}T00:00:00Z`) + (quarter - 4) * 15 * 60_000 + 400);
          await temporary.setClock(now.toISOString());
          await tick(jobs, { ledger, calendar: occurrences, now: () => now, start, failed: SILENT.failed });
          await settled();
          for (const key of await workOff(ledger))
            if (key.startsWith(night)) found.push(`${now.toISOString().slice(11, 16)} ${key}`);
        }
      }

    expect(found.sort()).toEqual(expected.sort());
  });
});

onEachLedger('P12 five schedulers and twenty starts by hand', (open) => {
  it.skipIf(REDIS_MISSING)('are one run, also where they share a Redis', async () => {
    const own = await open('2026-02-02T12:00:00.000Z');
    onTestFinished(() => own.remove());
    await own.ledger.scheduleSince('a', '0 4 * * *');
    await own.setClock('2026-02-03T03:00:00.000Z');
    const now = () => new Date('2026-02-03T03:00:00.000Z');
    const stop = new AbortController();
    const schedulers: Promise<void>[] = [];
    let due = 0;
    for (let n = 0; n < 5; n += 1) {
      const ledger = await own.openAgain();
      const ports = { ledger, now, monotonic: () => 0, signal: stop.signal } as unknown as EnginePorts;
      const events = { ...SILENT, due: () => void (due += 1) };
      const bell = await sharedBell(redis as RedisServer);
      const options = { part: 'scheduler', ports, events, bell, claimSeconds: 120, concurrency: 1 } as const;
      schedulers.push(serve({ jobs: [scheduled('a', '0 4 * * *')], chores: [] }, options));
    }
    const byHand = await Promise.all(
      Array.from({ length: 20 }, () => claimNow('a', { ledger: own.ledger, now })),
    );
    await vi.waitFor(async () => {
      const states = (await own.ledger.occurrences()).map(({ state }) => state);
      expect(states.filter((state) => state === 'joined').length).toBeGreaterThanOrEqual(20);
    }, 30_000);
    stop.abort();
    await Promise.all(schedulers);

    const runs = await own.ledger.runs();
    expect(runs).toHaveLength(1);
    expect(new Set(byHand.map(({ run }) => run.id))).toEqual(new Set([runs[0]?.id]));
    expect(due + byHand.filter(({ first }) => first).length).toBe(1);
  });
});

describe.each(MODES)('a worker (%s)', (mode) => {
  /** A worker on the small site whose delivery does not come before the run is stopped. */
  async function stuckWorker() {
    const { app } = await openSmallApp();
    let isReading: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (isReading = resolve));
    const duva = app.ports.sources.get('duva');
    const stuck = {
      ...duva,
      async *list(_config: never, { signal }: { readonly signal: AbortSignal }) {
        isReading();
        yield await new Promise<never>((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        );
      },
    };
    const stop = new AbortController();
    const ports = {
      ...app.ports,
      sources: new Map([...app.ports.sources, ['duva', stuck as never]]),
      signal: stop.signal,
    };
    const bell = await bellOf(mode);
    const events = { ...SILENT, failed: () => undefined };
    const options = { part: 'worker', ports, bell, events, claimSeconds: 2, concurrency: 1 } as const;
    const { id } = await app.ledger.enqueueNew({ job: SMALL_JOB, kind: 'sync' });
    const served = serve({ jobs: [], chores: [] }, options);
    onTestFinished(async () => {
      stop.abort();
      await served;
    });
    await reading;
    return { ledger: app.ledger, id, stop, served };
  }

  it('stops a run that a person cancels while it reads', async () => {
    const { ledger, id } = await stuckWorker();

    expect(await ledger.cancelQueued(id)).toBe('asked');

    await vi.waitFor(async () => expect((await ledger.run(id))?.state).toBe('cancelled'), {
      timeout: 20_000,
    });
    await vi.waitFor(async () => expect(await ledger.openQueued()).toEqual([]), 20_000);
  });

  it('keeps its claim for longer than the claim lasts', async () => {
    const { ledger, id } = await stuckWorker();
    const beats = vi.spyOn(ledger, 'renewQueued');
    const begun = Date.now();

    await vi.waitFor(() => expect(beats.mock.calls.length).toBeGreaterThan(5), { timeout: 30_000 });

    expect(Date.now() - begun).toBeGreaterThan(2_000);
    expect(await ledger.takeQueued({ queue: 'intake', seconds: 2 })).toBeUndefined();
    expect(await ledger.run(id)).toMatchObject({ state: 'checking', finishedAt: null });
  });

  it('puts a run back that it has to leave, to be begun again under its number', async () => {
    const { ledger, id, stop, served } = await stuckWorker();

    stop.abort();
    await served;

    expect(await ledger.openQueued()).toEqual([{ run: id, queue: 'intake', key: null }]);
    expect(await ledger.run(id)).toMatchObject({ state: 'checking', finishedAt: null });
  });
});

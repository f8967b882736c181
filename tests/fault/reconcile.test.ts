import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { reconcile, type Reconciled } from '../../src/engine/reconcile.ts';
import { carryClaim } from '../../src/engine/schedule/carry-claim.ts';
import { CLAIM_SECONDS, claimNow, type Claim } from '../../src/engine/schedule/trigger.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { standsStill } from '../support/kmsync.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { outcome, RECONCILED_MS, sync, withEngine } from './small-run.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const MINUTE = 60_000;
const SAMPLES = 8;
const SEED = Number(process.env['KMSYNC_TEST_SEED'] ?? 20_261_127);
const SCHEDULED = ['schedule', 'run', SMALL_JOB] as const;

let lane: Lane;
let previous: Content;
let planned: Content;
let points: string[];
let requestsBeforeFourthWrite: number;
beforeAll(async () => {
  requireBuilt();
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  lane = await Lane.open();
  previous = lane.content();
  await lane.reset();
  points = await lane.crashPoints(...SCHEDULED);
  planned = lane.content();
  requestsBeforeFourthWrite = (await lane.placesOfWrites())[3] ?? 0;
  await lane.keepPlanned();
});
afterAll(async () => {
  await lane.close();
  vi.restoreAllMocks();
});
const judge = judgeEach(() => lane);

const after = (minutes: number) => () => new Date(Date.now() + minutes * MINUTE);

/** What a serving process does each minute: looks, and carries out what it has claimed. */
function round(now = after(0)): Promise<Reconciled & { readonly ended: readonly string[] }> {
  return withEngine(lane, (ports) => look(ports), { now });
}

async function look(ports: EnginePorts): Promise<Reconciled & { readonly ended: readonly string[] }> {
  const claims: Claim[] = [];
  const found = await reconcile({ ports, start: (claim) => claims.push(claim), patient: true });
  const ended: string[] = [];
  for (const claim of claims) ended.push(await outcome(carryClaim(claim, ports)));
  return { ...found, ended };
}

const pointAt = (name: RegExp) => points.findIndex((point) => name.test(point)) + 1;
const BEFORE_PLAN = /^before GET/;
const HALF_WAY = /^during PUT \/management\/indicators/;

/** Numbers of crash points, by the seed. */
function sampled(): number[] {
  let state = SEED;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: SAMPLES }, () => 1 + (next() % points.length));
}

describe('P2 a run whose process was killed is brought to its end by itself', () => {
  it('is cancelled with a reason where it had only read, and its job is free at once', async () => {
    await lane.killed(pointAt(BEFORE_PLAN), ...SCHEDULED);

    const found = await round();

    expect(found).toMatchObject({ cancelled: ['2026-0002'], resumed: [] });
    await withEngine(lane, async ({ ledger }) => {
      expect(await ledger.run('2026-0002')).toMatchObject({ state: 'cancelled' });
      expect((await ledger.findings('2026-0002')).map(({ code }) => code)).toContain('sync.run-abandoned');
      expect(await ledger.occurrences()).toMatchObject([{ state: 'interrupted' }]);
    });
    expect(await lane.run(...SCHEDULED)).toBe(0);
    expect(lane.content()).toEqual(planned);
  });

  it('does not keep its job from being started by hand, even before anybody has looked', async () => {
    await lane.killed(pointAt(BEFORE_PLAN), ...SCHEDULED);

    await lane.mustRun(...SCHEDULED);

    expect(lane.content()).toEqual(planned);
    judge({ budgetMs: RECONCILED_MS + MINUTE });
    expect(await round(after(3))).toMatchObject({ cancelled: ['2026-0002'] });
  });

  it('is carried on where it had begun to write', async () => {
    await lane.killed(pointAt(HALF_WAY), ...SCHEDULED);

    const found = await round();

    expect(found).toMatchObject({ cancelled: [], resumed: ['2026-0002'] });
    expect(found.ended[0]).toMatch(/^published/);
    expect(lane.content()).toEqual(planned);
    expect(await lane.overlappingWrites()).toBe(0);
    expect(await round()).toMatchObject({ resumed: [], waiting: [], atWork: [] });
  });

  it(`ends in the planned state wherever it was killed (seed ${SEED})`, async () => {
    const problems: string[] = [];
    for (const at of sampled()) {
      await lane.reset();
      await lane.killed(at, ...SCHEDULED);
      await round();
      // Killed between claim and beginning, a run is left alone until its claim is over.
      await round(after(3));
      const point = `${at} (${points[at - 1]})`;
      const { runs } = await lane.ledger();
      if (runs.some((run) => /checking|publishing|waiting|compensating|needs_attention/.test(run)))
        problems.push(`${point}: ${runs.join(', ')}`);
      if (![previous, planned].some((content) => isDeepStrictEqual(lane.content(), content)))
        problems.push(`${point}: the target stands in between`);
      const code = await lane.run(...SCHEDULED);
      if (code !== 0 || !isDeepStrictEqual(lane.content(), planned))
        problems.push(`${point}: the next run ended with ${code}`);
      const found = await lane.violations({ budgetMs: RECONCILED_MS + MINUTE });
      problems.push(...found.map((problem) => `${point}: ${problem}`));
    }
    await lane.reset();
    expect(problems).toEqual([]);
  }, 300_000);

  it('is carried on by kmsync reconcile as well, once for all open runs', async () => {
    await lane.killed(pointAt(HALF_WAY), 'sync', SMALL_JOB);

    expect(await lane.run('reconcile')).toBe(0);
    expect(await lane.run('reconcile')).toBe(0);

    expect(lane.content()).toEqual(planned);
    expect((await lane.ledger()).runs.at(-1)).toMatch(/2026-0002 published/);
  });
});

describe('a run that somebody works on', () => {
  it('is left alone by reconcile and by resume', async () => {
    const running = lane.stopping(pointAt(HALF_WAY), ...SCHEDULED);
    await vi.waitFor(() => expect(standsStill(running)).toBe(true), 120_000);

    const found = await round();
    const resumed = await lane.run('resume');
    running.signal('SIGCONT');

    expect(found).toMatchObject({ atWork: ['2026-0002'], cancelled: [], resumed: [] });
    expect(resumed).toBe(12);
    expect(await running.finished).toMatchObject({ code: 0 });
    expect(lane.content()).toEqual(planned);
  });

  it('is left alone while it waits for its turn', async () => {
    judge({ left: ['checking'] });
    await withEngine(lane, async (ports) => {
      await claimNow(SMALL_JOB, ports);

      expect(await look(ports)).toMatchObject({ atWork: ['2026-0002'], cancelled: [] });
    });
  });

  it('is cancelled where its claimant, on another machine, was not heard of', async () => {
    judge({ budgetMs: RECONCILED_MS + MINUTE });
    await withEngine(lane, (ports) => claimNow(SMALL_JOB, ports));

    expect(await round(after(CLAIM_SECONDS / 60 + 1))).toMatchObject({ cancelled: ['2026-0002'] });
  });
});

describe('P6 a run that waits for KomMonitor', () => {
  const unreachable = (after: number) =>
    lane.order({
      match: { path: '/management/' },
      action: 'drop-before',
      after,
      times: 100_000,
    });

  it('is tried again after one minute, then after ever longer pauses, until KomMonitor answers', async () => {
    judge({ oneClock: false, budgetMs: 3 * 60 * MINUTE });
    await unreachable(requestsBeforeFourthWrite);
    expect(await sync(lane)).toMatch(/^target /);
    await unreachable(0);

    const tries: number[] = [];
    for (const minute of [0, 1.5, 2.5, 4, 6, 9, 13, 18, 26, 35, 50, 67])
      if ((await round(after(minute))).resumed.length > 0) tries.push(minute);
    await lane.order();
    const last = await round(after(120));

    expect(tries).toEqual([1.5, 4, 9, 18, 35, 67]);
    expect(last.ended[0]).toMatch(/^published/);
    expect(lane.content()).toEqual(planned);
  });

  it('is taken back once its plan has expired', async () => {
    judge({ oneClock: false, budgetMs: 16 * 24 * 60 * MINUTE });
    await unreachable(requestsBeforeFourthWrite);
    await sync(lane);
    expect(lane.content()).not.toEqual(previous);
    expect(lane.content()).not.toEqual(planned);
    await lane.order();

    const found = await round(after(15 * 24 * 60));

    expect(found.ended).toEqual(['compensated run.compensated']);
    expect(lane.content()).toEqual(previous);
  });
});

describe('P4 a run that could not be taken back', () => {
  it('is never touched by itself, and reconcile says so with exit 11', async () => {
    judge({ left: ['needs_attention'] });
    await withEngine(lane, async (ports) => {
      await outcome(syncRun({ job: SMALL_JOB }, ports));
      await ports.ledger.updateRun('2026-0002', { state: 'needs_attention' });

      expect(await look(ports)).toMatchObject({ needsAttention: ['2026-0002'], resumed: [], cancelled: [] });
    });
    expect(await lane.run('reconcile')).toBe(11);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runNow } from '../../src/queue/run-now.ts';
import { reconcileNow } from '../../src/queue/reconcile-now.ts';
import { exitCodeOf } from '../../src/errors.ts';
import type { Judging } from '../support/invariants.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content, type OrderedFault } from './lane.ts';
import { lastRun, sync, withEngine, type EngineHook } from './small-run.ts';

/** Keycloak is not there. */
const REALM_DOWN: OrderedFault = { match: { path: '/realms/' }, action: 'drop-before', times: 100_000 };

describe('P8 the expiry of tokens during a run is invisible', () => {
  let lane: Lane;
  let planned: Content;

  async function begin(tokenSeconds: number): Promise<void> {
    lane = await Lane.open({ tokenSeconds });
    await sync(lane);
    planned = lane.content();
    await lane.keepPlanned();
    await lane.reset();
  }

  /** Runs the job; `hook` is called before each operation is followed by the next. Answers the exit code. */
  function run(hook: EngineHook = () => Promise.resolve()): Promise<number> {
    return withEngine(lane, async (ports) => {
      const verify: typeof ports.ledger.verify = async (id, seq, created) => {
        await ports.ledger.verify(id, seq, created);
        await hook(seq);
      };
      try {
        await runNow(SMALL_JOB, { ...ports, ledger: { ...ports.ledger, verify } });
        return 0;
      } catch (error) {
        return exitCodeOf(error);
      }
    });
  }

  /** What a serving process does once the pause is over. */
  const reconciled = () => withEngine(lane, reconcileNow, { now: () => new Date(Date.now() + 2 * 60_000) });

  let judging: Judging;
  beforeEach(() => {
    judging = {};
    return begin(300);
  });
  afterEach(async () => {
    const found = await lane.violations(judging);
    await lane.close();
    expect(found).toEqual([]);
  });

  it('where each lives for 5 s and every request takes one', async () => {
    await lane.close();
    await begin(5);
    const slow = { match: { path: '/management/indicators/' }, action: 'delay', ms: 600 } as const;
    await lane.order({ ...slow, times: 12 });

    expect(await run()).toBe(0);

    expect(lane.content()).toEqual(planned);
    const { answered, refused } = await lane.logins();
    expect(answered).toBeGreaterThanOrEqual(2);
    expect(refused).toBe(0);
  }, 60_000);

  it('where the keys are rotated after every write', async () => {
    expect(await run(() => lane.rotateKeys())).toBe(0);

    expect(lane.content()).toEqual(planned);
    const { answered, refused } = await lane.logins();
    expect(refused).toBeGreaterThan(3);
    expect(answered).toBeLessThanOrEqual(refused + 1);
  }, 60_000);

  it('where Keycloak is away while the token still lives', async () => {
    expect(await run((seq) => (seq === 1 ? lane.order(REALM_DOWN) : Promise.resolve()))).toBe(0);

    expect(lane.content()).toEqual(planned);
  });

  it('where Keycloak is away for 2 minutes and the token dies: the run waits and is carried on by itself', async () => {
    const expired = { match: { path: '/management/' }, action: 'expire-tokens' } as const;
    const away = (seq: number) => (seq === 2 ? lane.order(expired, REALM_DOWN) : Promise.resolve());

    // Carried on two minutes later by the clock of the ledger, not by that of KomMonitor.
    judging = { oneClock: false, budgetMs: 4 * 60_000 };

    expect(await run(away)).toBe(6);
    expect(await lastRun(lane)).toMatchObject({ state: 'waiting' });
    expect(lane.content()).not.toEqual(planned);

    await lane.order();
    const { resumed, ended } = await reconciled();
    expect(resumed).toHaveLength(1);
    expect(ended).toMatchObject([{ report: { result: { state: 'published' } } }]);
    expect(lane.content()).toEqual(planned);
    expect(await lane.overlappingWrites()).toBe(0);
  }, 60_000);

  it('but not that of the client itself: the run stops with 7 between two writes and can be carried on', async () => {
    judging = { left: ['waiting'] };

    expect(await run((seq) => (seq === 2 ? lane.revokeClient() : Promise.resolve()))).toBe(7);

    expect(await lastRun(lane)).toMatchObject({ state: 'waiting' });
    expect(
      (await lane.writes()).filter((write) => write.startsWith('PUT') || write.startsWith('PATCH')),
    ).toHaveLength(2);
    expect((await lane.ledger()).auditBrokenAt).toBe(null);
  });
});

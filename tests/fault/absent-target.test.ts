import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resumeRun } from '../../src/engine/resume-run.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, lastRun, outcome, resumeLast, sync, TITLES, withEngine } from './small-run.ts';

let lane: Lane;
let after: Content;
/** Requests to the API before each write of the run under test. */
let requestsBefore: (nth: number) => number;

beforeAll(async () => {
  lane = await Lane.open();
  await lane.reset();
  await sync(lane);
  after = lane.content();
  await lane.keepPlanned();
  const places = await lane.placesOfWrites();
  requestsBefore = (nth) => places[nth - 1] ?? 0;
}, 60_000);
judgeEach(() => lane);
afterAll(() => lane.close());

describe('KomMonitor that is away', () => {
  it.each(EACH_WRITE)('lets the run wait at $title and finish later', async ({ nth }) => {
    const match = { path: '/management/' };
    await lane.order({ match, after: requestsBefore(nth), times: 10_000, action: 'drop-before' });

    expect(await sync(lane)).toBe('target target.unreachable');
    expect((await lastRun(lane)).state).toBe('waiting');
    await lane.order();

    expect(await resumeLast(lane)).toBe('published');
    expect(lane.content()).toEqual(after);
  });

  it('is left alone by a waiting run once a later one has published', async () => {
    await lane.order({
      match: { path: '/management/' },
      after: requestsBefore(5),
      times: 10_000,
      action: 'drop-before',
    });
    await sync(lane);
    const waiting = await withEngine(lane, async (ports) => (await ports.ledger.runs())[0]?.id ?? '');
    await lane.order();
    await sync(lane);

    const resumed = await withEngine(lane, (ports) => outcome(resumeRun(waiting, ports)));

    expect(resumed).toBe('stale run.superseded');
    expect(lane.content()).toEqual(after);
  });

  it('does not keep an interrupted run from being finished later', async () => {
    const controller = new AbortController();
    const interrupt = (done: number) => {
      if (done === 3) controller.abort();
    };

    expect(await sync(lane, { signal: controller.signal, operation: interrupt })).toBe(
      'target run.interrupted',
    );
    expect(await lane.writes()).toHaveLength(3);

    expect(await resumeLast(lane)).toBe('published');
    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toEqual(TITLES);
  });
});

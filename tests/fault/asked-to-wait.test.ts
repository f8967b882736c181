import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, lastRun, resumeLast, sync } from './small-run.ts';

let lane: Lane;
let after: Content;
/** Requests of a run in which nothing goes wrong. */
let usual: number;

beforeAll(async () => {
  lane = await Lane.open();
  await lane.reset();
  await sync(lane);
  usual = await lane.requests();
  after = lane.content();
  await lane.keepPlanned();
}, 60_000);
judgeEach(() => lane);
afterAll(() => lane.close());

const READS = { method: 'GET', path: '/management/' };

describe('P7 429 and 503 are obeyed', () => {
  it.each([
    ['429 and seconds', 429, '7', 7_000, 7_000],
    ['503 and seconds', 503, '7', 7_000, 7_000],
    ['503 and a date', 503, () => new Date(Date.now() + 40_000).toUTCString(), 1_000, 40_000],
    ['503 and a date that is past', 503, () => new Date(Date.now() - 60_000).toUTCString(), 0, 0],
    ['503 and a day', 503, '86400', 60_000, 60_000],
    ['503 and nonsense', 503, 'bald', 250, 2_000],
    ['429 and nothing', 429, undefined, 250, 2_000],
  ])(
    'waits before it reads again where KomMonitor answers %s',
    async (_what, status, retryAfter, least, most) => {
      const waits: number[] = [];
      const header = typeof retryAfter === 'function' ? retryAfter() : retryAfter;
      const asked = header === undefined ? {} : { retryAfter: header };
      await lane.order({ match: READS, after: 5, times: 3, action: 'status', status, ...asked });

      expect(await sync(lane, { waited: (ms) => waits.push(ms) })).toBe('published');

      expect(waits).toHaveLength(3);
      for (const wait of waits) {
        expect(wait).toBeGreaterThanOrEqual(least);
        expect(wait).toBeLessThanOrEqual(most);
      }
      expect(lane.content()).toEqual(after);
      expect(await lane.requests()).toBe(usual + 3);
    },
  );

  it.each([429, 503])('gives up after four attempts where every read is answered %i', async (status) => {
    await lane.order({ match: READS, after: 5, times: 1_000, action: 'status', status, retryAfter: 'x' });

    expect(await sync(lane)).toBe('target target.busy');

    expect(await lane.requests()).toBeLessThan(usual);
    expect(await lane.writes()).toEqual([]);
    await lane.order();
    expect(await sync(lane)).toBe('published');
  });

  it.each(EACH_WRITE)('waits with $title where it is answered 429, and finishes later', async ({ which }) => {
    await lane.order({ ...which, action: 'status', status: 429, retryAfter: 3 });

    expect(await sync(lane)).toBe('target target.busy');
    expect((await lastRun(lane)).state).toBe('waiting');

    expect(await resumeLast(lane)).toBe('published');
    expect(lane.content()).toEqual(after);
  });

  it.each(EACH_WRITE)('reads back before $title is sent again after 503', async ({ which }) => {
    await lane.order({ ...which, action: 'status', status: 503, retryAfter: 3 });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.requests()).toBeLessThan(2 * usual);
  });
});

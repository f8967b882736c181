import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy, type Toxic } from '../support/fault-proxy.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, lastRun, resumeLast, sync, TITLES } from './small-run.ts';

/** Short, so that what hangs is given up within the test. */
const TIMEOUTS = { connect: 500, read: 1_500, write: 1_500 };
/** However bad the connection: a run of twelve operations comes back within this. */
const BOUND_MS = 60_000;
const WRITE = /^(PUT|PATCH|POST|DELETE) /;

let proxy: FaultProxy;
let lane: Lane;
let after: Content;

beforeAll(async () => {
  lane = await Lane.open({
    async door({ url }) {
      proxy = await FaultProxy.start(Number(new URL(url).port));
      return proxy.url;
    },
  });
  await sync(lane);
  after = lane.content();
  await lane.keepPlanned();
}, 60_000);
judgeEach(() => lane);
afterAll(async () => {
  await lane.close();
  await proxy.close();
});

describe('P6 slow, hanging and cut connections do not hurt', () => {
  it.each<[string, Toxic]>([
    ['every answer takes its time', { kind: 'latency', ms: 100 }],
    ['every answer comes byte by byte', { kind: 'slicer', bytes: 1 }],
    ['no more than 64 KB come in a second', { kind: 'bandwidth', bytesPerSecond: 65_536 }],
  ])(
    'publishes once where %s',
    async (_what, toxic) => {
      proxy.order({ toxic });

      expect(await sync(lane, { timeouts: { ...TIMEOUTS, read: 20_000, write: 20_000 } })).toBe('published');

      proxy.order();
      expect(lane.content()).toEqual(after);
      expect(await lane.writes()).toEqual(TITLES);
    },
    BOUND_MS,
  );

  it.each(EACH_WRITE)(
    'writes $title once where the answer to it is cut off',
    async ({ nth }) => {
      proxy.order({ toxic: { kind: 'reset-in-answer', bytes: 9 }, first: WRITE, after: nth - 1, times: 1 });

      expect(await sync(lane, { timeouts: TIMEOUTS })).toBe('published');

      expect(lane.content()).toEqual(after);
      expect(await lane.writes()).toEqual(TITLES);
    },
    BOUND_MS,
  );

  it.each(EACH_WRITE)(
    'writes $title once where the connection is reset after it was sent',
    async ({ nth }) => {
      proxy.order({ toxic: { kind: 'reset-after-request' }, first: WRITE, after: nth - 1, times: 1 });

      expect(await sync(lane, { timeouts: TIMEOUTS })).toBe('published');

      expect(lane.content()).toEqual(after);
      expect(await lane.writes()).toEqual(TITLES);
    },
    BOUND_MS,
  );

  it.each([1, 4, 7])(
    'gives write %i up in time where nothing answers, and sends it again',
    async (nth) => {
      proxy.order({ toxic: { kind: 'silent' }, first: WRITE, after: nth - 1, times: 1 });

      expect(await sync(lane, { timeouts: TIMEOUTS })).toBe('published');

      expect(lane.content()).toEqual(after);
      expect(await lane.writes()).toEqual(TITLES);
    },
    BOUND_MS,
  );

  it(
    'reads again where the answer to a read is cut off',
    async () => {
      proxy.order({ toxic: { kind: 'reset-in-answer', bytes: 40 }, first: /^GET /, times: 3 });

      expect(await sync(lane, { timeouts: TIMEOUTS })).toBe('published');

      expect(lane.content()).toEqual(after);
    },
    BOUND_MS,
  );

  it(
    'waits where nothing answers any more, and is finished later',
    async () => {
      proxy.order({ toxic: { kind: 'reset-after-request' }, first: WRITE, after: 3, times: 1 });
      let isCut = false;
      const cut = (done: number) => {
        if (done === 5 && !isCut) proxy.order({ toxic: { kind: 'silent' } });
        isCut ||= done === 5;
      };

      expect(await sync(lane, { timeouts: TIMEOUTS, operation: cut })).toMatch(/^target target\./);
      expect((await lastRun(lane)).state).toBe('waiting');
      proxy.order();

      expect(await resumeLast(lane)).toBe('published');
      expect(lane.content()).toEqual(after);
      expect(await lane.writes()).toEqual(TITLES);
    },
    BOUND_MS,
  );
});

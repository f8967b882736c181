import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { EACH_WRITE, LAST_WRITE, lastRun, sync, TITLES } from './small-run.ts';

let lane: Lane;
let before: Content;
let after: Content;

beforeAll(async () => {
  lane = await Lane.open();
  before = lane.content();
  await sync(lane);
  after = lane.content();
  await lane.keepPlanned();
}, 60_000);
const judge = judgeEach(() => lane);
afterAll(() => lane.close());

describe('P5 wrong answers from KomMonitor are noticed: a write that goes wrong once', () => {
  it('is not needed twice where nothing goes wrong', async () => {
    expect(await sync(lane)).toBe('published');

    expect(await lane.writes()).toEqual(TITLES);
    expect(lane.content()).toEqual(after);
  });

  it.each([0, 1, 2, 3, 4])('is repeated where only %i rows of values arrived', async (rows) => {
    await lane.order({ match: { method: 'PUT', path: '/indicators/' }, action: 'half-applied', rows });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(TITLES.length + 1);
  });

  it.each([0, 1, 4])('is repeated where the change of borders stopped after %i areas', async (rows) => {
    await lane.order({ match: { method: 'PUT', path: '/spatial-units/' }, action: 'half-applied', rows });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
  });

  it.each(EACH_WRITE)('is not believed where $title answers 200 and does nothing', async ({ which }) => {
    await lane.order({ ...which, action: 'lie' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(TITLES.length + 1);
  });

  it.each(EACH_WRITE)('is not repeated where $title was done and 500 answered', async ({ which }) => {
    await lane.order({ ...which, action: 'deny' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toEqual(TITLES);
  });

  it.each([0, 1, 3])('is not believed where 200 was answered and %i rows were stored', async (rows) => {
    judge({ targetLies: true });
    await lane.order({ match: { method: 'PUT', path: '/indicators/' }, action: 'drop-rows', rows });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(TITLES.length + 1);
  });

  it('is not believed where whole numbers were stored instead of the values', async () => {
    judge({ targetLies: true });
    await lane.order({ ...LAST_WRITE, action: 'round' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(TITLES.length + 1);
  });

  it('is taken back where whole numbers are stored again and again', async () => {
    judge({ targetLies: true });
    await lane.order({ ...LAST_WRITE, action: 'round', times: 3 });

    expect(await sync(lane)).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
  });

  it.each(EACH_WRITE)('is repeated where the connection breaks before $title', async ({ which }) => {
    await lane.order({ ...which, action: 'drop-before' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toHaveLength(TITLES.length + 1);
  });

  it.each(EACH_WRITE)('is not repeated where only the answer to $title got lost', async ({ which }) => {
    await lane.order({ ...which, action: 'drop-after' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
    expect(await lane.writes()).toEqual(TITLES);
  });

  it.each(EACH_WRITE)('is sent again where the token has run out before $title', async ({ which }) => {
    await lane.order({ ...which, action: 'expire-tokens' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
  });

  it('waits as long as KomMonitor asks for', async () => {
    const match = { path: '/management/' };
    await lane.order({ match, after: 12, times: 3, action: 'status', status: 503, retryAfter: 0 });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
  });
});

describe('P3 no half publication stays: a write that cannot be done', () => {
  it.each(EACH_WRITE)('takes everything back where $title is refused', async ({ which }) => {
    await lane.order({ ...which, action: 'status', status: 400 });

    expect(await sync(lane)).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
    expect((await lastRun(lane)).state).toBe('compensated');
  });

  it.each(EACH_WRITE)('takes everything back where $title fails again and again', async ({ which }) => {
    await lane.order({ ...which, times: 3, action: 'status', status: 500 });

    expect(await sync(lane)).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
  });

  it.each([0, 1, 2, 4])('takes back what %i rows of values left behind', async (rows) => {
    const match = { method: 'PUT', path: '/indicators/' };
    await lane.order({ match, after: 2, times: 3, action: 'half-applied', rows });

    expect(await sync(lane)).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(before);
  });

  it('lets the next run publish as if nothing had been', async () => {
    await lane.order({ ...LAST_WRITE, action: 'status', status: 400 });
    await sync(lane);

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(after);
  });
});

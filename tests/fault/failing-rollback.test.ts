import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollbackRun } from '../../src/engine/resume-run.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { lastRun, outcome, sync, withEngine } from './small-run.ts';

/** Every write that takes the second stage back, as a fault finds it. */
const WRITES = [
  { method: 'PUT', path: '/indicators/', after: 0 },
  { method: 'PUT', path: '/indicators/', after: 1 },
  { method: 'PUT', path: '/indicators/', after: 2 },
  { method: 'DELETE', path: '/indicators/', after: 0 },
  { method: 'DELETE', path: '/indicators/', after: 3 },
  { method: 'PATCH', path: '/indicators/', after: 0 },
  { method: 'DELETE', path: '/allFeatures$', after: 0 },
  { method: 'PUT', path: '/spatial-units/', after: 0 },
  { method: 'PATCH', path: '/spatial-units/', after: 0 },
].map(({ method, path, after }) => ({ match: { method, path }, after }));

let lane: Lane;
let previous: Content;
let published: Content;
let run: string;

function rollBack(): Promise<string> {
  return withEngine(lane, (ports) =>
    outcome(rollbackRun({ run, geometry: 'restore', mode: 'apply' }, ports)),
  );
}

beforeAll(async () => {
  lane = await Lane.open();
  previous = lane.content();
  await lane.keepPlanned();
  await sync(lane);
  published = lane.content();
  run = (await lastRun(lane)).id;
  await lane.keep();
}, 60_000);
judgeEach(() => lane);
afterAll(() => lane.close());

describe('a rollback', () => {
  it('restores the state before the run', async () => {
    expect(await rollBack()).toBe('published');

    expect(lane.content()).toEqual(previous);
    expect(await lane.writes()).toHaveLength(11);
  });

  it.each(WRITES)('leaves the publication standing where $match is refused', async (which) => {
    await lane.order({ ...which, action: 'status', status: 400 });

    expect(await rollBack()).toBe('compensated run.compensated');

    expect(lane.content()).toEqual(published);
  });

  it.each(WRITES)('succeeds where $match answers 200 and does nothing', async (which) => {
    await lane.order({ ...which, action: 'lie' });

    expect(await rollBack()).toBe('published');

    expect(lane.content()).toEqual(previous);
  });

  it.each(WRITES)('is not confused where the answer to $match gets lost', async (which) => {
    await lane.order({ ...which, action: 'drop-after' });

    expect(await rollBack()).toBe('published');

    expect(lane.content()).toEqual(previous);
  });
});

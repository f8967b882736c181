import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { sync } from './small-run.ts';

/** Every write of a first publication, as a fault finds it. */
const FIRST_WRITES = [
  { method: 'POST', path: '/spatial-units$', after: 0 },
  { method: 'POST', path: '/spatial-units$', after: 1 },
  { method: 'PATCH', path: '/spatial-units/', after: 0 },
  { method: 'PATCH', path: '/spatial-units/', after: 1 },
  { method: 'POST', path: '/indicators$', after: 0 },
  { method: 'POST', path: '/indicators$', after: 1 },
  { method: 'PUT', path: '/indicators/', after: 0 },
  { method: 'PUT', path: '/indicators/', after: 1 },
  { method: 'PUT', path: '/indicators/', after: 2 },
  { method: 'PUT', path: '/indicators/', after: 3 },
].map(({ method, path, after }) => ({ match: { method, path }, after }));

describe('a first publication', () => {
  let lane: Lane;
  let planned: Content;

  beforeAll(async () => {
    lane = await Lane.empty();
    await sync(lane);
    planned = lane.content();
    await lane.keepPlanned();
  });
  judgeEach(() => lane);
  afterAll(() => lane.close());

  it.each(FIRST_WRITES)('leaves nothing behind where $match is refused', async (which) => {
    await lane.order({ ...which, action: 'status', status: 400 });

    expect(await sync(lane)).toBe('compensated run.compensated');

    expect(lane.content()).toEqual({ units: [], indicators: [] });
  });

  it.each(FIRST_WRITES)('is complete where the answer to $match got lost', async (which) => {
    await lane.order({ ...which, action: 'drop-after' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(planned);
    expect(await lane.writes()).toHaveLength(FIRST_WRITES.length);
  });

  it.each(FIRST_WRITES)('is complete where $match answered 200 and did nothing', async (which) => {
    await lane.order({ ...which, action: 'lie' });

    expect(await sync(lane)).toBe('published');

    expect(lane.content()).toEqual(planned);
  });
});

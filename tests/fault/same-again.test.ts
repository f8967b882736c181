import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lane } from './lane.ts';
import { sync } from './small-run.ts';

describe('P1 the same delivery twice has no second effect', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await Lane.open();
  }, 60_000);
  afterAll(() => lane.close());

  it('writes nothing in the second run', async () => {
    await sync(lane);
    const published = lane.content();
    await lane.keep();
    await lane.keepPlanned();
    await lane.reset();

    expect(await sync(lane)).toBe('no_change');

    expect(await lane.writes()).toEqual([]);
    expect(lane.content()).toEqual(published);
    expect(await lane.violations()).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { seedOfRun } from '../support/seeded.ts';
import { simulateDays } from '../support/simulated-days.ts';

it('a day of simulated operation with faults at random leaves everything consistent', async () => {
  const seed = seedOfRun();

  const { problems, runs, faults } = await simulateDays(1, seed);

  expect(problems, `seed ${seed}, repeat with KMSYNC_TEST_SEED`).toEqual([]);
  // The first look at the clock only says since when the schedule counts.
  expect(runs).toBe(23);
  expect(Object.keys(faults).length).toBeGreaterThan(2);
}, 600_000);

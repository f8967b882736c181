import { expect, it } from 'vitest';
import { seedOfRun } from '../support/seeded.ts';
import { simulateDays } from '../support/simulated-days.ts';

const DAYS = 7;

it(
  'a week of simulated operation with faults at random leaves ledger, KomMonitor and audit chain consistent',
  async () => {
    const seed = seedOfRun();
    const began = performance.now();

    const { memory, problems, ...counts } = await simulateDays(DAYS, seed);

    const half = Math.floor(memory.length / 2);
    const peak = (part: typeof memory, of: 'heap' | 'rss') => Math.max(...part.map((one) => one[of]));
    const ratios = (['heap', 'rss'] as const).map(
      (of) => peak(memory.slice(half), of) / peak(memory.slice(0, half), of),
    );
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(JSON.stringify({ days: DAYS, seed, seconds, ...counts, heap: ratios[0], rss: ratios[1] }));
    expect(problems, `seed ${seed}`).toEqual([]);
    expect(Object.keys(counts.faults).length).toBeGreaterThan(8);
    const faults = Object.values(counts.faults).reduce((sum, count) => sum + count, 0);
    expect(counts.met).toBeGreaterThan(faults / 2);
    for (const ratio of ratios) expect(ratio).toBeLessThanOrEqual(1.1);
  },
  3 * 3_600_000,
);

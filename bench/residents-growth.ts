/**
 * Do time and memory of counting a register stay in proportion to the number of persons? Two million against a
 * hundred thousand, in turn, each run a process of its own.
 */
import { median, rounded, type Bench, type BenchResult } from './bench.ts';
import { measureResidents, type ResidentsRun } from './measure-residents.ts';
import { residentsFile } from './residents-file.ts';

const RUNS = 5;
const FEW = 100_000;
const MANY = 2_000_000;

interface GrowthResult extends BenchResult {
  /** Largest resident set with many persons by that with few. */
  readonly rssRatio: number;
}

export const bench: Bench = { name: 'residents-growth', run: residentsGrowth };

/** Seconds for a million persons, with many and with few. */
async function residentsGrowth(): Promise<GrowthResult> {
  const [few, many] = [await residentsFile(FEW), await residentsFile(MANY)];
  const fewRuns: ResidentsRun[] = [];
  const manyRuns: ResidentsRun[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    fewRuns.push(await measureResidents('counted', few));
    manyRuns.push(await measureResidents('counted', many));
  }
  const perMillion = (runs: readonly ResidentsRun[]) =>
    median(runs.map(({ seconds, persons }) => (seconds / persons) * 1_000_000));
  const rss = (runs: readonly ResidentsRun[]) => median(runs.map(({ rssMb }) => rssMb));
  return {
    name: bench.name,
    value: rounded(perMillion(manyRuns), 2),
    baseline: rounded(perMillion(fewRuns), 2),
    ratio: rounded(perMillion(manyRuns) / perMillion(fewRuns), 2),
    rssMb: Math.round(rss(manyRuns)),
    runs: RUNS,
    rssRatio: rounded(rss(manyRuns) / rss(fewRuns), 2),
  };
}

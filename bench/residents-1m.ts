/**
 * A million persons of a register to a cube of quarter, single year of age, sex and nationality, with every check,
 * against a bare `split(';')` loop that groups by street key, birth year, sex and nationality. Each run is a
 * process of its own.
 */
import { median, rounded, type Bench, type BenchResult } from './bench.ts';
import { measureResidents } from './measure-residents.ts';
import { residentsFile } from './residents-file.ts';

const RUNS = 5;
const PERSONS = 1_000_000;

export const bench: Bench = { name: 'residents-1m', run: residents1m };

/** Seconds. Needs `npm run build` before. */
async function residents1m(): Promise<BenchResult> {
  const path = await residentsFile(PERSONS);
  const counted = [];
  const bare = [];
  for (let run = 0; run < RUNS; run += 1) {
    bare.push(await measureResidents('bare', path));
    counted.push(await measureResidents('counted', path));
  }
  if (new Set(counted.map(({ hash }) => hash)).size !== 1) throw new Error('two runs differ');
  if ([...counted, ...bare].some(({ persons }) => persons !== PERSONS)) throw new Error('a line was lost');

  const value = median(counted.map(({ seconds }) => seconds));
  const baseline = median(bare.map(({ seconds }) => seconds));
  return {
    name: bench.name,
    value: rounded(value, 2),
    baseline: rounded(baseline, 2),
    ratio: rounded(value / baseline, 2),
    rssMb: Math.round(Math.max(...counted.map(({ rssMb }) => rssMb))),
    runs: RUNS,
  };
}

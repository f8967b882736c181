/**
 * Intake by worker processes on Redis and PostgreSQL: two of them against one, at concurrency 1 each. Both get the same
 * number of runs, which wait before the clock starts. Needs two idle cores and Redis and PostgreSQL of this machine.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresServer } from '../tests/support/postgres.ts';
import { QueueFarm } from '../tests/support/queue-farm.ts';
import { RedisServer } from '../tests/support/redis.ts';
import { WIDE_JOB, writeWideSite } from '../tests/support/wide-site.ts';
import { median, rounded, type Bench, type BenchResult } from './bench.ts';

const RUNS = 3;
/** Taken in before the clock starts, so that no process is still starting. */
const WARM_UP = 12;
const INTAKES = 120;
/** Seldom enough to take nothing from the two cores that are measured. */
const LOOK_MS = 100;
/** 10 indicators, 12 dates, 40 quarters: a delivery that is worth a worker. */
const SIZE = { indicators: 10, dates: 12, districts: 8 };

interface WorkersResult extends BenchResult {
  /** Runs per second of two workers, and of one. */
  readonly two: number;
  readonly one: number;
}

export const bench: Bench = { name: 'workers', run: workers };

/** Seconds; the ratio is that of the throughputs: above 1, two are faster. */
async function workers(): Promise<WorkersResult> {
  const postgres = await PostgresServer.start();
  const redis = await RedisServer.start();
  try {
    const times: { one: number; two: number }[] = [];
    for (let run = 0; run < RUNS; run += 1)
      times.push({ one: await timed(1, postgres, redis), two: await timed(2, postgres, redis) });
    const value = median(times.map(({ two }) => two));
    const baseline = median(times.map(({ one }) => one));
    return {
      name: bench.name,
      value: rounded(value, 2),
      baseline: rounded(baseline, 2),
      ratio: rounded(baseline / value, 2),
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      runs: RUNS,
      two: rounded(INTAKES / value, 1),
      one: rounded(INTAKES / baseline, 1),
    };
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

async function timed(count: number, postgres: PostgresServer, redis: RedisServer): Promise<number> {
  await redis.command('FLUSHALL');
  const farm = await QueueFarm.open({
    redis,
    ledgerUrl: await postgres.database(),
    site: (folder, simulator) => writeWideSite(folder, simulator, SIZE),
  });
  try {
    for (let worker = 0; worker < count; worker += 1) farm.start('worker');
    for (let n = 0; n < WARM_UP; n += 1) await farm.add(WIDE_JOB, 'intake');
    await emptied(farm);
    const runs = [];
    for (let n = 0; n < INTAKES; n += 1)
      runs.push((await farm.ledger.enqueueNew({ job: WIDE_JOB, kind: 'intake' })).id);
    const started = performance.now();
    farm.ring(runs.map((run) => ({ run, queue: 'intake', key: null })));
    await emptied(farm);
    return (performance.now() - started) / 1000;
  } finally {
    await farm.close();
  }
}

/** Until nothing waits and nothing is at work. */
async function emptied({ ledger }: QueueFarm): Promise<void> {
  for (;;) {
    const depths = await ledger.queueDepths();
    if (depths.every(({ depth }) => depth === 0)) {
      const open = (await ledger.runs({ limit: 10 })).filter(({ finishedAt }) => finishedAt === null);
      if (open.length === 0) return;
    }
    await delay(LOOK_MS);
  }
}

import { isDeepStrictEqual } from 'node:util';
import { expect, it, vi } from 'vitest';
import { Lane } from '../fault/lane.ts';
import { oneFileProgram } from '../fault/one-file-program.ts';
import { RECONCILED_MS, reconcileLater } from '../fault/small-run.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { seeded, seedOfRun } from '../support/seeded.ts';
import { SMALL_JOB } from '../support/small-site.ts';

const ATTEMPTS = 60;
const LEDGERS = POSTGRES_MISSING === undefined ? ['SQLite', 'PostgreSQL'] : ['SQLite'];

it.each(LEDGERS)(
  'a run that is killed twice or three times at random ends right, with the ledger on %s',
  async (kind) => {
    requireBuilt();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const seed = seedOfRun();
    const chance = seeded(seed);
    const server = kind === 'PostgreSQL' ? await PostgresServer.start() : undefined;
    const program = await oneFileProgram();
    const lane = await Lane.open({ server });
    lane.program = program.main;
    const previous = lane.content();
    const points = (await lane.crashPoints('sync', SMALL_JOB)).length;
    const planned = lane.content();
    await lane.keepPlanned();
    const problems: string[] = [];

    for (let number = 0; number < ATTEMPTS; number += 1) {
      await lane.reset(150);
      const kills = [1 + chance.below(points)];
      await lane.killed(kills[0] as number, 'sync', SMALL_JOB);
      while (kills.length < 3 && chance.next() < 0.7) {
        kills.push(1 + chance.below(Math.round(points / 2)));
        await lane.killed(kills.at(-1) as number, 'resume');
      }
      await lane.run('resume');
      const ends = [previous, planned].some((state) => isDeepStrictEqual(state, lane.content()));
      await reconcileLater(lane);
      const found = await lane.violations({ budgetMs: RECONCILED_MS });
      if (!ends) found.push('KomMonitor stands in between');
      problems.push(...found.map((problem) => `seed ${seed}, kills at ${kills.join(', ')}: ${problem}`));
    }

    await lane.close();
    await server?.stop();
    program.remove();
    vi.restoreAllMocks();
    console.log(JSON.stringify({ suite: 'kills', ledger: kind, seed, attempts: ATTEMPTS, points }));
    expect(problems).toEqual([]);
  },
  3 * 3_600_000,
);

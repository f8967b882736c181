/** The crash loop of the fixed plan: every numbered crash point, with the ledger on one database. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resumeRun } from '../../src/engine/resume-run.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { PostgresServer } from '../support/postgres.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content } from './lane.ts';
import { oneFileProgram, type OneFileProgram } from './one-file-program.ts';
import { RECONCILED_MS, reconcileLater } from './small-run.ts';

const MINUTE = 60_000;
/** As many processes as the smallest build machine has cores. */
const LANES = 2;
/** A look at the target takes time from the processes that are to be killed. */
const LOOK_EVERY_MS = 150;
const SYNC = ['sync', SMALL_JOB] as const;

/** A crash point of a command: its number, from 1, and what it lies before, in or after. */
interface Point {
  readonly number: number;
  readonly name: string;
}

let lanes: Lane[];
/** What stands in the target before and after the run under test. */
let previous: Content;
let planned: Content;
let points: Point[];
let server: PostgresServer | undefined;
let program: OneFileProgram;

function first(): Lane {
  const [lane] = lanes;
  if (!lane) throw new Error('there is no lane');
  return lane;
}

function numbered(names: readonly string[]): Point[] {
  return names.map((name, index) => ({ number: index + 1, name }));
}

/** Every `step`-th point, beginning with the first. */
function sampled(all: readonly Point[], step: number): Point[] {
  return all.filter((_point, index) => index % step === 0);
}

function pointAt(all: readonly Point[], name: RegExp): Point {
  const found = all.find((point) => name.test(point.name));
  if (!found) throw new Error(`there is no crash point ${name.source}`);
  return found;
}

/** Tries all points, as many at a time as there are lanes, until the test is over; answers what went wrong, by point. */
async function tryAll(
  all: readonly Point[],
  signal: AbortSignal,
  attempt: (lane: Lane, point: Point) => Promise<string[]>,
): Promise<string[]> {
  const waiting = [...all];
  const problems: string[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (let point = waiting.shift(); point && !signal.aborted; point = waiting.shift()) {
        const { number, name } = point;
        await lane.reset(LOOK_EVERY_MS);
        const found = await attempt(lane, point);
        problems.push(...found.map((problem) => `${number} ${name}: ${problem}`));
      }
    }),
  );
  return problems;
}

function stands(lane: Lane, ...states: readonly Content[]): boolean {
  const now = lane.content();
  return states.some((state) => isDeepStrictEqual(now, state));
}

/** What must hold once nothing is open any more, whatever happened before. */
async function settled(lane: Lane): Promise<string[]> {
  // A run that died while it only read is nothing to take up, and the reconciler's to end.
  await reconcileLater(lane);
  return lane.violations({ budgetMs: RECONCILED_MS });
}

export function killLoop(kind: 'SQLite' | 'PostgreSQL'): void {
  beforeAll(async () => {
    requireBuilt();
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    if (kind === 'PostgreSQL') server = await PostgresServer.start();
    program = await oneFileProgram();
    lanes = await Promise.all(Array.from({ length: LANES }, () => Lane.open({ server })));
    for (const lane of lanes) lane.program = program.main;
    previous = first().content();
    points = numbered(await first().crashPoints(...SYNC));
    planned = first().content();
    for (const lane of lanes) {
      await lane.mustRun(...SYNC);
      await lane.keepPlanned();
    }
  }, 2 * MINUTE);
  afterAll(async () => {
    await Promise.all(lanes.map((lane) => lane.close()));
    await server?.stop();
    program.remove();
    vi.restoreAllMocks();
  });

  describe('a publication that is killed', () => {
    it('has a crash point before and after every commit and every request', () => {
      const requests = points.filter(({ name }) => /^before (GET|PUT|PATCH|POST)/.test(name));
      const commits = points.filter(({ name }) => name === 'before commit');

      expect(planned).not.toEqual(previous);
      expect(commits.length).toBeGreaterThan(25);
      expect(requests.length).toBeGreaterThan(40);
      expect(points.length).toBeGreaterThan(2 * (commits.length + requests.length) - 1);
    });

    it('passes the same crash points as the program that is shipped', async () => {
      const lane = first();
      await lane.reset();
      lane.program = undefined;
      const shipped = await lane.crashPoints(...SYNC).finally(() => (lane.program = program.main));

      expect(shipped.sort()).toEqual(points.map(({ name }) => name).sort());
    });

    it(
      'leaves the planned or the previous state after resume, wherever it was killed',
      async ({ signal }) => {
        const problems = await tryAll(points, signal, async (lane, { number }) => {
          const { killedBy } = await lane.killed(number, ...SYNC);
          if (killedBy !== 'SIGKILL') return ['the process was not killed'];

          await lane.run('resume');

          if (stands(lane, planned)) return settled(lane);
          if (!stands(lane, previous)) return ['the target stands in between'];
          const code = await lane.run(...SYNC);
          if (code !== 0 || !stands(lane, planned)) return [`the next run ended with ${code}`];
          return settled(lane);
        });

        expect(problems).toEqual([]);
      },
      40 * MINUTE,
    );

    it(
      'may be killed again while it is taken up',
      async ({ signal }) => {
        const middle = pointAt(points, /^during PUT \/management\/indicators/);
        const lane = first();
        await lane.reset();
        await lane.killed(middle.number, ...SYNC);
        const again = numbered(await lane.crashPoints('resume'));

        const problems = await tryAll(sampled(again, 7), signal, async (free, { number }) => {
          await free.killed(middle.number, ...SYNC);
          await free.killed(number, 'resume');

          await free.run('resume');

          return stands(free, planned) ? settled(free) : ['the plan was not carried out'];
        });
        expect(problems).toEqual([]);
      },
      20 * MINUTE,
    );
  });

  describe('a failed publication that is killed while it is taken back', () => {
    it(
      'leaves the previous state after resume',
      async ({ signal }) => {
        const lane = first();
        const indicator = lane.idOf('Kleiner Frauenanteil');
        const match = { method: 'PUT', path: `/indicators/${indicator}` };
        const refused = { match, action: 'status', status: 400, times: 1000 } as const;
        await lane.reset();
        await lane.order(refused);
        const all = numbered(await lane.crashPoints(...SYNC));
        const failing = pointAt(all, new RegExp(`before PUT /management/indicators/${indicator}`));
        const back = all.filter(({ number }) => number > failing.number);

        const problems = await tryAll(sampled(back, 6), signal, async (free, { number }) => {
          await free.order(refused);
          await free.killed(number, ...SYNC);

          for (let again = 0; again < 3; again += 1) await free.run('resume');

          return stands(free, previous) ? settled(free) : ['the previous state does not stand there'];
        });
        expect(problems).toEqual([]);
      },
      20 * MINUTE,
    );
  });

  describe('the lease of a run that was killed', () => {
    it('keeps other runs out until the run is taken up, and is taken again by the same run', async () => {
      const lane = first();
      await lane.reset();
      await lane.killed(pointAt(points, /^during PATCH \/management\/indicators/).number, ...SYNC);

      expect(await lane.run(...SYNC)).toBe(12);
      expect(await lane.run('resume')).toBe(0);
      expect(await lane.run(...SYNC)).toBe(0);
      expect(stands(lane, planned)).toBe(true);
      expect(await settled(lane)).toEqual([]);
    });

    it('runs out, and the run that was killed then leaves alone what a later run has published', async () => {
      const lane = first();
      await lane.reset();
      await lane.killed(pointAt(points, /^after PATCH \/management\/indicators/).number, ...SYNC);
      const engine = await lane.engine({ now: () => new Date(Date.now() + 20 * MINUTE) });
      const [killed] = await engine.ports.ledger.runs();

      await lane.setDatabaseClock(new Date(Date.now() + 20 * MINUTE).toISOString());
      const later = await syncRun({ job: SMALL_JOB }, engine.ports);
      const resumed = resumeRun(killed?.id ?? '', engine.ports);

      await expect(resumed).rejects.toMatchObject({ kind: 'stale', code: 'run.superseded' });
      await engine.close();
      expect(later.result.state).toBe('published');
      expect(stands(lane, planned)).toBe(true);
      expect(await lane.violations({ oneClock: false, budgetMs: 30 * MINUTE })).toEqual([]);
    });
  });

  describe('a rollback that is killed', () => {
    it(
      'leaves the rolled-back or the previous state after resume',
      async ({ signal }) => {
        for (const lane of lanes) {
          await lane.reset();
          await lane.keepPlanned();
          await lane.mustRun(...SYNC);
          await lane.keep();
        }
        const [published] = (await first().ledger()).runs.at(-1)?.split(' ') ?? [];
        const rollback = ['rollback', published ?? '', '--apply'] as const;
        const all = numbered(await first().crashPoints(...rollback));
        expect(stands(first(), previous)).toBe(true);

        const problems = await tryAll(sampled(all, 5), signal, async (lane, { number }) => {
          await lane.killed(number, ...rollback);

          await lane.run('resume');

          if (!stands(lane, previous, planned)) return ['the target stands in between'];
          if (stands(lane, planned)) await lane.run(...rollback);
          return stands(lane, previous) ? settled(lane) : ['it could not be rolled back'];
        });
        expect(problems).toEqual([]);
      },
      20 * MINUTE,
    );
  });
}

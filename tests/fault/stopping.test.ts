import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot, programVersion } from '../../src/app.ts';
import { openPlace } from '../../src/store/ledger.ts';
import { requireBuilt } from '../support/cli-process.ts';
import type { Running } from '../support/kmsync.ts';
import { otherVersion, type OtherVersion } from '../support/other-version.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { withEngine } from './small-run.ts';

const DAY = 86_400_000;
const SERVE = ['serve', '--health-port', '0'] as const;
/** The run was published, whether by its occurrence or because it was taken up. */
const PUBLISHED = /\(klein\): (Veröffentlicht|Keine Änderung)/;
const SAMPLES = 6;
const SEED = Number(process.env['KMSYNC_TEST_SEED'] ?? 20_261_127);

let lane: Lane;
let other: OtherVersion;
let planned: Content;
/** Names of the points a service passes until the run that was due when it started is published. */
let points: string[];

beforeAll(async () => {
  requireBuilt();
  lane = await Lane.open();
  other = otherVersion('0.0.9');
  // Since yesterday, so that one occurrence is due as soon as a service starts.
  appendFileSync(
    path.join(lane.site, `jobs/${SMALL_JOB}.yaml`),
    "schedule: { cron: '0 4 * * *', catchUp: 48 }\n",
  );
  await withEngine(lane, ({ ledger }) => ledger.scheduleSince(SMALL_JOB, '0 4 * * *'), {
    now: () => new Date(Date.now() - 2 * DAY),
  });
  await lane.keep();
  const log = path.join(lane.site, 'points');
  const service = lane.signalled(0, 'SIGTERM', SERVE, log);
  await service.says(PUBLISHED);
  service.signal('SIGTERM');
  await service.finished;
  points = readFileSync(log, 'utf8').trimEnd().split('\n');
  rmSync(log);
  planned = lane.content();
  await lane.keepPlanned();
}, 120_000);
judgeEach(() => lane);
afterAll(async () => {
  await lane.close();
  other.remove();
});

const occurrences = () =>
  withEngine(lane, async ({ ledger }) =>
    (await ledger.occurrences()).map(({ state, run }) => `${run} ${state}`),
  );

/** A service of the built program, or of the same under another version. */
function ofVersion(wanted: string | undefined): Running {
  lane.program = wanted === undefined ? undefined : other.main;
  const running = lane.started(SERVE, {});
  lane.program = undefined;
  return running;
}

/** Program that began the run which was published at last. */
async function begunBy(): Promise<string | undefined> {
  const { db } = await openPlace({ file: path.join(lane.site, 'state/ledger.db') });
  const last = await db
    .selectFrom('run')
    .select('program')
    .where('state', 'like', 'published%')
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  await db.destroy();
  return last?.program;
}

async function restarted(): Promise<void> {
  const next = lane.signalled(0, 'SIGTERM', SERVE);
  await next.says(PUBLISHED);
  next.signal('SIGTERM');
  expect(await next.finished).toMatchObject({ code: 143 });
}

/** Points from the first request to the last commit of the run, sampled by the seed. */
function sampled(): number[] {
  const first = points.findIndex((name) => name.startsWith('before GET'));
  const last = points.findLastIndex((name) => /^after (PUT|PATCH|POST|GET)/.test(name));
  let state = SEED;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return Array.from({ length: SAMPLES }, () => first + 1 + (next() % (last - first)));
}

describe(`P24 stopping is clean (seed ${SEED})`, () => {
  it('ends within 30 s wherever it is told to stop, and the next start finishes the run', async () => {
    const problems: string[] = [];
    for (const at of sampled()) {
      await lane.reset();
      const service = lane.signalled(at, 'SIGTERM', SERVE);
      await service.says(/Wird angehalten/);
      const began = performance.now();
      const { code } = await service.finished;
      const seconds = (performance.now() - began) / 1000;
      const left = await occurrences();
      await restarted();

      const point = `${at} (${points[at - 1]})`;
      if (code !== 143) problems.push(`${point}: exit ${code}`);
      if (seconds > 30) problems.push(`${point}: ${seconds} s`);
      if (left.some((state) => !/ (queued|interrupted|ended)$/.test(state)))
        problems.push(`${point}: left ${left.join(', ')}`);
      const settled = await occurrences();
      if (settled.some((state) => !/ (ended|joined)$/.test(state)))
        problems.push(`${point}: settled ${settled.join(', ')}`);
      try {
        expect(lane.content()).toEqual(planned);
      } catch {
        problems.push(`${point}: the plan was not carried out`);
      }
      const found = await lane.violations();
      problems.push(...found.map((problem) => `${point}: ${problem}`));
    }
    await lane.reset();

    expect(problems).toEqual([]);
  }, 600_000);

  it.each([
    ['a second process', undefined, undefined],
    ['an updated process', '0.0.9', undefined],
    ['a process that is not updated yet', undefined, '0.0.9'],
  ])(
    'lets %s take over while the first one finishes the request under way',
    async (_what, from, to) => {
      const slow = { method: 'PUT', path: '/indicators/' };
      await lane.order({ match: slow, action: 'delay', after: 1, times: 1, ms: 4000 });
      const first = ofVersion(from);
      await first.says(/beginnt/);
      await expect.poll(() => lane.struck(), { timeout: 60_000 }).toBe(1);
      const second = ofVersion(to);
      first.signal('SIGTERM');

      expect(await first.finished).toMatchObject({ code: 143 });
      await second.says(PUBLISHED);
      second.signal('SIGTERM');

      expect(await second.finished).toMatchObject({ code: 143 });
      expect(await begunBy()).toBe(
        from === undefined ? programVersion(packageRoot()) : `kommonitor-sync ${from}`,
      );
      expect(lane.content()).toEqual(planned);
      expect(await lane.overlappingWrites()).toBe(0);
    },
    180_000,
  );
});

/** What two people have agreed to, when the process that carries it out dies. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { approveRun, submitPlan } from '../../src/engine/approval/decide.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import { planRun } from '../../src/engine/sync-run.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { seeded, seedOfRun } from '../support/seeded.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';
import { RECONCILED_MS, reconcileLater, sync, withEngine } from './small-run.ts';

const SAMPLES = 6;
const SEED = seedOfRun();
const ANNA = person('local:anna', 'sync-editor');
const BERND = person('local:bernd', 'sync-approver');

function person(subject: string, role: Role): Person {
  return { subject, name: subject, roles: new Set([role]) };
}

let lane: Lane;
let previous: Content;
let planned: Content;
beforeAll(async () => {
  requireBuilt();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  lane = await Lane.open();
  previous = lane.content();
  await sync(lane);
  planned = lane.content();
  await lane.keepPlanned();
  appendFileSync(path.join(lane.site, 'kmsync.yaml'), 'approval: { required: always }\n');
}, 60_000);
afterAll(async () => {
  await lane.close();
  vi.restoreAllMocks();
});
judgeEach(() => lane);

/** Id of the run that both have agreed to. */
function approved(): Promise<string> {
  return withEngine(lane, async (ports) => {
    const { result } = await planRun({ job: SMALL_JOB }, ports);
    const hash = result.plan.hash ?? '';
    const { approval } = await submitPlan(hash, ANNA, ports);
    await approveRun({ run: approval.run, shown: hash }, BERND, ports);
    return approval.run;
  });
}

const stateOf = (run: string) => withEngine(lane, async ({ ledger }) => (await ledger.run(run))?.state);

describe(`P20 what was approved is what is published, whenever the process dies (seed ${SEED})`, () => {
  it('can still be carried out where it died before it wrote', async () => {
    const run = await approved();
    await lane.killed(1, 'apply', run);
    expect(await stateOf(run)).toBe('approved');

    await lane.mustRun('apply', run);

    expect(lane.content()).toEqual(planned);
  }, 60_000);

  it('is carried to its end, once, wherever it was killed', async () => {
    const chance = seeded(SEED);
    const points = (await lane.crashPoints('apply', await approved())).length;
    const problems: string[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const at = 1 + chance.below(points);
      await lane.reset();
      const run = await approved();
      await lane.killed(at, 'apply', run);
      await reconcileLater(lane);
      if ((await stateOf(run)) === 'approved') await lane.run('apply', run);

      const state = await stateOf(run);
      const code = await lane.run('apply', run);
      if (!state?.startsWith('published')) problems.push(`${at}: the run is ${state}`);
      if (code !== 8) problems.push(`${at}: it could be applied again (${code})`);
      const found = await lane.violations({ oneClock: false, budgetMs: RECONCILED_MS });
      problems.push(...found.map((problem) => `${at}: ${problem}`));
    }
    await lane.reset();

    expect(problems).toEqual([]);
    expect(lane.content()).toEqual(previous);
  }, 240_000);

  it('is taken back and not to be used again where KomMonitor refuses it', async () => {
    const run = await approved();
    const puts = { method: 'PUT', path: '/indicators/' };
    await lane.order({ match: puts, after: 3, action: 'status', status: 400 });

    expect(await lane.run('apply', run)).toBe(10);

    expect(lane.content()).toEqual(previous);
    expect(await lane.run('apply', run)).toBe(8);
  }, 60_000);
});

/**
 * Every way to a write, tried with values that disclosure control has not let through: a plan that is older than the
 * rules, a plan made by hand, a rollback to values of other rules, a run that is taken up again after the rules changed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { applyRun, planRun, syncRun } from '../../src/engine/sync-run.ts';
import { resumeRun, rollbackRun } from '../../src/engine/resume-run.ts';
import { storedPlan } from '../../src/engine/stored-plan.ts';
import { SyncError } from '../../src/errors.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { planHash, type Plan } from '../../src/sync/plan.ts';
import { writePlan } from '../../src/sync/plan-text.ts';
import { REPOSITORY } from '../support/generate.ts';
import { orderFaults, readIndicators, requestsSeen, writesSeen } from '../support/simulator-reader.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const JOB = { job: 'versuch' };
const YEAR = '2023-12-31';

let simulator: Simulator;
let site: TrialSite;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  site.edit('mappings/indicators/versuch.yaml', 'disclosureClass: 0', 'disclosureClass: 1');
  // One quarter in which hardly anybody lives.
  site.rewrite('einwohner_2023.csv', (text) => text.replaceAll(/^(001;.*;)(m|w);\d+/gm, '$1$2;1'));
  app = await site.open();
});
afterEach(async () => {
  await app.close();
  site.remove();
  await simulator.close();
});

/** The same rules in a new edition, signed again. */
function signAgain(version: number): void {
  const folder = path.join(site.folder, 'config/policies');
  const text = readFileSync(path.join(REPOSITORY, 'config/policies/kreis-default.yaml'), 'utf8');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'kreis-default.yaml'), text.replace('version: 1', `version: ${version}`));
}

async function reopen(): Promise<void> {
  await app.close();
  app = await site.open();
}

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SyncError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'no failure';
}

async function inhabitants(area: string, date = YEAR): Promise<number | null | undefined> {
  const own = (await readIndicators(simulator)).find(({ name }) => name === 'Einwohner im Versuch');
  const level = own?.levels.find((name) => !name.includes('Kreis')) ?? '';
  return (await own?.values(level))?.get(area)?.get(date);
}

async function planned(): Promise<Plan> {
  const { result } = await planRun(JOB, app.ports);
  return storedPlan(app.ledger, result.plan.hash ?? '');
}

/** The plan with one value put in by hand, stored under its own hash as if it had been made by the program. */
async function forged(plan: Plan, change: Partial<Plan> = {}): Promise<string> {
  const operations = plan.operations.map((operation) =>
    operation.kind === 'put-values' && operation.indicatorId === 'versuch-einwohner'
      ? {
          ...operation,
          rows: operation.rows.map((row) =>
            row.key === '001' ? { ...row, values: row.values.map((value) => value ?? 2) } : row,
          ),
        }
      : operation,
  );
  const made: Plan = { ...plan, operations, ...change };
  const { job, target, createdAt, expiresAt } = made;
  const hash = planHash(made);
  await app.ledger.putPlan({ hash, job, target, createdAt, expiresAt, text: writePlan(made) });
  return hash;
}

describe('a value that was not let through', () => {
  it('is empty in KomMonitor where the run is as it should be', async () => {
    const { result } = await syncRun(JOB, app.ports);

    expect(result.state).toMatch(/^published/);
    expect(await inhabitants('001')).toBeNull();
    expect(await inhabitants('060')).toEqual(expect.any(Number));
  });

  it('is not published by a plan that is older than the rules', async () => {
    const plan = await planned();
    signAgain(2);
    await reopen();

    const came = await failure(applyRun(planHash(plan), app.ports));

    expect(came).toBe('stale plan.policy-changed');
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it('is not published by a plan made by hand', async () => {
    const hash = await forged(await planned());

    const came = await failure(applyRun(hash, app.ports));

    expect(came).toBe('permission release.refused');
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it.each([
    ['names no release', { record: '0'.repeat(64) }, 'permission release.refused'],
    ['names other rules', { policy: '0'.repeat(64) }, 'stale plan.policy-changed'],
  ])('is not published by a plan that %s', async (_what, change, expected) => {
    const plan = await planned();
    const hash = await forged(plan, { release: { record: '', policy: '', ...plan.release, ...change } });

    const came = await failure(applyRun(hash, app.ports));

    expect(came).toBe(expected);
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it('is not published by a plan whose text was changed afterwards', async () => {
    const plan = await planned();
    const { job, target, createdAt, expiresAt } = plan;
    const text = writePlan(plan).replace(/"values":\[null/, '"values":[2');
    const hash = 'f'.repeat(64);
    await app.ledger.putPlan({ hash, job, target, createdAt, expiresAt, text });

    const came = await failure(applyRun(hash, app.ports));

    expect(came).toBe('stale plan.unreadable');
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it('is not brought back by a rollback after the rules have changed', async () => {
    await syncRun(JOB, app.ports);
    site.rewrite('einwohner_2023.csv', (text) => text.replace(/^(060;.*;m);\d+/m, '$1;999'));
    const second = await syncRun(JOB, app.ports);
    signAgain(2);
    await reopen();
    const before = await inhabitants('060');

    const { findings } = await rollbackRun(
      { run: second.result.run, geometry: 'restore', mode: 'apply' },
      app.ports,
    );

    expect(before).toEqual(expect.any(Number));
    expect(await inhabitants('060')).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('sync.value-not-restored');
  });

  it('comes back by a rollback under the same rules, as far as it was let through', async () => {
    await syncRun(JOB, app.ports);
    const first = await inhabitants('060');
    site.rewrite('einwohner_2023.csv', (text) => text.replace(/^(060;.*;m);\d+/m, '$1;999'));
    const second = await syncRun(JOB, app.ports);
    const changed = await inhabitants('060');

    await rollbackRun({ run: second.result.run, geometry: 'restore', mode: 'apply' }, app.ports);

    expect(changed).not.toBe(first);
    expect(await inhabitants('060')).toBe(first);
    expect(await inhabitants('001')).toBeNull();
  });

  it('is not published by a run that is taken up again after the rules have changed', async () => {
    const empty = simulator.state();
    await syncRun(JOB, app.ports);
    const requests = (await requestsSeen(simulator)).filter((one) => one.path.startsWith('/management/'));
    const uploads = requests.flatMap((one, at) =>
      one.method === 'PUT' && one.path.startsWith('/management/indicators/') ? [at] : [],
    );
    simulator.restore(empty);
    // From the third upload of values on nobody answers any more.
    await orderFaults(simulator, [
      { match: { path: '/management/' }, after: uploads[2], times: 10_000, action: 'drop-before' },
    ]);
    const quick = { ...app.ports, sleep: () => Promise.resolve() };
    expect(await failure(syncRun(JOB, quick))).toBe('target target.unreachable');
    const [run] = await app.ledger.runs();
    expect(run?.state).toBe('waiting');
    await orderFaults(simulator, []);
    signAgain(2);
    await reopen();

    const came = await failure(resumeRun(run?.id ?? '', app.ports));

    expect(['compensated run.compensated', 'stale plan.policy-changed']).toContain(came);
    const standing = await readIndicators(simulator);
    const values = await Promise.all(standing.flatMap((one) => one.levels.map((level) => one.values(level))));
    const left = values.flatMap((table) => [...table.values()].flatMap((row) => [...row.values()]));
    expect(left.filter((value) => value !== null)).toEqual([]);
  });
});

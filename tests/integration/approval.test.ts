/** Nobody publishes to a KomMonitor alone: what two people agreed to is published, once, and nothing else. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  approveRun,
  expireApprovals,
  rejectRun,
  submitPlan,
  withdrawRun,
} from '../../src/engine/approval/decide.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import type { EnginePorts, EventFacts } from '../../src/engine/ports.ts';
import { resumeRun, rollbackRun } from '../../src/engine/resume-run.ts';
import { applyRun, planRun, syncRun } from '../../src/engine/sync-run.ts';
import { judgeEach } from '../fault/judge-each.ts';
import { Lane, type Content, type EngineWishes } from '../fault/lane.ts';
import { LAST_WRITE, outcome, sync, withEngine as onLane } from '../fault/small-run.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import type { Judging } from '../support/invariants.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';
import { onEachLedger, type TemporaryLedger } from '../support/temporary-ledger.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const BOTH: readonly Role[] = ['sync-editor', 'sync-approver'];
const ANNA = person('local:anna', ['sync-editor']);
const BERND = person('local:bernd', ['sync-approver']);

function person(subject: string, roles: readonly Role[]): Person {
  return { subject, name: subject, roles: new Set(roles) };
}

const LEDGERS = ['SQLite', ...(POSTGRES_MISSING === undefined ? ['PostgreSQL'] : [])];
let server: PostgresServer | undefined;
const lanes = new Map<string, { readonly lane: Lane; readonly content: Content }>();
let lane: Lane;
let before: Content;
beforeAll(async () => {
  if (POSTGRES_MISSING === undefined) server = await PostgresServer.start();
  for (const kind of LEDGERS) {
    const opened = await Lane.open(kind === 'PostgreSQL' ? { server } : {});
    lanes.set(kind, { lane: opened, content: opened.content() });
    await sync(opened);
    await opened.keepPlanned();
  }
});
afterAll(async () => {
  for (const each of lanes.values()) await each.lane.close();
  await server?.stop();
});

/** Every test begins where the first stage is published and the second lies ready, with this kind of ledger. */
function beginOn(kind: string): (own: Judging) => void {
  beforeEach(() => {
    const own = lanes.get(kind);
    if (!own) throw new RangeError(`no lane with a ledger in ${kind}`);
    lane = own.lane;
    before = own.content;
  });
  const judge = judgeEach(() => lane);
  beforeEach(writeSite);
  return judge;
}

/** The second stage lies ready, and this simulator is treated like a real KomMonitor. */
function writeSite(): void {
  rmSync(path.join(lane.site, 'config'), { recursive: true, force: true });
  rmSync(path.join(lane.site, 'deliveries'), { recursive: true, force: true });
  writeSmallSite(lane.site, lane.simulator, 'second');
  appendFileSync(path.join(lane.site, 'kmsync.yaml'), 'approval: { required: always }\n');
}

function edit(file: string, from: string | RegExp, to: string): void {
  const place = path.join(lane.site, file);
  const text = readFileSync(place, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new RangeError(`nothing to change in ${file}`);
  writeFileSync(place, changed);
}

/** A process of its own: what was learned before is in the ledger or nowhere. */
function withEngine<T>(work: (ports: EnginePorts) => Promise<T>, wishes?: EngineWishes): Promise<T> {
  return onLane(lane, work, wishes);
}

async function planned(): Promise<string> {
  const { result } = await withEngine((ports) => planRun({ job: SMALL_JOB }, ports));
  return result.plan.hash ?? '';
}

/** The run that both have agreed to. */
async function approved(): Promise<string> {
  const hash = await planned();
  const { approval } = await withEngine((ports) => submitPlan(hash, ANNA, ports));
  await withEngine((ports) => approveRun({ run: approval.run, shown: hash }, BERND, ports));
  return approval.run;
}

const apply = (named: string) => withEngine((ports) => outcome(applyRun(named, ports)));
const stateOf = (run: string) =>
  withEngine(async ({ ledger }) => {
    const record = await ledger.run(run);
    return { state: record?.state, ended: record?.finishedAt !== null };
  });

describe.each(LEDGERS)('P20 what was approved is what is published (%s)', (kind) => {
  const judge = beginOn(kind);

  it('writes nothing before two people have agreed, and then exactly the plan they saw', async () => {
    const hash = await planned();

    expect(await apply(hash)).toBe('approval approval.missing');
    const { approval } = await withEngine((ports) => submitPlan(hash.slice(0, 8), ANNA, ports));
    expect(await apply(approval.run)).toBe('approval approval.waiting');
    expect(await apply(hash)).toBe('approval approval.waiting');
    expect(await lane.writes()).toEqual([]);
    await withEngine((ports) => approveRun({ run: approval.run, shown: hash }, BERND, ports));
    const report = await withEngine((ports) => applyRun(approval.run, ports));

    expect(report.result).toMatchObject({ run: approval.run, plan: { hash } });
    expect(report.result.state).toMatch(/^published/);
    expect(lane.content()).not.toEqual(before);
    expect((await lane.ledger()).auditBrokenAt).toBeNull();
  });

  it.each<[string, () => void]>([
    ['a delivered file', () => edit('deliveries/personen_2023-12-31.csv', /;(\d+)\r?\n/, ';9$1\n')],
    ['a file of borders', () => edit('deliveries/quartiere_2023.geojson', 'Anger', 'Angerdorf')],
    ['the profile', () => edit('mappings/profiles/klein-personen.yaml', 'max: 1000000', 'max: 999999')],
    ['an indicator', () => edit('mappings/indicators/klein.yaml', 'precision: 1', 'precision: 2')],
    ['a level', () => edit('mappings/levels/klein-quartier.yaml', 'Grenze 2023 verlegt', 'Grenze verlegt')],
    ['the job', () => edit(`jobs/${SMALL_JOB}.yaml`, 'title: Ein', 'title: Mein')],
    ['the policy', changePolicy],
  ])('is stale where %s has changed since, and stays stale', async (_what, change) => {
    const run = await approved();
    change();

    const first = await apply(run);
    writeSite();
    const second = await apply(run);

    expect(first).toBe('stale approval.overtaken');
    expect(second).toBe('stale approval.decided');
    expect(await stateOf(run)).toEqual({ state: 'stale', ended: true });
    expect(await lane.writes()).toEqual([]);
    expect(lane.content()).toEqual(before);
  });

  it('is stale where the program has changed since', async () => {
    const run = await approved();

    const ended = await withEngine((ports) =>
      outcome(applyRun(run, { ...ports, program: 'kommonitor-sync 99.0.0' })),
    );

    expect(ended).toBe('stale approval.overtaken');
    expect(await lane.writes()).toEqual([]);
  });

  it('is stale where KomMonitor has changed since, and the approval is spent', async () => {
    const run = await approved();
    const state = lane.simulator.state();
    for (const indicator of state.indicators) indicator.interpretation = 'geändert';
    lane.simulator.restore(state);

    expect(await apply(run)).toBe('stale plan.stale');
    lane.simulator.restore(state);

    expect(await apply(run)).toBe('stale approval.used');
    expect(await stateOf(run)).toEqual({ state: 'stale', ended: true });
    expect(await lane.writes()).toEqual([]);
  });

  it('does not mind when the schedule of the job changes, which changes no value', async () => {
    const run = await approved();
    appendFileSync(path.join(lane.site, `jobs/${SMALL_JOB}.yaml`), "schedule: { cron: '0 4 * * *' }\n");

    expect(await apply(run)).toMatch(/^published/);
  });

  it('refuses an approval that was used, by run and by plan', async () => {
    const run = await approved();
    const { planHash } = (await withEngine(({ ledger }) => ledger.run(run))) ?? {};
    await apply(run);
    const written = await lane.writes();

    expect(await apply(run)).toBe('stale approval.used');
    expect(await apply(planHash ?? '')).toBe('stale approval.used');
    expect(await lane.writes()).toEqual(written);
  });

  it('lets one of two processes that apply at once go on', async () => {
    const run = await approved();

    const ends = await Promise.all([apply(run), apply(run)]);

    expect(ends.filter((end) => end.startsWith('published'))).toHaveLength(1);
    expect(ends).toContainEqual(expect.stringMatching(/^(stale approval.used|lease run.at-work)$/));
    expect(await lane.overlappingWrites()).toBe(0);
  });

  it('can be used after all where somebody else was writing', async () => {
    const run = await approved();
    const refused = await withEngine(async (ports) => {
      const { url } = await (await ports.session()).target.identity();
      const lease = await ports.ledger.takeLease(`target ${url}`, '2026-9999', 60);
      const ended = await outcome(applyRun(run, ports));
      await ports.ledger.releaseLease(lease);
      return ended;
    });

    expect(refused).toBe('lease lease.held');
    expect(await stateOf(run)).toEqual({ state: 'approved', ended: false });
    expect(await apply(run)).toMatch(/^published/);
  });

  it('is taken up again after an interruption without being asked for anew', async () => {
    const run = await approved();
    const stop = new AbortController();
    const operation = (done: number) => void (done === 2 && stop.abort());
    const broken = await withEngine((ports) => outcome(applyRun(run, ports)), {
      operation,
      signal: stop.signal,
    });

    const { result } = await withEngine((ports) => resumeRun(run, ports));

    expect(broken).toContain('run.interrupted');
    expect(result.state).toMatch(/^published/);
  });

  it('is over after fourteen days without a decision, and after as many without being carried out', async () => {
    judge({ budgetMs: 15 * 86_400_000 });
    const waiting = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));
    const later = new Date(Date.now() + 14 * 86_400_000 + 60_000);
    const events: string[] = [];

    const over = await withEngine(
      (ports) =>
        expireApprovals({
          ...ports,
          log: (event: string, facts: EventFacts) => events.push(`${event} ${facts['run']}`),
        }),
      { now: () => later },
    );

    expect(over).toEqual([waiting.result.run]);
    expect(events).toEqual([`Approval:Expired ${waiting.result.run}`]);
    expect(await stateOf(waiting.result.run)).toEqual({ state: 'expired', ended: true });
    const run = await approved();
    expect(await withEngine((ports) => outcome(applyRun(run, ports)), { now: () => later })).toBe(
      'stale approval.expired',
    );
    expect(await lane.writes()).toEqual([]);
  });

  it('is not approved by somebody who has seen another plan', async () => {
    const hash = await planned();
    const { approval } = await withEngine((ports) => submitPlan(hash, ANNA, ports));

    const ended = await withEngine((ports) =>
      outcomeOf(approveRun({ run: approval.run, shown: 'abcdef12' }, BERND, ports)),
    );

    expect(ended).toBe('stale approval.other-plan');
  });
});

describe.each(LEDGERS)('a run that has to wait (%s)', (kind) => {
  beginOn(kind);

  it('ends as submitted, tells so, and is not taken up by resume', async () => {
    const events: string[] = [];
    const { result } = await withEngine((ports) =>
      syncRun({ job: SMALL_JOB }, { ...ports, log: (event: string) => events.push(event) }),
    );

    expect(result).toMatchObject({ state: 'submitted', writes: 0 });
    expect(events).toContain('Approval:Waiting');
    expect(await withEngine((ports) => outcome(resumeRun(result.run, ports)))).toBe(
      'approval approval.nobody-submitted',
    );
    expect(await stateOf(result.run)).toEqual({ state: 'submitted', ended: false });
    const { approvals } = await withEngine((ports) =>
      (ports.ledger as unknown as { state(): Promise<{ approvals: unknown }> }).state(),
    );
    expect(approvals).toMatchObject([{ job: SMALL_JOB, count: 1 }]);
    expect(lane.content()).toEqual(before);
  });

  it('needs a person behind it and another one for it, where the program has submitted it', async () => {
    const { result } = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));
    const { run, plan } = result;
    const shown = plan.hash ?? '';
    const carla = person('local:carla', BOTH);

    const alone = await withEngine((ports) => outcomeOf(approveRun({ run, shown }, carla, ports)));
    await withEngine((ports) => submitPlan(run, carla, ports));
    const own = await withEngine((ports) => outcomeOf(approveRun({ run, shown }, carla, ports)));
    await withEngine((ports) => approveRun({ run, shown }, BERND, ports));

    expect(alone).toBe('approval approval.nobody-submitted');
    expect(own).toBe('permission approval.own');
    expect(await apply(run)).toMatch(/^published/);
  });

  it('gives way to the next one of its job as long as nobody stands behind it', async () => {
    const first = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));
    const second = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));
    await withEngine((ports) => submitPlan(second.result.run, ANNA, ports));
    const third = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));

    expect(await stateOf(first.result.run)).toEqual({ state: 'stale', ended: true });
    expect(await stateOf(second.result.run)).toEqual({ state: 'submitted', ended: false });
    expect(await stateOf(third.result.run)).toEqual({ state: 'submitted', ended: false });
  });

  it('is over when it is rejected with a reason, or withdrawn by whoever has submitted it', async () => {
    const hash = await planned();
    const submit = async () => (await withEngine((ports) => submitPlan(hash, ANNA, ports))).approval.run;
    const dora = person('local:dora', ['sync-editor']);

    const rejected = await submit();
    const without = await withEngine((ports) =>
      outcomeOf(rejectRun({ run: rejected, reason: ' ' }, BERND, ports)),
    );
    await withEngine((ports) => rejectRun({ run: rejected, reason: 'Stichtag falsch' }, BERND, ports));
    const withdrawn = await submit();
    const strange = await withEngine((ports) => outcomeOf(withdrawRun(withdrawn, dora, ports)));
    await withEngine((ports) => withdrawRun(withdrawn, ANNA, ports));

    expect([without, strange]).toEqual(['usage approval.no-reason', 'permission approval.not-yours']);
    expect(await stateOf(rejected)).toEqual({ state: 'rejected', ended: true });
    expect(await stateOf(withdrawn)).toEqual({ state: 'withdrawn', ended: true });
    for (const run of [rejected, withdrawn]) expect(await apply(run)).toBe('stale approval.decided');
    expect(await lane.writes()).toEqual([]);
  });

  it('names nobody in audit trail and log', async () => {
    const facts: string[] = [];
    const hash = await planned();
    await withEngine(async (ports) => {
      const listening = { ...ports, log: (...line: unknown[]) => facts.push(JSON.stringify(line)) };
      const { approval } = await submitPlan(hash, ANNA, listening);
      await approveRun({ run: approval.run, shown: hash }, BERND, listening);
    });

    expect(facts.join('\n')).toMatch(/person:[0-9a-f]{16}/);
    expect(facts.join('\n')).not.toMatch(/anna|bernd/);
  });
});

describe.each(LEDGERS)('taking back (%s)', (kind) => {
  beginOn(kind);

  it('of a published run needs two people like any other change', async () => {
    const run = await approved();
    await apply(run);
    const content = lane.content();

    const { result } = await withEngine((ports) =>
      rollbackRun({ run, geometry: 'restore', mode: 'apply' }, ports),
    );
    const unchanged = lane.content();
    await withEngine((ports) => submitPlan(result.run, ANNA, ports));
    await withEngine((ports) => approveRun({ run: result.run, shown: result.plan.hash ?? '' }, BERND, ports));

    expect(result.state).toBe('submitted');
    expect(unchanged).toEqual(content);
    expect(await apply(result.run)).toMatch(/^published/);
    expect(lane.content()).toEqual(before);
    expect((await stateOf(run)).state).toBe('rolled_back');
  });

  it('can also be planned first and submitted by the hash of its plan', async () => {
    const run = await approved();
    await apply(run);
    const { result } = await withEngine((ports) =>
      rollbackRun({ run, geometry: 'restore', mode: 'plan' }, ports),
    );
    const hash = result.plan.hash ?? '';

    const { approval } = await withEngine((ports) => submitPlan(hash, ANNA, ports));
    await withEngine((ports) => approveRun({ run: approval.run, shown: hash }, BERND, ports));

    expect(await apply(hash)).toMatch(/^published/);
    expect(lane.content()).toEqual(before);
    expect((await stateOf(run)).state).toBe('rolled_back');
  });

  it('of a failed publication asks nobody', async () => {
    const run = await approved();
    await lane.order({ ...LAST_WRITE, action: 'status', status: 400 });

    expect(await apply(run)).toBe('compensated run.compensated');
    expect(lane.content()).toEqual(before);
  });
});

onEachLedger('P21 the approver is another person', (open, kind) => {
  let temporary: TemporaryLedger;
  beforeEach(async () => {
    temporary = await open();
  });
  afterEach(() => temporary.remove());

  async function submitted(who: { submittedBy: string | null; uploadedBy?: string }): Promise<string> {
    const { ledger } = temporary;
    const run = await ledger.startRun({ job: 'a', kind: 'apply' });
    const { uploadedBy = null, submittedBy } = who;
    const expiresAt = '2026-02-17T13:00:00.000Z';
    await ledger.submit({ run: run.id, planHash: 'abcdef', basis: '{}', uploadedBy, submittedBy, expiresAt });
    return run.id;
  }

  it('by the rule of the program: neither whoever submitted nor whoever delivered', async () => {
    const run = await submitted({ submittedBy: 'local:anna', uploadedBy: 'local:ulla' });
    const approve = (by: string) => outcomeOf(temporary.ledger.actOnApproval(run, { kind: 'approve', by }));

    expect(await approve('local:anna')).toBe('permission approval.own');
    expect(await approve('local:ulla')).toBe('permission approval.own');
    expect(await approve('local:bernd')).toBe('done');
    expect(await approve('local:carla')).toBe('stale approval.decided');
    expect(await temporary.ledger.verifyAudit()).toMatchObject({ brokenAt: null });
  });

  it('by the constraint of the tables, whoever writes into them', async () => {
    const run = await submitted({ submittedBy: 'local:anna', uploadedBy: 'local:ulla' });
    const alone = await submitted({ submittedBy: null });
    const tables = await temporary.tables();
    const approve = (id: string, by: string | null) =>
      outcomeOf(
        sql`update approval set decision = 'approved', decided_by = ${by} where run = ${id}`.execute(tables),
      );
    try {
      for (const by of ['local:anna', 'local:ulla', null]) expect(await approve(run, by)).not.toBe('done');
      for (const by of ['local:anna', null]) expect(await approve(alone, by)).not.toBe('done');
      expect(
        await outcomeOf(
          sql`update approval set decision = 'rejected', decided_by = 'local:anna', reason = 'x' where run = ${run}`.execute(
            tables,
          ),
        ),
      ).not.toBe('done');
      expect(
        await outcomeOf(sql`update approval set used_at = '2026' where run = ${run}`.execute(tables)),
      ).not.toBe('done');
      expect(
        await outcomeOf(sql`update approval set decision = 'whatever' where run = ${run}`.execute(tables)),
      ).not.toBe('done');
      expect(
        await outcomeOf(
          sql`insert into permit values ('p', 'a', 'local:anna', '2026', 'local:anna', '2026')`.execute(
            tables,
          ),
        ),
      ).not.toBe('done');
      expect(await approve(run, 'local:bernd')).toBe('done');
      expect(
        await outcomeOf(
          sql`update approval set submitted_by = 'local:bernd' where run = ${run}`.execute(tables),
        ),
      ).not.toBe('done');
    } finally {
      await tables.destroy();
    }
  });

  it('also among many who decide at once: one of them', async () => {
    const run = await submitted({ submittedBy: 'local:anna' });
    const others = await Promise.all(Array.from({ length: 4 }, () => temporary.openAgain()));

    const ends = await Promise.all(
      others.map((ledger, index) =>
        outcomeOf(ledger.actOnApproval(run, { kind: 'approve', by: `local:person-${index}` })),
      ),
    );

    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
    expect(ends.filter((end) => end === 'stale approval.decided')).toHaveLength(3);
    expect(kind).toMatch(/sqlite|postgres/);
  });

  it('I6 and shows where a run has carried out another plan than was approved', async () => {
    const { ledger } = temporary;
    const run = await submitted({ submittedBy: 'local:anna' });
    await ledger.updateRun(run, { planHash: 'abcdef' });
    await ledger.actOnApproval(run, { kind: 'approve', by: 'local:bernd' });
    await ledger.actOnApproval(run, { kind: 'use' });
    const before = await ledger.verifyAll();
    await ledger.updateRun(run, { planHash: 'fedcba' });

    expect(before.problems).toEqual([]);
    expect((await ledger.verifyAll()).problems).toEqual([
      `Der Lauf ${run} hat einen anderen Plan ausgeführt, als freigegeben war.`,
    ]);
  });

  it('for the limits of a schedule as well', async () => {
    const sign = (by: string) => outcomeOf(temporary.ledger.signPermit({ id: 'p', job: 'a' }, by));

    expect(await sign('local:anna')).toBe('done');
    expect(await sign('local:anna')).toBe('permission permit.own');
    expect(await sign('local:bernd')).toBe('done');
    expect(await temporary.ledger.permit('p')).toMatchObject({
      proposedBy: 'local:anna',
      approvedBy: 'local:bernd',
    });
  });
});

describe.each(LEDGERS)('P21 the approver is another person: roles (%s)', (kind) => {
  beginOn(kind);

  it.each<[string, readonly Role[], (person: Person, run: string, ports: EnginePorts) => Promise<unknown>]>([
    ['submitting', ['sync-editor'], (who, run, ports) => submitPlan(run, who, ports)],
    ['approving', ['sync-approver'], (who, run, ports) => approveRun({ run, shown: 'abcdef' }, who, ports)],
    [
      'rejecting',
      ['sync-approver'],
      (who, run, ports) => rejectRun({ run, reason: 'Stichtag falsch' }, who, ports),
    ],
    ['withdrawing', ['sync-editor'], (who, run, ports) => withdrawRun(run, who, ports)],
  ])('%s needs %s', async (_what, allowed, work) => {
    const { result } = await withEngine((ports) => syncRun({ job: SMALL_JOB }, ports));
    for (const role of ['sync-editor', 'sync-approver', 'sync-operator'] as const) {
      if (allowed.includes(role)) continue;
      const ended = await withEngine((ports) =>
        outcomeOf(work(person('local:x', [role]), result.run, ports)),
      );
      expect(ended).toBe('permission login.role-missing');
    }
  });
});

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    const { kind = '?', code = '?' } = error as { kind?: string; code?: string };
    return `${kind} ${code}`;
  }
}

/** The site's own copy of the rules, with one of them changed. */
function changePolicy(): void {
  const shipped = readFileSync(new URL('../../config/policies/kreis-default.yaml', import.meta.url), 'utf8');
  const changed = shipped.replace(
    /^version: (\d+)/m,
    (_all, version: string) => `version: ${Number(version) + 1}`,
  );
  if (changed === shipped) throw new RangeError('no version to change');
  const folder = path.join(lane.site, 'config/policies');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'kreis-default.yaml'), changed);
}

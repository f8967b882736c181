/** What a schedule publishes by itself, once two people have agreed to its limits, and what it does not. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { approveRun, submitPlan } from '../../src/engine/approval/decide.ts';
import { permitState, signPermit } from '../../src/engine/approval/permit-job.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { runNamed } from '../../src/engine/run-frame.ts';
import { carryClaim } from '../../src/engine/schedule/carry-claim.ts';
import { claimNow } from '../../src/engine/schedule/trigger.ts';
import { localBell } from '../../src/queue/bell.ts';
import { carryTaken } from '../../src/queue/carry-taken.ts';
import { starter } from '../../src/queue/serve.ts';
import { judgeEach } from '../fault/judge-each.ts';
import { Lane } from '../fault/lane.ts';
import { withEngine } from '../fault/small-run.ts';
import { SMALL_JOB } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const someone = (subject: string, ...roles: Role[]): Person => ({
  subject,
  name: subject,
  roles: new Set(roles),
});
const SILENT = { due() {}, begun() {}, ended() {}, parked() {}, failed() {} };
const ANNA = someone('local:anna', 'sync-editor');
const OTTO = someone('local:otto', 'sync-operator');
const BERND = someone('local:bernd', 'sync-approver');
const JOB_FILE = `jobs/${SMALL_JOB}.yaml`;
const DELIVERY = 'deliveries/personen_2022-12-31.csv';

let lane: Lane;
let beginning: Record<string, string>;
beforeAll(async () => {
  lane = await Lane.empty();
  await withEngine(lane, async (ports) => runOnce(ports));
  await lane.keep();
  const former = read(DELIVERY);
  deliver(0.05);
  await withEngine(lane, async (ports) => runOnce(ports));
  await lane.keepPlanned();
  writeFileSync(path.join(lane.site, DELIVERY), former);
  appendFileSync(path.join(lane.site, 'kmsync.yaml'), 'approval: { required: always }\n');
  limits('{ largestChange: 10 }');
  beginning = Object.fromEntries([JOB_FILE, DELIVERY].map((file) => [file, read(file)]));
});
afterAll(() => lane.close());
judgeEach(() => lane);
beforeEach(() => {
  for (const [file, text] of Object.entries(beginning)) writeFileSync(path.join(lane.site, file), text);
});

const read = (file: string) => readFileSync(path.join(lane.site, file), 'utf8');

function limits(text: string): void {
  const job = read(JOB_FILE).replace(/^schedule:.*\n/m, '');
  writeFileSync(
    path.join(lane.site, JOB_FILE),
    `${job}schedule: { cron: '0 4 * * *', unattended: ${text} }\n`,
  );
}

/** The number of the first line of the delivery, made larger by a share. */
function deliver(share: number): void {
  const changed = read(DELIVERY).replace(/;(\d+)(\r?\n)/, (_all, number: string, end: string) => {
    return `;${Math.round(Number(number) * (1 + share))}${end}`;
  });
  writeFileSync(path.join(lane.site, DELIVERY), changed);
}

async function question(ports: EnginePorts) {
  const job = ports.catalogue.jobs.get(SMALL_JOB);
  if (!job) throw new RangeError('no job');
  return { job, target: (await (await ports.session()).target.identity()).url };
}

const sign = (who: Person) =>
  withEngine(lane, async (ports) => signPermit(await question(ports), who, ports));

/** As a scheduled run, claimed and carried through. */
async function runOnce(ports: EnginePorts) {
  const { key, run } = await claimNow(SMALL_JOB, ports);
  return (await carryClaim({ key, run }, ports)).result;
}

/** Longer than the first pause after a run was worked on. */
const MINUTES = 2 * 60_000;

/** What a running service does in a minute in which nothing is due. */
async function serveOnce(ports: EnginePorts): Promise<void> {
  const { start, settled } = starter({ ledger: ports.ledger, bell: localBell(), events: SILENT });
  const now = () => new Date(Date.now() + MINUTES);
  await reconcile({ ports: { ...ports, now }, start, patient: true });
  await settled();
  const taking = await ports.ledger.takeQueued({ queue: 'publish', seconds: 120 });
  if (taking?.outcome !== 'taken') return;
  await carryTaken(taking, { ports, bell: localBell(), events: SILENT, claimSeconds: 120, concurrency: 1 });
}

const scheduled = () => withEngine(lane, runOnce);

describe('unattended publication', () => {
  it('takes place within limits that two people have agreed to, and says who they were', async () => {
    await sign(OTTO);
    await sign(BERND);
    deliver(0.05);

    const { state, run, writes } = await scheduled();

    expect(state).toMatch(/^published/);
    expect(writes).toBeGreaterThan(0);
    const approval = await withEngine(lane, ({ ledger }) => ledger.approval(run));
    expect(approval).toMatchObject({
      decision: 'approved',
      submittedBy: 'local:otto',
      decidedBy: 'local:bernd',
    });
    expect(approval?.permit).toHaveLength(64);
    expect(approval?.usedAt).not.toBeNull();
  });

  it('does not take place beyond them: the run waits', async () => {
    await sign(OTTO);
    await sign(BERND);
    deliver(0.2);

    expect(await scheduled()).toMatchObject({ state: 'submitted', writes: 0 });
    expect(await lane.writes()).toEqual([]);
  });

  it('takes place beyond them once two people have agreed to the plan, and nobody has to be there', async () => {
    limits('{ largestChange: 1 }');
    await sign(OTTO);
    await sign(BERND);
    deliver(0.05);
    const { run, plan } = await scheduled();
    await withEngine(lane, (ports) => submitPlan(run, ANNA, ports));
    await withEngine(lane, (ports) => serveOnce(ports));
    expect(await lane.writes()).toEqual([]);
    await withEngine(lane, (ports) => approveRun({ run, shown: plan.hash ?? '' }, BERND, ports));

    await withEngine(lane, (ports) => serveOnce(ports));

    const { state } = await withEngine(lane, ({ ledger }) => runNamed(run, { ledger }));
    expect(state).toMatch(/^published/);
    expect((await lane.writes()).length).toBeGreaterThan(0);
    await withEngine(lane, (ports) => serveOnce(ports));
    expect(await withEngine(lane, ({ ledger }) => ledger.openRuns())).toEqual([]);
  });

  it('does not take place before the second person has agreed', async () => {
    await sign(OTTO);
    deliver(0.05);

    expect(await scheduled()).toMatchObject({ state: 'submitted', writes: 0 });
    await expect(sign(OTTO)).rejects.toMatchObject({ code: 'login.role-missing' });
    const both = someone('local:otto', 'sync-operator', 'sync-approver');
    await expect(sign(both)).rejects.toMatchObject({ code: 'permit.own' });
  });

  it('does not take place any more once a word of the limits has changed', async () => {
    await sign(OTTO);
    await sign(BERND);
    limits('{ largestChange: 11 }');
    deliver(0.05);

    expect(await scheduled()).toMatchObject({ state: 'submitted', writes: 0 });
    const { permit } = await withEngine(lane, async (ports) => permitState(await question(ports), ports));
    expect(permit).toBeUndefined();
  });

  it('is for the indicators that are named', async () => {
    limits('{ largestChange: 50, indicators: [klein-frauen] }');
    await sign(OTTO);
    await sign(BERND);
    deliver(0.05);

    expect(await scheduled()).toMatchObject({ state: 'submitted', writes: 0 });
  });

  it('does not take place where a description changes as well, whatever the percentage', async () => {
    limits('{ largestChange: 1000 }');
    await sign(OTTO);
    await sign(BERND);
    const indicators = 'mappings/indicators/klein.yaml';
    const text = read(indicators);
    writeFileSync(
      path.join(lane.site, indicators),
      text.replace('Auszählung des Melderegisters.', 'Anders.'),
    );
    deliver(0.05);

    const described = await scheduled();
    writeFileSync(path.join(lane.site, indicators), text);

    expect(described).toMatchObject({ state: 'submitted', writes: 0 });
  });
});

describe('a job without limits', () => {
  it('has nothing that anybody could agree to', async () => {
    const job = read(JOB_FILE).replace(/^schedule:.*\n/m, '');
    writeFileSync(path.join(lane.site, JOB_FILE), job);

    await expect(sign(OTTO)).rejects.toMatchObject({ code: 'permit.no-limits' });
  });
});

/** What two people agreed to for a later moment is published by the running service after it, and not before. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { approveRun, submitPlan, withdrawRun } from '../../src/engine/approval/decide.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import type { EnginePorts } from '../../src/engine/ports.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { resumeRun } from '../../src/engine/resume-run.ts';
import { applyRun, planRun } from '../../src/engine/sync-run.ts';
import { localBell } from '../../src/queue/bell.ts';
import { carryTaken } from '../../src/queue/carry-taken.ts';
import { starter } from '../../src/queue/serve.ts';
import { judgeEach } from '../fault/judge-each.ts';
import { Lane, type Content } from '../fault/lane.ts';
import { outcome, sync, withEngine as onLane } from '../fault/small-run.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOUR = 3_600_000;
/** Hours from now. */
const BEGIN = -2;
const BEFORE = -0.1;
const MOMENT = 0;
const SILENT = { due() {}, begun() {}, ended() {}, parked() {}, failed() {} };
const someone = (subject: string, role: Role): Person => ({ subject, name: subject, roles: new Set([role]) });
const ANNA = someone('local:anna', 'sync-editor');
const BERND = someone('local:bernd', 'sync-approver');

const LEDGERS = ['SQLite', ...(POSTGRES_MISSING === undefined ? ['PostgreSQL'] : [])];
let server: PostgresServer | undefined;
beforeAll(async () => {
  if (POSTGRES_MISSING === undefined) server = await PostgresServer.start();
});
afterAll(() => server?.stop());

describe.each(LEDGERS)('P20 what was approved for later is published later (%s)', (kind) => {
  let lane: Lane;
  let before: Content;
  beforeAll(async () => {
    lane = await Lane.open(kind === 'PostgreSQL' ? { server } : {});
    before = lane.content();
    await sync(lane);
    await lane.keepPlanned();
  });
  afterAll(() => lane.close());
  const judge = judgeEach(() => lane);
  beforeEach(() => {
    // Waiting for the moment is no slowness of a run.
    judge({ budgetMs: 3 * HOUR });
    for (const folder of ['config', 'deliveries'])
      rmSync(path.join(lane.site, folder), { recursive: true, force: true });
    writeSmallSite(lane.site, lane.simulator, 'second');
    appendFileSync(path.join(lane.site, 'kmsync.yaml'), 'approval: { required: always }\n');
  });

  /** Each time a process of its own. The moment is an instant ago: only then is anything written, and really now. */
  async function at<T>(hours: number, work: (ports: EnginePorts) => Promise<T>): Promise<T> {
    const now = () => new Date(Date.now() + hours * HOUR);
    await lane.setDatabaseClock(now().toISOString());
    try {
      return await onLane(lane, work, { now });
    } finally {
      await lane.setDatabaseClock(undefined);
    }
  }

  /** Both have agreed that it is published in two hours. */
  async function approved(): Promise<{ run: string; hash: string }> {
    return at(BEGIN, async (ports) => {
      const { result } = await planRun({ job: SMALL_JOB }, ports);
      const hash = result.plan.hash ?? '';
      const { approval } = await submitPlan(hash, ANNA, ports);
      const notBefore = new Date(ports.now().getTime() - BEGIN * HOUR - 1_000).toISOString();
      await approveRun({ run: approval.run, shown: hash, notBefore }, BERND, ports);
      return { run: approval.run, hash };
    });
  }

  /** What a running service does in a minute; answers the events it logged. */
  function serveOnce(hours: number): Promise<string[]> {
    return at(hours, async (own) => {
      const events: string[] = [];
      const ports: EnginePorts = { ...own, log: (event) => void events.push(event) };
      const { start, settled } = starter({ ledger: ports.ledger, bell: localBell(), events: SILENT });
      await reconcile({ ports, start, patient: true });
      await settled();
      const taking = await ports.ledger.takeQueued({ queue: 'publish', seconds: 120 });
      if (taking?.outcome === 'taken')
        await carryTaken(taking, {
          ports,
          bell: localBell(),
          events: SILENT,
          claimSeconds: 120,
          concurrency: 1,
        });
      return events;
    });
  }

  const stateOf = (run: string) => at(MOMENT, async ({ ledger }) => (await ledger.run(run))?.state);

  it('is left alone before, without a word, and is published by itself after it', async () => {
    const { run } = await approved();

    expect(await serveOnce(BEGIN)).toEqual([]);
    expect(await serveOnce(BEFORE)).toEqual([]);
    expect(await lane.writes()).toEqual([]);
    expect(lane.content()).toEqual(before);
    expect(await stateOf(run)).toBe('approved');
    await serveOnce(MOMENT);

    expect(await stateOf(run)).toMatch(/^published/);
    expect((await lane.writes()).length).toBeGreaterThan(0);
    expect((await lane.ledger()).auditBrokenAt).toBeNull();
  });

  it('is carried out by nobody before, by whatever command', async () => {
    const { run, hash } = await approved();
    const early = (work: (ports: EnginePorts) => ReturnType<typeof applyRun>) =>
      at(BEFORE, (ports) => outcome(work(ports)));

    expect(await early((ports) => applyRun(run, ports))).toBe('approval approval.not-yet');
    expect(await early((ports) => applyRun(hash, ports))).toBe('approval approval.not-yet');
    expect(await early((ports) => resumeRun(run, ports))).toBe('approval approval.not-yet');
    expect(await lane.writes()).toEqual([]);
    expect(await stateOf(run)).toBe('approved');
    expect(await at(MOMENT, (ports) => outcome(applyRun(run, ports)))).toMatch(/^published/);
  });

  it('is overtaken where a delivered file has changed by then', async () => {
    const { run } = await approved();
    const file = path.join(lane.site, 'deliveries/personen_2023-12-31.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/;(\d+)\r?\n/, ';9$1\n'));

    await serveOnce(BEFORE);
    expect(await stateOf(run)).toBe('approved');
    await serveOnce(MOMENT);

    expect(await stateOf(run)).toBe('stale');
    expect(await lane.writes()).toEqual([]);
  });

  it('is not published where it was withdrawn before', async () => {
    const { run } = await approved();

    await at(BEFORE, (ports) => withdrawRun(run, ANNA, ports));
    await serveOnce(MOMENT);

    expect(await stateOf(run)).toBe('withdrawn');
    expect(await lane.writes()).toEqual([]);
  });
});

/** Where workers share a queue, the process that serves a page does not publish itself. */
import { describe, expect, it, vi } from 'vitest';
import { REDIS_URL } from '../../src/app.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import { applyRun, planRun } from '../../src/engine/sync-run.ts';
import { localBell } from '../../src/queue/bell.ts';
import { carryTaken } from '../../src/queue/carry-taken.ts';
import { openSmallApp } from '../support/small-app.ts';
import { SMALL_JOB } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000 });

const SILENT = { begun() {}, ended() {}, parked() {}, failed() {} };
const someone = (subject: string, role: Role): Person => ({ subject, name: subject, roles: new Set([role]) });
const ANNA = someone('local:anna', 'sync-editor');
const BERND = someone('local:bernd', 'sync-approver');

/** A run that both have agreed to on the pages of the console. */
async function approved({ app }: Awaited<ReturnType<typeof openSmallApp>>): Promise<string> {
  const { result } = await planRun({ job: SMALL_JOB }, app.ports);
  const { run } = await app.desk.submit(result.run, ANNA);
  await app.desk.approve({ run, shown: result.plan.hash ?? '' }, BERND);
  await app.desk.settled();
  return run;
}

describe('an approved run', () => {
  it('is left to the workers where there is a queue that they share, and they publish it', async () => {
    // Nobody answers there: the ledger is what the workers look into.
    const small = await openSmallApp({ [REDIS_URL]: 'redis://127.0.0.1:1' });
    const { ledger, ports, desk } = small.app;
    const run = await approved(small);

    expect((await ledger.run(run))?.state).toBe('approved');
    expect(await ledger.openQueued()).toEqual([{ run, queue: 'publish', key: null }]);
    expect((await ledger.openRuns()).map(({ run: { id }, atWork }) => [id, atWork])).toEqual([[run, true]]);
    // Pressed again, it is still one place in the queue.
    await desk.goOn(run);
    expect(await ledger.openQueued()).toHaveLength(1);
    const taken = await ledger.takeQueued({ queue: 'publish', seconds: 120 });
    if (taken?.outcome !== 'taken') throw new Error('no worker gets it');
    const means = { ports, bell: localBell(), events: SILENT, claimSeconds: 120, concurrency: 1 };
    await carryTaken(taken, means);

    expect((await ledger.run(run))?.state).toMatch(/^published/);
    expect(await ledger.openQueued()).toEqual([]);
  });

  it('is published by the process itself where there is none', async () => {
    const small = await openSmallApp();
    const run = await approved(small);

    expect((await small.app.ledger.run(run))?.state).toMatch(/^published/);
    expect(await small.app.ledger.openQueued()).toEqual([]);
  });

  it('goes out once where it was handed over and somebody has carried it out meanwhile', async () => {
    const small = await openSmallApp({ [REDIS_URL]: 'redis://127.0.0.1:1' });
    const { ledger, ports } = small.app;
    const run = await approved(small);
    await applyRun(run, ports);

    expect(await ledger.takeQueued({ queue: 'publish', seconds: 120 })).toBeUndefined();
    expect((await ledger.run(run))?.state).toMatch(/^published/);
  });
});

/** A watched folder and the built program: what a run has read is filed away, what it has only looked at stays. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { inboxIn, inboxOf, type Inbox } from '../support/inbox-site.ts';
import { kmsync, startKmsync } from '../support/kmsync.ts';
import { orderFaults, readIndicators, requestsSeen, writesSeen } from '../support/simulator-reader.ts';
import { writeTrialSite, YEARS, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const TABLES = YEARS.map((year) => `einwohner_${year}.csv`);
const BOOKS = YEARS.map((year) => `hilfe_${year}.xlsx`);
const ALL = [...TABLES, ...BOOKS];

let simulator: Simulator;
let site: TrialSite;
let inbox: Inbox;
beforeAll(() => requireBuilt());
beforeEach(async () => {
  simulator = await startSimulator({ seed: defaultSeed() });
  site = await writeTrialSite(simulator);
  inbox = inboxIn(site.folder);
  site.edit('jobs/versuch.yaml', "{ files: 'einwohner_*.csv' }", inboxOf('einwohner_*.csv'));
  site.edit('jobs/versuch.yaml', "{ files: 'hilfe_*.xlsx' }", inboxOf('hilfe_*.xlsx'));
  for (const file of ALL) {
    inbox.deliver(file, site.delivery(file));
    site.withdraw(file);
  }
});
afterEach(async () => {
  await simulator.close();
  site.remove();
});

const run = (...args: string[]) => kmsync([...args, '--json'], site.folder);
const places = () => ({ waiting: inbox.waiting(), taken: inbox.taken(), refused: inbox.refused() });
const UNTOUCHED = { waiting: ALL, taken: [], refused: [] };

describe('a watched folder', () => {
  it('is emptied into „erledigt“ by a sync, and the next one needs nothing of it', async () => {
    const synced = await run('sync', 'versuch');
    const after = places();
    const again = await run('sync', 'versuch');

    expect(synced.code).toBe(0);
    expect(JSON.parse(synced.stdout)).toMatchObject({ state: 'published' });
    expect(after).toEqual({ waiting: [], taken: ALL, refused: [] });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ state: expect.stringMatching(/^no_change/), writes: 0 });
  });

  it.each([
    ['check', 0],
    ['plan', 0],
  ] as const)('stays as it is after „%s“', async (command, code) => {
    const looked = await run(command, 'versuch');

    expect(looked.code).toBe(code);
    expect(places()).toEqual(UNTOUCHED);
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it('gives a file with an error back to „zurueckgewiesen“ and keeps the others for the next run', async () => {
    const [table = ''] = TABLES;
    const sound = inbox.delivery(table);
    inbox.deliver(table, Buffer.from(sound.toString('latin1').replace('PERSONEN', 'ANZAHL'), 'latin1'));

    const refused = await run('sync', 'versuch');
    const after = places();
    inbox.deliver(table, sound);
    const corrected = await run('sync', 'versuch');

    expect(refused.code).toBe(3);
    expect(after).toEqual({ waiting: ALL.filter((file) => file !== table), taken: [], refused: [table] });
    expect(corrected.code).toBe(0);
    expect(places()).toEqual({ waiting: [], taken: ALL, refused: [table] });
    expect(await readIndicators(simulator)).toHaveLength(3);
  });

  it('keeps its files where a run is killed in the middle, and the next run takes them', async () => {
    const slowRead = {
      match: { method: 'GET', path: '^/management/spatial-units' },
      action: 'delay',
      ms: 20_000,
    };
    await orderFaults(simulator, [slowRead]);
    const running = startKmsync(['sync', 'versuch', '--json'], site.folder);
    const reading = async () =>
      (await requestsSeen(simulator)).some(
        ({ path, status }) => path.startsWith('/management/spatial-units') && status === null,
      );
    await vi.waitFor(async () => expect(await reading()).toBe(true), { timeout: 60_000, interval: 50 });

    running.signal('SIGKILL');
    const killed = await running.finished;
    const claimed = inbox.waiting();
    await orderFaults(simulator, []);
    const next = await run('sync', 'versuch');

    expect(killed).toMatchObject({ code: null, killedBy: 'SIGKILL' });
    expect(claimed).toEqual(expect.arrayContaining(ALL));
    expect(next.code).toBe(0);
    expect(JSON.parse(next.stdout)).toMatchObject({ state: 'published' });
    expect(places()).toEqual({ waiting: [], taken: ALL, refused: [] });
  });

  it('without a marker takes what has not changed between two looks', async () => {
    for (const pattern of ["'einwohner_*.csv'", "'hilfe_*.xlsx'"])
      site.edit(
        'jobs/versuch.yaml',
        `files: ${pattern}, marker: .fertig`,
        `files: ${pattern}, quietSeconds: 1`,
      );

    const synced = await run('sync', 'versuch');

    expect(synced.code).toBe(0);
    expect(inbox.waiting().filter((file) => !file.includes('.fertig'))).toEqual([]);
  });
});

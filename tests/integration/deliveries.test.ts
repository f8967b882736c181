/** The delivery calendar of a site: from the first look to the published figures. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp, WEBHOOK_SECRET, type App } from '../../src/app.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { DELIVERY_CHORE, jobCalendar } from '../../src/engine/deliveries/job-calendar.ts';
import { jobNamed } from '../../src/engine/prepare.ts';
import { checkRun, syncRun } from '../../src/engine/sync-run.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { startLocalServer, type LocalServer } from '../support/local-server.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

const RULE = `
schedule:
  cron: '0 4 * * *'
  deliveries:
    - { profile: versuch-einwohner, every: year, days: 60, remind: [14] }
`;

describe('expected deliveries', () => {
  let simulator: Simulator;
  let receiver: LocalServer;
  let site: TrialSite;
  let now = new Date('2024-01-15T10:00:00.000Z');
  const told: { kind: string; sentence: string }[] = [];
  beforeAll(async () => {
    simulator = await startSimulator({ seed: defaultSeed() });
    receiver = await startLocalServer(({ body }) => {
      told.push(JSON.parse(body) as (typeof told)[number]);
      return { status: 204 };
    });
  });
  beforeEach(async () => {
    told.length = 0;
    site = await writeTrialSite(simulator);
    appendFileSync(path.join(site.folder, 'jobs/versuch.yaml'), RULE);
    const config = path.join(site.folder, 'kmsync.yaml');
    appendFileSync(config, `\nnotify:\n  webhook: { url: "${receiver.origin}/hook" }\n`);
  });
  afterEach(() => site.remove());
  afterAll(async () => {
    await receiver.close();
    await simulator.close();
  });

  async function onDay<T>(day: string, work: (app: App) => Promise<T>): Promise<T> {
    now = new Date(`${day}T10:00:00.000Z`);
    const app = await openApp({
      site: site.folder,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET, [WEBHOOK_SECRET]: 'secret' },
      signal: new AbortController().signal,
      events: { stage: () => undefined, operation: () => undefined },
      now: () => now,
    });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  }

  const look = (app: App) => DELIVERY_CHORE.work({ ports: app.ports, start: () => undefined });
  const newest = async (app: App) =>
    (await jobCalendar(jobNamed(app.ports, 'versuch'), app.ports)).find(({ date }) => date === '2023-12-31');

  it('are told when they are missing, and followed until they are published', async () => {
    const delivery = site.delivery('einwohner_2023.csv');
    site.withdraw('einwohner_2023.csv');
    await onDay('2024-01-15', look);
    await onDay('2024-02-29', async (app) => {
      await look(app);
      await look(app);
      expect(await newest(app)).toMatchObject({ due: '2024-02-29', status: 'overdue', run: null });
      expect(await app.metrics.text()).toContain('kmsync_deliveries_overdue{job="versuch"} 1');
    });
    expect(told).toHaveLength(1);
    expect(told[0]?.kind).toBe('delivery_overdue');
    expect(told[0]?.sentence).toContain('„versuch-einwohner“ zum Stichtag 31.12.2023');

    site.deliver('einwohner_2023.csv', delivery);
    site.rewrite('einwohner_2023.csv', (text) => text.replace(/\d+(\r?\n)$/, 'viele$1'));
    await onDay('2024-03-14', async (app) => {
      const failed = await checkRun({ job: 'versuch' }, app.ports);
      expect(await newest(app)).toMatchObject({ status: 'arrived', run: failed.result.run });
      await look(app);
    });

    site.deliver('einwohner_2023.csv', delivery);
    await onDay('2024-03-15', async (app) => {
      const checked = await checkRun({ job: 'versuch' }, app.ports);
      expect(await newest(app)).toMatchObject({ status: 'checked', run: checked.result.run });
      const { result } = await syncRun({ job: 'versuch' }, app.ports);
      expect(await newest(app)).toMatchObject({ status: 'published', run: result.run });
      const read = await app.ledger.runDeliveries(result.run);
      expect(read.map(({ file, rows, dates }) => [file, rows, dates])).toContainEqual([
        'einwohner_2023.csv',
        128,
        ['2023-12-31'],
      ]);
    });
    expect(told.filter(({ kind }) => kind === 'delivery_overdue')).toHaveLength(1);
  });

  it('are shown by the command, for people and for programs', async () => {
    await onDay('2023-01-15', look);
    vi.useFakeTimers({ now: new Date('2024-03-15T10:00:00.000Z'), toFake: ['Date'] });
    const output: string[] = [];
    const written = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => output.push(String(text)) > 0);
    const ask = (...args: string[]) =>
      runCli(['node', 'kmsync', '--site', site.folder, 'schedule', 'deliveries', ...args], {
        [CLIENT_SECRET]: SIMULATOR_SECRET,
        [WEBHOOK_SECRET]: 'secret',
      });
    try {
      expect(await ask()).toBe(0);
      expect(await ask('--json')).toBe(0);
      expect(await ask('--job', 'keiner')).toBe(64);
    } finally {
      written.mockRestore();
      vi.useRealTimers();
    }
    const [text, json] = [output.slice(0, -1).join(''), output.at(-1) ?? ''];

    expect(text).toContain(
      'versuch  versuch-einwohner  Stichtag 31.12.2023: überfällig, fällig 29.02.2024\n' +
        'versuch  versuch-einwohner  Stichtag 31.12.2024: erwartet, fällig 01.03.2025\n',
    );
    expect((JSON.parse(json) as unknown[]).at(-1)).toEqual({
      job: 'versuch',
      profile: 'versuch-einwohner',
      date: '2024-12-31',
      due: '2025-03-01',
      status: 'expected',
      run: null,
    });
  });
});

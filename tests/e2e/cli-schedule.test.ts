/** The built program runs by itself: through both nights of the clock change, and until it is told to stop. */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { defaultSeed, startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { openLedger, type StoredLedger } from '../../src/store/ledger.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { FAKETIME, faketimeMissing } from '../support/faketime.ts';
import { kmsync } from '../support/kmsync.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const NO_NIGHTS = faketimeMissing('the nights of the clock change');

let simulator: Simulator;
let site: TrialSite;
/** Rule by job. */
const rules = new Map<string, string>();
beforeAll(async () => {
  requireBuilt();
  simulator = await startSimulator({ seed: defaultSeed() });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  site = await writeTrialSite(simulator);
  rules.clear();
});
afterEach(() => site.remove());

const jobFile = (job: string) => path.join(site.folder, `jobs/${job}.yaml`);

function scheduleJob(cron: string): void {
  rules.set('versuch', cron);
  appendFileSync(jobFile('versuch'), `\nschedule: { cron: '${cron}' }\n`);
}

/** The same job under another name and with another rule. */
function secondJob(id: string, cron: string): void {
  rules.set(id, cron);
  const text = readFileSync(jobFile('versuch'), 'utf8');
  writeFileSync(
    jobFile(id),
    text.replace('id: versuch', `id: ${id}`).replace(/cron: '.*'/, `cron: '${cron}'`),
  );
}

/**
 * Serves from this instant (UTC) until the line has been written, then is told to stop. The rules are known since then
 * already: a machine on which the program takes long to start must not miss the minute that it is about.
 */
async function serveFrom(instant: string, line: RegExp): Promise<{ code: number | null; stderr: string }> {
  const ledger = await openedAt(new Date(`${instant.replace(' ', 'T')}Z`));
  for (const [job, cron] of rules) await ledger.scheduleSince(job, cron);
  await ledger.close();
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--quiet', '--health-port', '0'], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      LD_PRELOAD: FAKETIME,
      FAKETIME: `@${instant}`,
      [CLIENT_SECRET]: SIMULATOR_SECRET,
      KMSYNC_SITE: site.folder,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  let told = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (told || !line.test(stderr)) return;
    told = true;
    child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr };
}

function openedAt(now: Date): Promise<StoredLedger> {
  return openLedger({
    file: path.join(site.folder, 'state/ledger.db'),
    sealedFolder: path.join(site.folder, 'state/sealed'),
    now: () => now,
    programVersion: 'test',
  });
}

async function taken(): Promise<string[]> {
  const ledger = await openedAt(new Date());
  const found = await ledger.occurrences();
  await ledger.close();
  return found.map(({ key, dueAt, state, caughtUp }) => `${dueAt} ${key} ${state} ${caughtUp}`).sort();
}

describe.skipIf(NO_NIGHTS)('P14 the built program in the nights of the clock change', () => {
  it('runs 02:30 of the spring night at 03:00', async () => {
    scheduleJob('30 2 * * *');

    const { code, stderr } = await serveFrom('2026-03-29 00:59:52', /\(versuch\): (?!.*beginnt)/);

    expect(stderr).toContain('Aufträge mit Zeitplan: versuch');
    expect(code).toBe(143);
    expect(await taken()).toEqual([
      '2026-03-29T01:00:00.000Z 2026-03-29T02:30@Europe/Berlin#versuch ended false',
    ]);
  });

  it('runs 02:30 of the autumn night at its first pass only, and a rule for every hour at both', async () => {
    scheduleJob('30 2 * * *');
    secondJob('takt', '30 * * * *');

    await serveFrom('2026-10-25 00:29:52', /\(takt\): [^]*\(versuch\): |\(versuch\): [^]*\(takt\): /);
    await serveFrom('2026-10-25 01:29:52', /\(takt\): /);

    expect(await taken()).toEqual([
      '2026-10-25T00:30:00.000Z 2026-10-25T02:30@Europe/Berlin#takt ended false',
      '2026-10-25T00:30:00.000Z 2026-10-25T02:30@Europe/Berlin#versuch ended false',
      '2026-10-25T01:30:00.000Z 2026-10-25T02:30B@Europe/Berlin#takt ended false',
    ]);
  });
});

describe('kmsync schedule', () => {
  it('spells out the nights of the clock change', async () => {
    scheduleJob('30 2 * * *');

    const text = await kmsync(['schedule', 'next', '--days', '400'], site.folder);
    const json = await kmsync(['schedule', 'next', '--days', '400', '--json'], site.folder);
    const listed = await kmsync(['schedule', 'list'], site.folder);

    expect(text.stdout).toContain(
      'Zeitumstellung: 02:30 Uhr gibt es in dieser Nacht nicht, der Lauf beginnt um 03:00 Uhr',
    );
    expect(text.stdout).toContain(
      'Zeitumstellung: 02:30 Uhr gibt es in dieser Nacht zweimal, dies ist das erste Mal',
    );
    expect((JSON.parse(json.stdout) as unknown[]).length).toBeGreaterThanOrEqual(399);
    expect(listed.stdout).toContain('letzter Termin:  keiner');
  });

  it('starts a job by hand once, and tells the others its run', async () => {
    const started = await Promise.all(
      Array.from({ length: 3 }, () => kmsync(['schedule', 'run', 'versuch', '--json'], site.folder)),
    );
    const answers = started.map(({ stdout }) => JSON.parse(stdout) as { run: string; running?: boolean });

    expect(started.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(answers.map(({ run }) => run)).size).toBe(1);
    expect(answers.filter(({ running }) => running === true)).toHaveLength(2);
  });

  it('is paused for a reason by who runs it, and goes on', async () => {
    scheduleJob('30 2 * * *');
    const password = path.join(site.folder, 'kennwort');
    writeFileSync(password, 'regen lampe kreide boot\n');
    const run = (...args: string[]) => kmsync(args, site.folder, { KMSYNC_PASSWORD_FILE: password });
    await run('accounts', 'add', 'olga', '--role', 'sync-operator');
    await run('accounts', 'add', 'anna', '--role', 'sync-editor');
    const listed = async () => {
      const [line] = JSON.parse((await run('schedule', 'list', '--json')).stdout) as { paused: unknown }[];
      return line?.paused;
    };

    const refused = await run('schedule', 'pause', 'versuch', '--reason', 'Umbau', '--as', 'anna');
    expect(refused.code).toBe(7);
    const paused = await run('schedule', 'pause', 'versuch', '--reason', 'Umbau', '--as', 'olga');
    expect(paused.stdout).toBe('Der Zeitplan ist angehalten. Fortsetzen: kmsync schedule resume versuch\n');
    expect(await listed()).toBe('Umbau');
    const again = await run('schedule', 'pause', 'versuch', '--reason', 'x', '--as', 'olga');
    expect([again.code, again.stderr]).toEqual([64, expect.stringContaining('schedule.paused')]);
    const resumed = await run('schedule', 'resume', 'versuch', '--as', 'olga', '--json');
    expect(JSON.parse(resumed.stdout)).toEqual({ job: 'versuch', state: 'running' });
    expect(await listed()).toBeNull();
  });

  it('refuses a part of the service that needs a common queue', async () => {
    const refused = await kmsync(['serve', 'worker'], site.folder);

    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('queue.in-process');
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openApp } from '../../src/app.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { POSTGRES_MISSING, PostgresServer } from '../support/postgres.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content } from './lane.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SYNC = ['sync', SMALL_JOB] as const;

let lane: Lane;
let planned: Content;
let middle: number[];
let folder: string;

beforeAll(async () => {
  requireBuilt();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  lane = await Lane.open();
  const points = await lane.crashPoints(...SYNC);
  planned = lane.content();
  await lane.keepPlanned();
  middle = points.flatMap((name, index) => (/^after (PUT|PATCH) .*indicators/.test(name) ? [index + 1] : []));
});
afterAll(() => lane.close());
beforeEach(async () => {
  await lane.reset();
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-backup-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

function at(site: string, ...args: readonly string[]): Promise<number> {
  return runCli(['node', 'kmsync', '--site', site, '--quiet', ...args], {
    KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET,
  });
}

async function restored(): Promise<string> {
  const site = path.join(folder, 'elsewhere');
  expect(await at(site, 'restore', path.join(folder, 'backup'))).toBe(0);
  return site;
}

async function inLedger<T>(
  site: string,
  ask: (app: Awaited<ReturnType<typeof openApp>>) => Promise<T>,
): Promise<T> {
  const app = await openApp({
    site,
    environment: {},
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
    catalogue: 'none',
  });
  try {
    return await ask(app);
  } finally {
    await app.close();
  }
}

describe('P26 a backup can really be restored', () => {
  it('taken between two writes, restored elsewhere and resumed it ends in the planned state', async () => {
    expect(middle.length).toBeGreaterThan(1);
    await lane.killed(middle[1] ?? 0, ...SYNC);
    expect(lane.content()).not.toEqual(planned);
    expect(await lane.run('backup', path.join(folder, 'backup'))).toBe(0);
    const site = await restored();

    expect(await at(site, 'resume')).toBe(0);

    expect(lane.content()).toEqual(planned);
    expect(await at(site, 'verify')).toBe(0);
    expect(await lane.violations({}, site)).toEqual([]);
  });

  it('is older than KomMonitor where the run went on after the backup, and resuming changes nothing', async () => {
    await lane.killed(middle[0] ?? 0, ...SYNC);
    expect(await lane.run('backup', path.join(folder, 'backup'))).toBe(0);
    expect(await lane.run('resume')).toBe(0);
    expect(lane.content()).toEqual(planned);
    // What the older ledger does not know of is written again, and stands in its own audit trail alone.
    expect(await lane.violations()).toEqual([]);
    const site = await restored();

    expect(await at(site, 'resume')).toBe(0);

    expect(lane.content()).toEqual(planned);
    expect(await at(site, 'verify')).toBe(0);
  });

  it('tells the first run after it that the ledger may be older than KomMonitor, and no second one', async () => {
    expect(await lane.run('backup', path.join(folder, 'backup'))).toBe(0);
    const site = await restored();
    const codes = () =>
      inLedger(site, async ({ ledger }) => {
        const [run] = await ledger.runs({ limit: 1 });
        return (await ledger.findings(run?.id ?? '')).map(({ code }) => code);
      });
    const deliveries = path.join(lane.site, 'deliveries');

    expect(await at(site, '--deliveries', deliveries, ...SYNC)).toBe(0);
    const first = await codes();
    expect(await at(site, '--deliveries', deliveries, ...SYNC)).toBe(0);

    expect(first).toContain('sync.ledger-restored');
    expect(await codes()).not.toContain('sync.ledger-restored');
    expect(lane.content()).toEqual(planned);
    expect(await lane.violations({}, site)).toEqual([]);
  });

  it('holds the keys in a folder of their own, and no delivery', async () => {
    const backup = path.join(folder, 'backup');
    expect(await lane.run('backup', backup)).toBe(0);

    const keys = JSON.parse(readFileSync(path.join(backup, 'keys/keys.json'), 'utf8')) as { key: string }[];
    const database = readFileSync(path.join(backup, 'ledger.db'));
    expect(keys.length).toBeGreaterThan(0);
    for (const { key } of keys) expect(database.includes(key)).toBe(false);
    expect(readdirSync(path.join(backup, 'site'))).not.toContain('deliveries');
  });

  it('does not bring back what has become due for deletion since', async () => {
    expect(await lane.run('backup', path.join(folder, 'backup'))).toBe(0);
    vi.useFakeTimers({ now: new Date('2035-01-01T12:00:00Z'), toFake: ['Date'] });
    try {
      const site = await restored();
      const log = await inLedger(site, ({ ledger }) => ledger.deletions());
      expect(log.map(({ object }) => object)).toContain('snapshot');
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuses a state folder that is not empty, a backup that was changed and a folder that is taken', async () => {
    const backup = path.join(folder, 'backup');
    expect(await lane.run('backup', backup)).toBe(0);
    expect(await lane.run('backup', backup)).toBe(64);
    expect(await lane.run('restore', backup)).toBe(64);
    writeFileSync(path.join(backup, 'keys/keys.json'), '[]');

    expect(await at(path.join(folder, 'elsewhere'), 'restore', backup)).toBe(13);

    expect(readdirSync(folder)).toEqual(['backup']);
  });
});

describe('a ledger on PostgreSQL', () => {
  const withUrl = (url: string, ...args: string[]) =>
    runCli(['node', 'kmsync', '--site', lane.site, '--quiet', ...args], {
      KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET,
      KMSYNC_LEDGER_URL: url,
    });

  it('is refused by restore before anything is read or written', async () => {
    const backup = path.join(folder, 'backup');
    expect(await lane.run('backup', backup)).toBe(0);
    const site = path.join(folder, 'elsewhere');
    const refused = (environment: NodeJS.ProcessEnv) =>
      runCli(['node', 'kmsync', '--site', site, '--quiet', 'restore', backup], environment);

    expect(await refused({ KMSYNC_LEDGER_URL: 'postgresql://nobody@127.0.0.1:1/none' })).toBe(4);
    expect(await refused({ KMSYNC_LEDGER_URL_FILE: '/does/not/exist' })).toBe(4);

    expect(readdirSync(folder)).toEqual(['backup']);
  });

  it.skipIf(POSTGRES_MISSING)('is not backed up, and nothing of the attempt is left', async () => {
    const server = await PostgresServer.start();
    onTestFinished(() => server.stop());
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    const url = await server.database();

    expect(await withUrl(url, 'backup', path.join(folder, 'backup'))).toBe(4);
    expect(await withUrl(url, 'backup', empty)).toBe(4);

    expect(readdirSync(folder)).toEqual(['empty']);
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('a backup', () => {
  it('is known to the metrics afterwards', async () => {
    expect(await lane.run('backup', path.join(folder, 'backup'))).toBe(0);

    const metrics = await inLedger(lane.site, (app) => app.metrics.text());

    expect(metrics).toMatch(/^kmsync_backup_last_success_timestamp_seconds \d/m);
  });
});

describe('verify', () => {
  it('finds a sealed file that was changed', async () => {
    const sealed = path.join(lane.site, 'state/sealed');
    expect(await lane.run('verify')).toBe(0);
    const [name = ''] = readdirSync(sealed);
    writeFileSync(path.join(sealed, name), 'nothing');

    expect(await lane.run('verify')).toBe(11);
  });
});

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
  type MockInstance,
} from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { openLedger, openPlace } from '../../src/store/ledger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/all.ts';
import { violationsOfDeeds } from '../support/invariants.ts';
import { deedsOf } from '../support/ledger-deeds.ts';
import { requireBuilt, runProcess } from '../support/cli-process.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';
import { targetContent } from '../support/target-content.ts';
import { Lane, type Content } from './lane.ts';

const CRASH_POINTS = fileURLToPath(new URL('./crash-points.mjs', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/ledger-0001', import.meta.url));
/** The address that the fixture's plans are for. */
const PORT = 47_391;

/** Link, area and date to value. */
function cellsOf({ indicators }: Content): Map<string, number | null> {
  return new Map(
    indicators.flatMap(({ name, links }) =>
      links.flatMap(({ unitName, rows }) =>
        rows.flatMap(({ key, values }) =>
          Object.entries(values).map(
            ([date, value]) => [`${name} ${unitName} ${key} ${date}`, value] as const,
          ),
        ),
      ),
    ),
  );
}

describe('P25 upgrade and downgrade keep runs', () => {
  let previous: Content;
  let planned: Content;
  let simulator: Simulator;
  let site: string;
  let said: MockInstance<typeof process.stderr.write>;

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const lane = await Lane.open();
    previous = lane.content();
    await lane.mustRun('sync', SMALL_JOB);
    planned = lane.content();
    await lane.close();
  }, 60_000);
  afterAll(() => vi.restoreAllMocks());
  beforeEach(async () => {
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-former-'));
    simulator = await startSimulator({ port: PORT });
    lay();
  });
  afterEach(async () => {
    await simulator.close();
    rmSync(site, { recursive: true, force: true });
  });

  /** What the first version left behind. */
  function lay(): void {
    rmSync(path.join(site, 'state'), { recursive: true, force: true });
    simulator.restore(JSON.parse(readFileSync(path.join(FIXTURE, 'kommonitor.json'), 'utf8')) as never);
    writeSmallSite(site, simulator, 'second');
    mkdirSync(path.join(site, 'state'));
    writeFileSync(file(), gunzipSync(readFileSync(path.join(FIXTURE, 'ledger.db.gz'))));
    cpSync(path.join(FIXTURE, 'sealed'), path.join(site, 'state/sealed'), { recursive: true });
  }

  const file = () => path.join(site, 'state/ledger.db');
  const content = () => targetContent(simulator.state());
  const kmsync = (...args: string[]) =>
    runCli(['node', 'kmsync', ...args], { KMSYNC_SITE: site, KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET });

  /** I5 to I9: the first version's values are left empty meanwhile, as no disclosure control had released them. */
  async function violations(): Promise<string[]> {
    const state = path.join(site, 'state');
    const deeds = await deedsOf({ place: { file: file() }, state }, simulator);
    return violationsOfDeeds(deeds, { budgetMs: Infinity });
  }

  async function ledger() {
    const opened = await openLedger({
      file: file(),
      sealedFolder: path.join(site, 'state/sealed'),
      now: () => new Date(),
      programVersion: 'test',
    });
    try {
      const runs = (await opened.runs()).map(({ id, state }) => `${id} ${state}`).reverse();
      return { runs, verified: await opened.verifyAll() };
    } finally {
      await opened.close();
    }
  }

  it('brings a run to its end that the first version was killed in, and publishes the same plan anew', async () => {
    expect((await ledger()).runs).toEqual(['2026-0001 published', '2026-0002 publishing']);

    expect(await kmsync('resume')).toBe(10);

    // No value of the first version passed disclosure control: the run is taken back, and what stood there is left
    // empty until the next run publishes it.
    expect((await ledger()).runs).toEqual([
      '2026-0001 published',
      '2026-0002 compensated',
      '2026-0003 published',
    ]);
    const before = cellsOf(previous);
    for (const [cell, value] of cellsOf(content())) expect([null, before.get(cell)]).toContain(value);
    expect(await kmsync('sync', SMALL_JOB)).toBe(0);
    expect(content()).toEqual(planned);
    const { runs, verified } = await ledger();
    expect(runs.at(-1)).toBe('2026-0004 published');
    expect(verified.problems).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('says of the run that it took back which values stay empty, and what to do next', async () => {
    said.mockClear();

    await kmsync('resume');

    const emptied = [...cellsOf(previous)].filter(
      ([cell, value]) => value !== null && cellsOf(content()).get(cell) === null,
    );
    const told = said.mock.calls.map(([text]) => String(text)).join('');
    expect(told).toContain(`wurde zurückgesetzt, aber ${emptied.length} frühere Werte bleiben leer`);
    expect(told).toContain(`kmsync sync ${SMALL_JOB}`);
    expect(told).not.toContain('vollständig');
    const report = readFileSync(path.join(site, 'state/reports/2026-0002/report.md'), 'utf8');
    expect(report).toContain(`${emptied.length} frühere Werte bleiben leer.`);
    expect(emptied.length).toBeGreaterThan(1);
  });

  it('says the same where taking back was killed half-way and taken up again', async () => {
    requireBuilt();
    const resumed = (environment: NodeJS.ProcessEnv) =>
      runProcess(['resume'], { KMSYNC_SITE: site, KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET, ...environment }, [
        CRASH_POINTS,
      ]);
    const log = path.join(site, 'points');
    const undisturbed = await resumed({ KMSYNC_CRASH_LOG: log });
    const points = readFileSync(log, 'utf8').trimEnd().split('\n');
    const told = /aber \d+ frühere Werte bleiben leer/;
    lay();

    const lastWrite = points.findLastIndex((name) => name.startsWith('after PUT')) + 1;
    const { killedBy } = await resumed({ KMSYNC_CRASH_AT: String(lastWrite) });
    const again = await resumed({});

    expect(killedBy).toBe('SIGKILL');
    expect(again.code).toBe(10);
    expect(told.exec(again.stderr)?.[0]).toBe(told.exec(undisturbed.stderr)?.[0]);
    expect(undisturbed.stderr).toMatch(told);
  }, 180_000);

  it('explains and takes back what the present version has published on such a ledger', async () => {
    await kmsync('resume');
    await kmsync('sync', SMALL_JOB);

    expect(await kmsync('rollback', '2026-0004', '--apply')).toBe(0);
    expect(await kmsync('sync', SMALL_JOB)).toBe(0);

    expect(content()).toEqual(planned);
    expect(await violations()).toEqual([]);
  });

  it('refuses a newer ledger to an older version, whose tables stay as they are', async () => {
    await ledger();
    const { db } = await openPlace({ file: file() });
    const tables = () => db.selectFrom('migration').selectAll().orderBy('number').execute();
    const before = await tables();

    const opening = migrate(db, MIGRATIONS.slice(0, 1), { at: '2026-02-03T13:00:00.000Z', program: 'old' });

    await expect(opening).rejects.toMatchObject({
      code: 'ledger.newer',
      kind: 'local',
      message: expect.stringContaining(`Aufbau ${MIGRATIONS.length} (test)`) as string,
    });
    expect(before).toHaveLength(MIGRATIONS.length);
    expect(await tables()).toEqual(before);
    await db.destroy();
  });
});

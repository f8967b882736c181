import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPlace } from '../../src/store/ledger.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/all.ts';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { otherVersion, type OtherVersion } from '../support/other-version.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { Lane, type Content } from './lane.ts';

const SYNC = ['sync', SMALL_JOB] as const;
const KNOWN = MIGRATIONS.at(-1)?.number ?? 0;
const NEWER = 'kommonitor-sync 99.0.0';
/** Adds, and takes nothing away. */
const WIDER: Migration = {
  number: 99,
  name: 'made-up',
  statements: [
    'alter table run add column urgency text',
    'create table note (run text not null references run (id), body text not null)',
    'create index note_of_run on note (run)',
  ],
};

let lane: Lane;
let other: OtherVersion;
let planned: Content;
/** In the middle of the publication. */
let middle: number;

beforeAll(async () => {
  requireBuilt();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  other = otherVersion('0.0.9');
  lane = await Lane.open();
  const points = await lane.crashPoints(...SYNC);
  middle = points.findIndex((name) => name.startsWith('after PUT')) + 1;
  planned = lane.content();
  await lane.keepPlanned();
}, 120_000);
afterAll(async () => {
  await lane.close();
  other.remove();
  vi.restoreAllMocks();
});
beforeEach(() => lane.reset());

const file = () => path.join(lane.site, 'state/ledger.db');

async function migrateBy(migration: Migration): Promise<void> {
  const { db } = await openPlace({ file: file() });
  const at = '2026-11-27T12:00:00.000Z';
  await migrate(db, [...MIGRATIONS, migration], { at, program: NEWER });
  await db.destroy();
}

/** Everything that a program could have changed by opening it. */
async function standing(): Promise<unknown> {
  const { db } = await openPlace({ file: file() });
  const { rows: tables } = await sql`select sql from sqlite_master order by name`.execute(db);
  const migrations = await db.selectFrom('migration').selectAll().orderBy('number').execute();
  const audit = await db.selectFrom('audit').selectAll().orderBy('seq').execute();
  await db.destroy();
  return { tables, migrations, audit };
}

/** `<program that began it> <state>`, newest first. */
async function begun(): Promise<string[]> {
  const { db } = await openPlace({ file: file() });
  const runs = await db.selectFrom('run').select(['program', 'state']).orderBy('seq', 'desc').execute();
  await db.destroy();
  return runs.map(({ program, state }) => `${program} ${state}`);
}

const violated = () => lane.violations();

describe('P25 upgrade and downgrade keep runs', () => {
  it('carries a run on that the version before was killed in', async () => {
    lane.program = other.main;
    const { killedBy } = await lane.killed(middle, ...SYNC).finally(() => (lane.program = undefined));

    expect(await lane.run('resume')).toBe(0);

    expect(killedBy).toBe('SIGKILL');
    expect((await begun())[0]).toBe('kommonitor-sync 0.0.9 published');
    expect(lane.content()).toEqual(planned);
    expect(await violated()).toEqual([]);
  }, 240_000);

  it('lets the version before carry a run on, on a ledger that the newer one has widened', async () => {
    await migrateBy({ ...WIDER, worksFrom: KNOWN });
    const before = await standing();
    const { killedBy } = await lane.killed(middle, ...SYNC);
    lane.program = other.main;
    const resumed = await lane.killed(0, 'resume').finally(() => (lane.program = undefined));

    expect(killedBy).toBe('SIGKILL');
    expect(resumed).toMatchObject({ code: 0 });
    expect(lane.content()).toEqual(planned);
    expect(await violated()).toEqual([]);
    // The newer program finds its tables as it left them, and goes on.
    await migrateBy({ ...WIDER, worksFrom: KNOWN });
    const { migrations } = (await standing()) as { migrations: unknown };
    expect(migrations).toEqual((before as { migrations: unknown }).migrations);
    expect(await lane.run('rollback', '2026-0002', '--apply')).toBe(0);
  }, 240_000);

  it.each([
    ['that says nothing of older programs', WIDER],
    ['that an older program cannot work with', { ...WIDER, worksFrom: KNOWN + 1 }],
  ])(
    'refuses a ledger with a migration %s, and changes nothing',
    async (_what, migration) => {
      await migrateBy(migration);
      const before = await standing();
      const content = lane.content();

      const refused = await lane.killed(0, ...SYNC);

      expect(refused.code).toBe(13);
      expect(refused.stderr).toContain('ledger.newer');
      expect(refused.stderr).toContain(`Aufbau 99 (${NEWER})`);
      expect(refused.stderr).toContain(`kennt nur den Aufbau ${KNOWN}`);
      expect(refused.stderr).toContain('kmsync restore');
      expect(await standing()).toEqual(before);
      expect(lane.content()).toEqual(content);
    },
    60_000,
  );
});

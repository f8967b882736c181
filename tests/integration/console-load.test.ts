/** A ledger of years: 10,000 runs and 100,000 findings. Every page shows a part of it and says of how much. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finding } from '../../src/core/finding.ts';
import { ROLES } from '../../src/engine/approval/person.ts';
import { openPlace } from '../../src/store/ledger.ts';
import { consoleWorld, type Browser, type ConsoleWorld } from '../support/console-world.ts';
import { SMALL_JOB } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const RUNS = 10_000;
const FINDINGS = 100_000;
/** Of one page; what a browser of an office shows without a thought. */
const LARGEST_PAGE = 2_000_000;

let world: ConsoleWorld;
let all: Browser;
let worst: string;

beforeAll(async () => {
  world = await consoleWorld();
  all = await world.browser('alles', ...ROLES);
  worst = await world.run('check_failed');
  await fill(world, worst);
});
afterAll(() => world.close());

/** Past the program, row by row of its tables: as many runs by hand would take an hour. */
async function fill({ app }: ConsoleWorld, run: string): Promise<void> {
  const { db } = await openPlace({ file: path.join(app.config.state, 'ledger.db') });
  const first = await db.selectFrom('run').selectAll().where('id', '=', run).executeTakeFirstOrThrow();
  const runs = Array.from({ length: RUNS - 1 }, (_, index) => ({
    ...first,
    id: `2025-${String(index + 1).padStart(4, '0')}`,
    seq: index + 1_000_000,
    state: index % 10 === 0 ? 'check_failed' : 'published',
    job: SMALL_JOB,
  }));
  const body = JSON.stringify(
    finding(
      'mapping.unknown-key',
      { file: 'a.csv', row: 1, column: 'QUARTIER' },
      { found: '0599', expected: '64' },
    ),
  );
  const code = 'mapping.unknown-key';
  const half = FINDINGS / 2;
  const findings = Array.from({ length: FINDINGS }, (_, index) => ({
    run: index < half ? run : (runs[index % runs.length]?.id ?? run),
    seq: index + 1,
    code,
    severity: index % 3 === 0 ? 'error' : 'warning',
    body,
  }));
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < runs.length; at += 1_000)
      await tx
        .insertInto('run')
        .values(runs.slice(at, at + 1_000))
        .execute();
    for (let at = 0; at < findings.length; at += 2_000)
      await tx
        .insertInto('finding')
        .values(findings.slice(at, at + 2_000))
        .execute();
  });
  await db.destroy();
}

describe('P31 the page stays usable under load', () => {
  const pages = () => [
    '/',
    '/laeufe',
    '/laeufe?seite=200',
    '/laeufe?hinweise=ja',
    '/laeufe?zustand=check_failed&seite=10',
    `/laeufe/${worst}`,
    `/laeufe/${worst}/pruefung`,
    '/protokoll',
  ];

  it('with 10,000 runs and 100,000 findings: each shows a part', async () => {
    for (const at of pages()) {
      const response = await all.get(at);
      const text = await response.text();

      expect(response.status, at).toBe(200);
      expect(text.length, at).toBeLessThan(LARGEST_PAGE);
    }
  });

  it('and says of how much, and the file has all of it', async () => {
    expect(await (await all.get('/laeufe')).text()).toContain('1 bis 50 von 10.000');
    expect(await (await all.get('/laeufe?seite=200')).text()).toContain('9.951 bis 10.000 von 10.000');
    expect(await (await all.get(`/laeufe/${worst}/pruefung`)).text()).toContain('von 50.000 Befunden');
    const rows = (await (await all.get(`/laeufe/${worst}/pruefung.csv`)).text()).trimEnd().split('\r\n');
    expect(rows).toHaveLength(50_001);
    const runs = (await (await all.get('/laeufe.csv')).text()).trimEnd().split('\r\n');
    expect(runs).toHaveLength(RUNS + 1);
  });

  it('and answers one person while the largest file is made for another', async () => {
    const order: string[] = [];
    const file = all.get('/laeufe.csv').then(async (response) => {
      await response.text();
      order.push('file');
    });
    const page = world
      .stranger()
      .get('/anmelden')
      .then(() => order.push('page'));
    await Promise.all([file, page]);

    expect(order[0]).toBe('page');
  });
});

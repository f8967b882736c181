/** What goes wrong outside: each kind has its exit code, a German sentence and a next step, and stdout stays empty. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../src/app.ts';
import {
  defaultSeed,
  startSimulator,
  type Simulator,
  type SimulatorState,
} from '../../src/simulator/server.ts';
import { requireBuilt, type Finished } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { closedPort } from '../support/local-server.ts';
import { clearRequests, writesSeen } from '../support/simulator-reader.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

let simulator: Simulator;
let empty: SimulatorState;
let site: TrialSite;
beforeAll(async () => {
  requireBuilt();
  simulator = await startSimulator({ seed: defaultSeed() });
  empty = simulator.state();
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.restore(empty);
  site = await writeTrialSite(simulator);
  await clearRequests(simulator);
});
afterEach(() => site.remove());

/** Sentence, next step and code, in German; no stack, no path of this machine. */
function expectExplained({ stdout, stderr }: Finished, errorCode: string): void {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^Fehler: .+\n(?:.*\n)*? {2}.*\b(?:Sie|kmsync)\b.*\n {2}Kennung: /m);
  expect(stderr).toContain(`Kennung: ${errorCode}\n`);
  expect(stderr).not.toContain(site.folder);
  expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
}

function stateOfChecks({ stdout }: Finished): string[] {
  const { checks } = JSON.parse(stdout) as { checks: { id: string; state: string }[] };
  return checks.map(({ id, state }) => `${id} ${state}`);
}

describe('a mistake in the configuration', () => {
  it('ends with 4 and names every mistake of every file with line and column', async () => {
    site.edit('jobs/versuch.yaml', 'versuch-quartier, ', 'versuch-quartier,, ');
    site.edit('mappings/profiles/versuch-hilfe.yaml', 'decimal: comma', 'decimal: komma');
    site.edit('mappings/profiles/versuch-einwohner.yaml', 'ignoreColumns', 'ignorColumns');

    const finished = await kmsync(['sync', 'versuch'], site.folder);

    expect(finished.code).toBe(4);
    expectExplained(finished, 'mapping.invalid');
    expect(finished.stderr).toMatch(/jobs\/versuch\.yaml:3:\d+ /);
    expect(finished.stderr).toMatch(/mappings\/profiles\/versuch-hilfe\.yaml:6:\d+ /);
    expect(finished.stderr).toMatch(/mappings\/profiles\/versuch-einwohner\.yaml:15:\d+ /);
  });

  it('in kmsync.yaml ends with 4 as well', async () => {
    site.edit('kmsync.yaml', 'clientId', 'client');

    const finished = await kmsync(['runs'], site.folder);
    const examined = await kmsync(['doctor', '--json'], site.folder, { [CLIENT_SECRET]: '' });

    expect(finished.code).toBe(4);
    expectExplained(finished, 'mapping.invalid');
    expect(finished.stderr).toMatch(/kmsync\.yaml:4:\d+ /);
    expect(examined.code).toBe(4);
    expect(stateOfChecks(examined)).toEqual([
      'config fail',
      'mappings ok',
      'disk warn',
      'ledger warn',
      'ledger-clock warn',
      'secret fail',
      'queue ok',
      'target warn',
    ]);
    expect(examined.stdout).toMatch(/kmsync\.yaml:4:\d+ /);
  });

  it('or in the rules, a damaged ledger and a queue that is not there are told by doctor at once', async () => {
    site.edit('jobs/versuch.yaml', 'versuch-quartier, ', 'versuch-quartier,, ');
    mkdirSync(path.join(site.folder, 'state'), { recursive: true });
    writeFileSync(path.join(site.folder, 'state/ledger.db'), 'keine Laufdatenbank '.repeat(1_000));

    const examined = await kmsync(['doctor', '--json'], site.folder, {
      KMSYNC_REDIS_URL: (await closedPort()).replace('http:', 'redis:'),
    });
    const shown = await kmsync(['doctor'], site.folder);

    expect(examined.code).toBe(4);
    expect(stateOfChecks(examined).slice(0, 8)).toEqual([
      'config ok',
      'mappings fail',
      'disk ok',
      'ledger fail',
      'ledger-clock warn',
      'secret ok',
      'queue fail',
      'api ok',
    ]);
    expect(shown.code).toBe(4);
    expect(shown.stderr).toBe('');
    expect(shown.stdout).toMatch(/^Fehler .*\n {12}jobs\/versuch\.yaml:3:\d+ /m);
    expect(shown.stdout).toMatch(/^Fehler .*Laufdatenbank/m);
  });

  it('is told by doctor together with everything else that is missing', async () => {
    const nobody = await closedPort();
    appendFileSync(
      path.join(site.folder, 'kmsync.yaml'),
      `\nnotify:\n  webhook: { url: '${nobody}/hook' }\n`,
    );

    const { code, stdout } = await kmsync(['doctor', '--json'], site.folder, { [CLIENT_SECRET]: '' });

    const { checks } = JSON.parse(stdout) as { checks: { id: string; state: string; hint: string }[] };
    const failed = checks.filter(({ state }) => state === 'fail');
    expect(code).toBe(4);
    expect(failed.map(({ id }) => id)).toEqual(['secret', 'secret', 'webhook', 'target']);
    expect(failed.every(({ hint }) => hint !== '')).toBe(true);
  });

  it('such as a missing secret ends with 4 and says which one', async () => {
    const finished = await kmsync(['sync', 'versuch'], site.folder, { [CLIENT_SECRET]: '' });

    expect(finished.code).toBe(4);
    expectExplained(finished, 'config.secret-missing');
    expect(finished.stderr).toContain(CLIENT_SECRET);
  });
});

describe('a delivery with errors', () => {
  it.for(['check', 'plan', 'sync'])(
    'ends %s with 3 and one document that names the place',
    async (command) => {
      site.rewrite('einwohner_2023.csv', (text) => text.replaceAll('017;Nörd', '917;Nörd'));

      const { code, stdout, stderr } = await kmsync([command, 'versuch', '--json'], site.folder);

      expect(code).toBe(3);
      expect(stderr).not.toMatch(/[{}]/);
      expect(JSON.parse(stdout)).toMatchObject({
        state: 'check_failed',
        writes: 0,
        findings: { block: 0, error: 1 },
        details: [
          {
            code: 'mapping.unknown-area',
            place: { file: 'einwohner_2023.csv', row: 34, column: 'QUARTIER' },
            found: '917 (2-mal)',
            expected: 'Versuchsquartiere',
          },
        ],
      });
      expect(await writesSeen(simulator)).toEqual([]);
    },
  );
});

describe('a source that is not there', () => {
  it('ends with 5 where the deliveries folder is missing', async () => {
    const finished = await kmsync(['--deliveries', 'nirgends', 'check', 'versuch'], site.folder);

    expect(finished.code).toBe(5);
    expectExplained(finished, 'source.unreadable');
    expect(finished.stderr).toContain('In KomMonitor wurde nichts geändert.');
  });

  it('ends with 5 where the boundaries are missing', async () => {
    site.withdraw('quartiere.geojson');

    const finished = await kmsync(['sync', 'versuch', '--json'], site.folder);

    expect(finished.code).toBe(5);
    expectExplained(finished, 'source.nothing-found');
    expect(finished.stderr).toContain('quartiere.geojson');
  });

  it('ends with 5 where no file was ever delivered', async () => {
    for (const year of [2022, 2023]) site.withdraw(`einwohner_${year}.csv`);

    const finished = await kmsync(['check', 'versuch'], site.folder);

    expect(finished.code).toBe(5);
    expectExplained(finished, 'source.nothing-found');
    expect(finished.stderr).toContain('versuch-einwohner');
  });

  it('is only mentioned where earlier figures hold', async () => {
    await kmsync(['sync', 'versuch'], site.folder);
    for (const year of [2022, 2023]) site.withdraw(`einwohner_${year}.csv`);

    const { code, stdout } = await kmsync(['sync', 'versuch'], site.folder);

    expect(code).toBe(0);
    expect(stdout).toContain('jobs/versuch.yaml, Zeile 5');
    expect(stdout).toContain('liegt keine Lieferung da');
  });
});

describe('KomMonitor', () => {
  it('that is not there ends with 6', async () => {
    const nobody = await closedPort();
    site.edit('kmsync.yaml', simulator.url, nobody);
    site.edit('kmsync.yaml', simulator.url, nobody);

    const [synced, examined] = [
      await kmsync(['sync', 'versuch', '--quiet'], site.folder),
      await kmsync(['doctor'], site.folder),
    ];

    expect([synced.code, examined.code]).toEqual([6, 6]);
    expectExplained(synced, 'target.unreachable');
    expect(synced.stderr).toContain('In KomMonitor wurde nichts geändert.');
  });

  it('that refuses the login ends with 7', async () => {
    const finished = await kmsync(['sync', 'versuch'], site.folder, { [CLIENT_SECRET]: 'falsch' });

    expect(finished.code).toBe(7);
    expectExplained(finished, 'target.login-failed');
    expect(finished.stderr).toContain('In KomMonitor wurde nichts geändert.');
    expect(finished.stderr).not.toContain('falsch');
    expect(await writesSeen(simulator)).toEqual([]);
  });

  it('that is no simulator ends with 7, and nothing is written', async () => {
    const { url, close } = await proxyWithoutMark(simulator.url);
    site.edit('kmsync.yaml', `${simulator.url}/management`, `${url}/management`);

    const synced = await kmsync(['sync', 'versuch'], site.folder);
    const planned = await kmsync(['plan', 'versuch', '--json'], site.folder);

    expect([synced.code, planned.code]).toEqual([7, 7]);
    expectExplained(synced, 'release.refused');
    expect(synced.stderr).toContain('In KomMonitor wurde nichts geändert.');
    expect(await writesSeen(simulator)).toEqual([]);
    await close();
  });

  it('that has changed since the plan ends with 8, and the plan is not carried out', async () => {
    const planned = await kmsync(['plan', 'versuch', '--json'], site.folder);
    const { plan } = JSON.parse(planned.stdout) as { plan: { hash: string } };
    const other = await writeTrialSite(simulator);
    expect((await kmsync(['sync', 'versuch'], other.folder)).code).toBe(0);
    await clearRequests(simulator);

    const applied = await kmsync(['apply', plan.hash], site.folder);

    expect(applied.code).toBe(8);
    expectExplained(applied, 'plan.stale');
    expect(applied.stderr).toContain('nichts veröffentlicht');
    expect(await writesSeen(simulator)).toEqual([]);
    other.remove();
  });
});

/** Passes everything on and takes away the one header by which the simulator makes itself known. */
async function proxyWithoutMark(target: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    const onward = request(`${target}${url}`, { method, headers }, (answer) => {
      delete answer.headers['x-kommonitor-simulator'];
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

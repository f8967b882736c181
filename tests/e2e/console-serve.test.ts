/** The built program serves the console: by itself, beside the rest, and not where it should not. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync, startKmsync, type Running } from '../support/kmsync.ts';
import { writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000 });

const PORTS = ['--health-port', '0'];
const NOWHERE = { url: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1/realm' };

describe('kmsync serve', () => {
  let site: string;
  let running: Running | undefined;
  beforeAll(() => requireBuilt());
  beforeEach(() => {
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-web-'));
    writeSmallSite(site, NOWHERE, 'first');
  });
  afterEach(async () => {
    running?.signal('SIGTERM');
    await running?.finished;
    running = undefined;
    rmSync(site, { recursive: true, force: true });
  });

  it.each([
    ['web by itself', ['serve', 'web', '--web-port', '0', ...PORTS]],
    ['all with a port for it', ['serve', 'all', '--web-port', '0', ...PORTS]],
  ])('%s answers with the page to sign in, and ends in order', async (_what, args) => {
    running = startKmsync(args, site);
    await running.says(/Oberfläche: (http:\/\/127\.0\.0\.1:\d+)\n/);
    const address = /Oberfläche: (\S+)/.exec(running.said())?.[1] ?? '';

    const response = await fetch(`${address}/`);

    expect([response.status, new URL(response.url).pathname]).toEqual([200, '/anmelden']);
    expect(await response.text()).toContain('<h1 class="kern-heading-large">Anmelden</h1>');
    running.signal('SIGTERM');
    expect(await running.finished).toMatchObject({ code: 143 });
    running = undefined;
  });

  it('does not start with the log-in of KomMonitor and no secret for it', async () => {
    appendFileSync(path.join(site, 'kmsync.yaml'), 'login:\n  with: openid\n');

    const ended = await kmsync(['serve', 'web', '--web-port', '0', ...PORTS], site);

    expect(ended).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('KMSYNC_WEB_CLIENT_SECRET') as string,
    });
  });

  it('refuses to be reached from other machines without TLS', async () => {
    const ended = await kmsync(['serve', 'web', '--web-host', '0.0.0.0', '--web-port', '0', ...PORTS], site);

    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining('console.not-secure') as string });
  });
});

/** What a person sees while a run goes on, on a terminal of its own; needs `script` of util-linux. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET } from '../../src/app.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { openTrial, type Trial } from '../support/open-trial.ts';

vi.setConfig({ testTimeout: 120_000 });

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const missing = spawnSync('script', ['--version']).error !== undefined;
if (missing) console.log('skipped: progress on a terminal, because script (util-linux) is not installed');
const ESCAPE = '\u001b';

describe('progress', () => {
  let trial: Trial;
  beforeAll(async () => {
    requireBuilt();
    trial = await openTrial();
  });
  afterAll(() => trial.close());

  /** Everything that was written to a terminal of 100 columns. */
  async function onTerminal(args: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const command = `stty cols 100 rows 40; ${process.execPath} ${PROGRAM} --site ${trial.site.folder} ${args}`;
    const child = spawn('script', ['-qec', command, path.join(trial.site.folder, 'typescript')], {
      env: { PATH: process.env['PATH'], TERM: 'xterm', [CLIENT_SECRET]: SIMULATOR_SECRET, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    await new Promise((resolve) => child.on('close', resolve));
    return text;
  }

  it.skipIf(missing && !process.env['CI'])(
    'is a list with a bar on a terminal, and over before the result',
    async () => {
      const text = await onTerminal('sync versuch');

      expect(text).toContain('Indikatoren berechnen');
      expect(text).toMatch(/█.* von \d+: /);
      expect(text).toContain(`${ESCAPE}[32m`);
      expect(text.lastIndexOf('✔')).toBeLessThan(text.indexOf('KomMonitor-Abgleich'));
      expect(text.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(text.lastIndexOf(`${ESCAPE}[?25l`));
    },
  );

  it.skipIf(missing && !process.env['CI'])(
    'has no colours with NO_COLOR, and marks where a run failed',
    async () => {
      const text = await onTerminal('sync versuch', { NO_COLOR: '1', [CLIENT_SECRET]: 'wrong' });

      expect(text).not.toContain(`${ESCAPE}[3`);
      expect(text).toMatch(/✖ \S/);
      expect(text).toContain('Fehler: Die Anmeldung wurde abgelehnt');
    },
  );

  it('is plain lines without a terminal and JSON lines on request', async () => {
    const plain = await kmsync(['check', 'versuch'], trial.site.folder);
    const json = await kmsync(['check', 'versuch', '--progress', 'json'], trial.site.folder);

    expect(plain.stderr).toContain('Indikatoren berechnen …\n');
    expect(plain.stderr).not.toContain(ESCAPE);
    const lines = json.stderr.trim().split('\n');
    const last = JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
    expect(Object.keys(last)).toEqual(['ts', 'run', 'step']);
    expect(last['run']).toMatch(/^\d{4}-\d{4}$/);
  });
});

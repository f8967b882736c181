import { spawn } from 'node:child_process';
import { statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { judgeEach } from './judge-each.ts';
import { Lane, type Content } from './lane.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const PROGRAM = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

let lane: Lane;
let before: Content;
let planned: Content;

beforeAll(async () => {
  requireBuilt();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  lane = await Lane.open();
  before = lane.content();
  await lane.mustRun('sync', SMALL_JOB);
  planned = lane.content();
  await lane.keepPlanned();
});
judgeEach(() => lane);
afterAll(() => lane.close());

/** The program as a process whose files may not grow beyond so many blocks of 1024 bytes. */
function limited(blocks: number): Promise<{ code: number | null; stderr: string }> {
  const command = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
  const child = spawn(
    'bash',
    ['-c', command, 'bash', process.execPath, PROGRAM, '--quiet', 'sync', SMALL_JOB],
    {
      env: { PATH: process.env['PATH'], KMSYNC_SITE: lane.site, KMSYNC_CLIENT_SECRET: SIMULATOR_SECRET },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('P11 a full disk does no harm', () => {
  it('refuses at the landing with 13 and a clear sentence, and publishes nothing', async () => {
    const large = path.join(lane.site, 'deliveries/personen_2023-12-31.csv');
    const kept = statSync(large).size;
    writeFileSync(large, 'x'.repeat(4_000_000), { flag: 'a' });
    try {
      const { code, stderr } = await limited(2_000);

      expect([code, /landing\.disk-full|ledger\.disk-full/.exec(stderr)?.[0]]).toEqual([
        13,
        'landing.disk-full',
      ]);
      expect(lane.content()).toEqual(before);
    } finally {
      truncateSync(large, kept);
    }
  });

  it('stops at the ledger with 13, and ends right once there is room', async () => {
    const size = Math.ceil(statSync(path.join(lane.site, 'state/ledger.db')).size / 1024);
    const { code, stderr } = await limited(Math.min(size + 8, 64));

    expect(code, stderr).toBe(13);
    expect(stderr).toMatch(/ledger\.(disk-full|io-failed)/);
    expect([before, planned]).toContainEqual(lane.content());
    await lane.run('resume');
    await lane.mustRun('sync', SMALL_JOB);
    expect(lane.content()).toEqual(planned);
  });
});

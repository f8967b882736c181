/** The demo: a fictional county from files to read-back values, in one command. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 300_000 });
beforeAll(requireBuilt);

describe('demo', () => {
  const folder = tempFolder();

  it('publishes everything once, finds nothing to do the second time, and prints one document', async () => {
    const { code, stdout, stderr } = await kmsync(
      ['demo', '--exit', '--json', '--folder', folder.path],
      folder.path,
    );

    const document = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/[{}]/);
    expect(document).toMatchObject({
      first: { job: 'demo', findings: { block: 0, error: 0 }, verified: { mismatches: 0 } },
      second: { job: 'demo', state: 'no_change', writes: 0, verified: { mismatches: 0 } },
      levels: 4,
      dates: 7,
    });
    expect(document['first']?.['state']).toMatch(/^published/);
    expect(document['first']?.['writes']).toBeGreaterThan(0);
    expect(document['second']?.['verified']).toEqual(document['first']?.['verified']);
    expect(document['indicators']).toBeGreaterThanOrEqual(50);
  });
});

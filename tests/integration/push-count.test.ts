import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { syncRun } from '../../src/engine/sync-run.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { clearRequests, requestsSeen, writesSeen } from '../support/simulator-reader.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { WIDE_JOB, WIDE_LEVELS, writeWideSite } from '../support/wide-site.ts';

const SIZE = { indicators: 60, dates: 3, districts: 1 };
/** 600 requests and twice as many commits: long on a busy machine, and not what is tested. */
const TIMEOUT_MS = 180_000;

describe('a sync of 60 indicators on 3 levels', { timeout: TIMEOUT_MS }, () => {
  const site = tempFolder();
  let simulator: Simulator;
  let app: App;

  beforeAll(async () => {
    simulator = await startSimulator();
    writeWideSite(site.path, simulator, SIZE);
    app = await openApp({
      site: site.path,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: new AbortController().signal,
      events: { stage: () => undefined, operation: () => undefined },
    });
  });
  afterAll(async () => {
    await app.close();
    await simulator.close();
  });

  it('costs one upload of values for each indicator and level, whatever the number of dates', async () => {
    const { result } = await syncRun({ job: WIDE_JOB }, app.ports);

    const uploads = (await writesSeen(simulator)).filter(
      ({ method, path }) => method === 'PUT' && /^\/management\/indicators\/[^/]+$/.test(path),
    );
    expect(result.state).toBe('published');
    expect(uploads).toHaveLength(SIZE.indicators * WIDE_LEVELS);
  });

  it('costs no write and at most 200 requests where nothing has changed', async () => {
    await clearRequests(simulator);

    const { result } = await syncRun({ job: WIDE_JOB }, app.ports);

    const requests = (await requestsSeen(simulator)).filter(({ path }) => path.startsWith('/management/'));
    expect(result.state).toBe('no_change');
    expect(await writesSeen(simulator)).toEqual([]);
    expect(requests.length).toBeLessThanOrEqual(200);
  });
});

/** Ctrl-C and SIGTERM in the middle of a publication: the run stops in order and `resume` brings it to its end. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  defaultSeed,
  startSimulator,
  type Simulator,
  type SimulatorState,
} from '../../src/simulator/server.ts';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync, startKmsync } from '../support/kmsync.ts';
import { clearRequests, orderFaults, requestsSeen, writesSeen } from '../support/simulator-reader.ts';
import { targetContent } from '../support/target-content.ts';
import { writeTrialSite, type TrialSite } from '../support/trial-site.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** A write of values that takes so long that the signal meets it under way. */
const SLOW_WRITE = {
  match: { method: 'PUT', path: '^/management/indicators/' },
  after: 1,
  action: 'delay',
  ms: 3000,
};

let simulator: Simulator;
let empty: SimulatorState;
let wanted: ReturnType<typeof targetContent>;
let site: TrialSite;
beforeAll(async () => {
  requireBuilt();
  simulator = await startSimulator({ seed: defaultSeed() });
  empty = simulator.state();
  const undisturbed = await writeTrialSite(simulator);
  await kmsync(['sync', 'versuch'], undisturbed.folder);
  wanted = targetContent(simulator.state());
  undisturbed.remove();
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.restore(empty);
  await clearRequests(simulator);
  site = await writeTrialSite(simulator);
});
afterEach(() => site.remove());

describe.each([
  ['Ctrl-C', 'SIGINT', 130],
  ['SIGTERM', 'SIGTERM', 143],
] as const)('%s in the middle of a sync', (_name, signal, code) => {
  it(`ends with ${code}, says how to go on, and resume publishes the rest`, async () => {
    await orderFaults(simulator, [SLOW_WRITE]);
    const running = startKmsync(['sync', 'versuch', '--json'], site.folder);
    await vi.waitFor(async () => expect(await valuesUnderWay()).toBe(true), {
      timeout: 60_000,
      interval: 50,
    });

    running.signal(signal);
    const stopped = await running.finished;
    const before = await writesSeen(simulator);
    const open = JSON.parse((await kmsync(['runs', '--json'], site.folder)).stdout) as {
      id: string;
      state: string;
    }[];
    const resumed = await kmsync(['resume', '--json'], site.folder);
    const again = await kmsync(['sync', 'versuch', '--json'], site.folder);

    expect(stopped).toMatchObject({ code, killedBy: null, stdout: '' });
    expect(stopped.stderr).toContain('Wird angehalten …');
    expect(stopped.stderr).toContain('kmsync resume');
    expect(stopped.stderr).toContain('Kennung: run.interrupted');
    expect(before.every(({ status }) => status !== null)).toBe(true);
    expect(open).toMatchObject([{ state: 'waiting' }]);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ run: open[0]?.id, state: 'published' });
    expect(targetContent(simulator.state())).toEqual(wanted);
    expect(JSON.parse(again.stdout)).toMatchObject({ state: 'no_change', writes: 0 });
    // 13 steps and no more: nothing was written twice.
    expect(await writesSeen(simulator)).toHaveLength(13);
  });
});

describe('Ctrl-C before anything is written', () => {
  it('ends with 130 and says that nothing was changed', async () => {
    const slowRead = {
      match: { method: 'GET', path: '^/management/spatial-units' },
      action: 'delay',
      ms: 20_000,
    };
    await orderFaults(simulator, [slowRead]);
    const running = startKmsync(['sync', 'versuch'], site.folder);
    const reading = async () =>
      (await requestsSeen(simulator)).some(
        ({ path, status }) => path.startsWith('/management/spatial-units') && status === null,
      );
    await vi.waitFor(async () => expect(await reading()).toBe(true), { timeout: 60_000, interval: 50 });

    running.signal('SIGINT');
    const stopped = await running.finished;

    expect(stopped).toMatchObject({ code: 130, stdout: '' });
    expect(stopped.stderr).toContain('Der Lauf wurde angehalten. In KomMonitor wurde nichts geändert.');
    expect(await writesSeen(simulator)).toEqual([]);
  });
});

async function valuesUnderWay(): Promise<boolean> {
  const seen = await requestsSeen(simulator);
  return seen.some(
    ({ method, path, status }) =>
      method === 'PUT' && path.startsWith('/management/indicators/') && status === null,
  );
}

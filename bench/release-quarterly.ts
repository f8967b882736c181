/**
 * Disclosure control of the demo county's next release when everything before it stands in the registry, against the
 * same release with an empty registry: what is unchanged comes from the tables that were decided before. The county's
 * Stichtage are a year apart: five of them have been released, the sixth is new.
 */
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp } from '../src/app.ts';
import { DEMO_CROSSWALK, demoCrosswalk } from '../src/demo/crosswalk-file.ts';
import { writeDemoDeliveries } from '../src/demo/write-demo-deliveries.ts';
import { syncRun } from '../src/engine/sync-run.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../src/simulator/seed.ts';
import { startSimulator } from '../src/simulator/server.ts';
import { rounded, type Bench, type BenchResult } from './bench.ts';

const NEWEST = /_2024\b/;
const CONTROL = 'Geheimhaltung';

interface ReleaseResult extends BenchResult {
  /** Lines that told how far it had come. */
  readonly progress: number;
}

interface Timed {
  readonly seconds: number;
  readonly progress: number;
}

export const bench: Bench = { name: 'release-quarterly', run: releaseQuarterly };

/** Seconds of disclosure control alone, from the first look at the registry to the comparison with the target. */
async function releaseQuarterly(): Promise<ReleaseResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kmsync-bench-release-'));
  try {
    const deliveries = path.join(folder, 'deliveries');
    const demo = await writeDemoDeliveries(deliveries);
    const crosswalk = demoCrosswalk(demo.county) ?? '';
    const all = await released(path.join(folder, 'empty'), deliveries, crosswalk, [() => Promise.resolve()]);
    const aside = path.join(folder, 'aside');
    await mkdir(aside);
    const newest = (await readdir(deliveries)).filter((file) => NEWEST.test(file));
    const move = async (from: string, to: string) => {
      for (const file of newest) await rename(path.join(from, file), path.join(to, file));
    };
    await move(deliveries, aside);
    const [, next] = await released(path.join(folder, 'grown'), deliveries, crosswalk, [
      () => Promise.resolve(),
      () => move(aside, deliveries),
    ]);
    const baseline = all[0]!.seconds;
    return {
      name: bench.name,
      value: rounded(next!.seconds, 1),
      baseline: rounded(baseline, 1),
      ratio: rounded(next!.seconds / baseline, 3),
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      runs: 1,
      progress: next!.progress,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One release after another into one target; `before`: what happens to the deliveries before each. */
async function released(
  site: string,
  deliveries: string,
  crosswalk: string,
  before: readonly (() => Promise<void>)[],
): Promise<Timed[]> {
  const simulator = await startSimulator({ seed: defaultSeed() });
  await mkdir(path.dirname(path.join(site, DEMO_CROSSWALK)), { recursive: true });
  await writeFile(path.join(site, DEMO_CROSSWALK), crosswalk);
  const { url, issuer } = simulator;
  await writeFile(path.join(site, 'kmsync.yaml'), `target: { url: ${url}/management, issuer: ${issuer} }`);
  const stages: { readonly title: string; readonly at: number }[] = [];
  const app = await openApp({
    site,
    deliveries,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: {
      stage: (title) => stages.push({ title, at: performance.now() }),
      operation: () => undefined,
    },
  });
  try {
    const times: Timed[] = [];
    for (const prepare of before) {
      await prepare();
      stages.length = 0;
      const { result } = await syncRun({ job: 'demo' }, app.ports);
      if (!result.state.startsWith('published')) throw new Error(`the release ended ${result.state}`);
      times.push(timed(stages));
    }
    return times;
  } finally {
    await app.close();
    await simulator.close();
  }
}

function timed(stages: readonly { readonly title: string; readonly at: number }[]): Timed {
  const own = stages.filter(({ title }) => title.startsWith(CONTROL));
  const after = stages[stages.findLastIndex(({ title }) => title.startsWith(CONTROL)) + 1];
  return { seconds: (after!.at - own[0]!.at) / 1000, progress: own.length };
}

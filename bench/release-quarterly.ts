/**
 * Disclosure control of the demo county's next quarter when the twenty before it stand in the registry, against the
 * same release with an empty registry: what is unchanged comes from the tables that were decided before. Register and
 * Jobcenter deliver each quarter; everything that counts with nothing but these is published.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp, packageRoot } from '../src/app.ts';
import { referenceDate, type ReferenceDate } from '../src/core/reference-date.ts';
import { DEMO_CROSSWALK, demoCrosswalk } from '../src/demo/crosswalk-file.ts';
import { orderFile } from '../src/demo/order-file.ts';
import { registerFile } from '../src/demo/register-files.ts';
import { writeDemoDeliveries } from '../src/demo/write-demo-deliveries.ts';
import { sidesOf } from '../src/engine/protect/sides.ts';
import { syncRun } from '../src/engine/sync-run.ts';
import { loadCatalogue } from '../src/mapping/catalogue.ts';
import { defaultSeed, SIMULATOR_SECRET } from '../src/simulator/seed.ts';
import { startSimulator } from '../src/simulator/server.ts';
import { rounded, type Bench, type BenchResult } from './bench.ts';

/** Five years and the quarter after them. */
const QUARTERS = quarterEnds('2019-12-31', 21);
const DATASETS = new Set(['einwohner', 'sgb2']);
const REGISTER = 'mappings/profiles/demo-einwohner.yaml';
const JOB = 'quartal';
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
    const site = await quarterlySite(deliveries);
    const all = await released(path.join(folder, 'empty'), deliveries, site, [() => Promise.resolve()]);
    const aside = path.join(folder, 'aside');
    await mkdir(aside);
    const newest = (await readdir(deliveries)).filter((file) => file.includes(compact(QUARTERS.at(-1)!)));
    const move = async (from: string, to: string) => {
      for (const file of newest) await rename(path.join(from, file), path.join(to, file));
    };
    await move(deliveries, aside);
    const [, next] = await released(path.join(folder, 'grown'), deliveries, site, [
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

/** Writes the deliveries; answers the files of a site that reads them quarter by quarter. */
async function quarterlySite(deliveries: string): Promise<ReadonlyMap<string, string>> {
  const { county } = await writeDemoDeliveries(deliveries, { dates: QUARTERS });
  const yearly = (await readdir(deliveries)).filter((file) => /^(einwohner|sgb2)_/.test(file));
  for (const file of yearly) await rm(path.join(deliveries, file));
  for (const [index, snapshot] of county.snapshots.entries()) {
    const day = compact(snapshot.date);
    await writeFile(path.join(deliveries, `einwohner_${day}.csv`), registerFile(county, index));
    await writeFile(path.join(deliveries, `sgb2_${day}.csv`), orderFile(county, snapshot));
  }
  const root = packageRoot();
  const register = await readFile(path.join(root, REGISTER), 'utf8');
  const indicators = await countedIndicators(root);
  return new Map([
    [DEMO_CROSSWALK, demoCrosswalk(county) ?? ''],
    [
      REGISTER,
      register.replace(
        /^date: .*$/m,
        "date: { from: fileName, match: '^einwohner_(\\d{8})', format: YYYYMMDD }",
      ),
    ],
    [`jobs/${JOB}.yaml`, jobFile(indicators)],
  ]);
}

function jobFile(indicators: readonly string[]): string {
  return `id: ${JOB}
title: Register und Jobcenter jedes Quartals
levels: [demo-quartier, demo-sozialraum, demo-gemeinde, demo-kreis]
intake:
  - { profile: demo-einwohner, config: { files: 'einwohner_*.csv' } }
  - { profile: demo-jobcenter, config: { files: 'sgb2_*.csv' } }
indicators: [${indicators.join(', ')}]
access: { viewers: [Berechtigtenkreis] }
`;
}

/** Indicators of the demo that count with nothing but what comes each quarter. */
async function countedIndicators(root: string): Promise<string[]> {
  const { indicators, jobs } = await loadCatalogue([root]);
  return (jobs.get('demo')?.indicators ?? []).filter((id) => {
    const formula = indicators.get(id)?.formula;
    if (formula?.kind !== 'count' && formula?.kind !== 'rate') return false;
    const { numerator, denominator } = sidesOf(formula);
    const parts = [...numerator.parts, ...(denominator?.parts ?? [])];
    return parts.every(({ count }) => DATASETS.has(count.dataset));
  });
}

function quarterEnds(first: string, count: number): ReferenceDate[] {
  const year = Number(first.slice(0, 4));
  return Array.from({ length: count }, (_, index) => {
    // Day 0 of a month is the last of the one before it.
    const end = new Date(Date.UTC(year, 12 + 3 * index, 0));
    return referenceDate(end.toISOString().slice(0, 10));
  });
}

function compact(date: ReferenceDate): string {
  return date.replaceAll('-', '');
}

/** One release after another into one target; `before`: what happens to the deliveries before each. */
async function released(
  site: string,
  deliveries: string,
  files: ReadonlyMap<string, string>,
  before: readonly (() => Promise<void>)[],
): Promise<Timed[]> {
  const simulator = await startSimulator({ seed: defaultSeed() });
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(site, file)), { recursive: true });
    await writeFile(path.join(site, file), text);
  }
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
      const { result } = await syncRun({ job: JOB }, app.ports);
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

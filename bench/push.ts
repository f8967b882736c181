/**
 * A whole sync of 60 indicators on 3 levels over 40 reference dates into the simulator, and the same once more.
 * The baseline sends nothing but the 180 value uploads of that sync, with the same bodies, one after the other,
 * over plain fetch: what is left when nobody reads, computes, plans, journals or reads back.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp, type App } from '../src/app.ts';
import { syncRun } from '../src/engine/sync-run.ts';
import { valuesPut } from '../src/kommonitor/indicator-payloads.ts';
import { SIMULATOR_SECRET } from '../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../src/simulator/server.ts';
import type { Plan } from '../src/sync/plan.ts';
import { clearRequests, requestsSeen, writesSeen } from '../tests/support/simulator-reader.ts';
import { WIDE_JOB, writeWideSite } from '../tests/support/wide-site.ts';
import { median, rounded, type Bench, type BenchResult } from './bench.ts';

const RUNS = 3;
/** 60 indicators, 40 dates; 40 quarters in 8 districts of one city. */
const SIZE = { indicators: 60, dates: 40, districts: 8 };

interface PushResult extends BenchResult {
  readonly puts: number;
  readonly secondRunWrites: number;
  /** Requests below /management. */
  readonly secondRunRequests: number;
}

interface Push {
  readonly seconds: number;
  readonly bareSeconds: number;
  readonly puts: number;
  readonly secondRunWrites: number;
  readonly secondRunRequests: number;
}

export const bench: Bench = { name: 'push', run: push };

/** Seconds; memory is that of program and simulator together, which share a process here. */
async function push(): Promise<PushResult> {
  const pushes: Push[] = [];
  for (let run = 0; run < RUNS; run += 1) pushes.push(await pushOnce());
  const last = pushes.at(-1)!;
  const value = median(pushes.map((one) => one.seconds));
  const baseline = median(pushes.map((one) => one.bareSeconds));
  return {
    name: bench.name,
    value: rounded(value, 2),
    baseline: rounded(baseline, 2),
    ratio: rounded(value / baseline, 2),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    runs: RUNS,
    puts: last.puts,
    secondRunWrites: last.secondRunWrites,
    secondRunRequests: last.secondRunRequests,
  };
}

async function pushOnce(): Promise<Push> {
  const site = await mkdtemp(path.join(tmpdir(), 'kmsync-bench-push-'));
  const simulator = await startSimulator();
  writeWideSite(site, simulator, SIZE);
  const app = await openSite(site);
  try {
    const started = performance.now();
    const first = await syncRun({ job: WIDE_JOB }, app.ports);
    const seconds = (performance.now() - started) / 1000;
    if (first.result.state !== 'published' || !first.plan)
      throw new Error(`first run: ${first.result.state}`);
    const puts = (await writesSeen(simulator)).filter(isValueUpload).length;

    await clearRequests(simulator);
    const second = await syncRun({ job: WIDE_JOB }, app.ports);
    if (second.result.state !== 'no_change') throw new Error(`second run: ${second.result.state}`);
    const secondRunWrites = (await writesSeen(simulator)).length;
    const secondRunRequests = (await requestsSeen(simulator)).filter(isManagement).length;

    return {
      seconds,
      bareSeconds: await bareUploads(simulator, first.plan),
      puts,
      secondRunWrites,
      secondRunRequests,
    };
  } finally {
    await app.close();
    await simulator.close();
    await rm(site, { recursive: true, force: true });
  }
}

function openSite(site: string): Promise<App> {
  return openApp({
    site,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: new AbortController().signal,
    events: { stage: () => undefined, operation: () => undefined },
  });
}

/** The value uploads of the plan once more; the server does the same work for them as before. */
async function bareUploads(simulator: Simulator, plan: Plan): Promise<number> {
  const headers = {
    authorization: `Bearer ${await accessToken(simulator)}`,
    'content-type': 'application/json',
  };
  const ids = new Map(simulator.state().indicators.map((indicator) => [indicator.name, indicator.id]));
  const uploads = plan.operations.flatMap((operation) => {
    if (operation.kind !== 'put-values') return [];
    const rows = operation.rows.map(({ key, values }) => ({ key, values }));
    const body = JSON.stringify(valuesPut({ ...operation, rows }));
    return [{ url: `${simulator.url}/management/indicators/${ids.get(operation.indicator.name)}`, body }];
  });
  const started = performance.now();
  for (const { url, body } of uploads) {
    const answer = await fetch(url, { method: 'PUT', headers, body });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`bare upload: ${answer.status}`);
  }
  return (performance.now() - started) / 1000;
}

async function accessToken({ issuer }: Simulator): Promise<string> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'kommonitor-sync',
      client_secret: SIMULATOR_SECRET,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function isValueUpload({ method, path: address }: { method: string; path: string }): boolean {
  return method === 'PUT' && /^\/management\/indicators\/[^/]+$/.test(address);
}

function isManagement({ path: address }: { path: string }): boolean {
  return address.startsWith('/management/');
}

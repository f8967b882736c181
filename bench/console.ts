/**
 * How fast the console answers with 10,000 runs and 100,000 findings in the ledger: every page of the table of routes
 * by turns, each time beside a page of the same size that is only sent. Server and asker are two processes.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import type { Bench, BenchResult } from './bench.ts';
import { rounded } from './bench.ts';

const REQUESTS = 10_000;

interface ConsoleResult extends BenchResult {
  /** The slowest page. */
  readonly page: string;
  /** Peak memory of the server in the second half of the requests against the first. */
  readonly rssRatio: number;
  /** 95th percentile of each page in ms, and how often that of the static page. */
  readonly pages: Readonly<Record<string, string>>;
}

/** What the server says once it listens. */
export interface Ready {
  readonly url: string;
  readonly cookie: string;
  readonly pages: readonly string[];
}

interface Timed {
  readonly page: string;
  readonly p95: number;
  readonly still: number;
}

export const bench: Bench = { name: 'console', run: console };

/** Milliseconds: the 95th percentile of the slowest page. */
async function console(): Promise<ConsoleResult> {
  const server = fork(path.join(import.meta.dirname, 'console-server.ts'), {
    execArgv: process.execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(server, 'exit');
  try {
    return await measured(server);
  } finally {
    server.send('end');
    await ended;
  }
}

async function measured(server: ChildProcess): Promise<ConsoleResult> {
  const ready = await answerOf<Ready>(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (at: string) => timed(new URL(at, ready.url), { agent, cookie: ready.cookie });
  const sizes = new Map<string, number>();
  for (let warmUp = 0; warmUp < 20; warmUp += 1)
    for (const page of ready.pages) sizes.set(page, (await ask(page)).bytes);
  const own = new Map(ready.pages.map((page) => [page, [] as number[]]));
  const still = new Map(ready.pages.map((page) => [page, [] as number[]]));
  const peaks: number[] = [];
  for (const half of [0, 1]) {
    server.send('measure');
    await answerOf(server);
    for (let n = 0; n < REQUESTS / 2; n += 1) {
      const page = ready.pages[(n + half) % ready.pages.length] ?? '/';
      own.get(page)?.push((await ask(page)).ms);
      still.get(page)?.push((await ask(`/static/${sizes.get(page) ?? 0}`)).ms);
    }
    server.send('peak');
    peaks.push(await answerOf<number>(server));
  }
  agent.destroy();
  const all = ready.pages
    .map((page): Timed => ({ page, p95: p95(own.get(page) ?? []), still: p95(still.get(page) ?? []) }))
    .sort((a, b) => b.p95 - a.p95);
  const [slowest] = all;
  const [first = 1, second = 1] = peaks;
  if (!slowest) throw new Error('there is no page');
  return {
    name: bench.name,
    value: rounded(slowest.p95, 2),
    baseline: rounded(slowest.still, 2),
    ratio: rounded(Math.max(...all.map((each) => each.p95 / each.still)), 2),
    rssMb: Math.round(Math.max(first, second)),
    runs: REQUESTS,
    page: slowest.page,
    rssRatio: rounded(second / first, 3),
    pages: Object.fromEntries(
      all.map((each) => [
        each.page,
        `${rounded(each.p95, 2)} ms, ${rounded(each.p95 / each.still, 1)} times`,
      ]),
    ),
  };
}

async function answerOf<T>(server: ChildProcess): Promise<T> {
  const [message] = (await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(() => Promise.reject(new Error('the server has ended'))),
  ])) as [T];
  return message;
}

function timed(url: URL, { agent, cookie }: { readonly agent: Agent; readonly cookie: string }) {
  return new Promise<{ ms: number; bytes: number }>((resolve, reject) => {
    const started = performance.now();
    const sent = request(url, { agent, headers: { cookie } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${url.pathname}: ${response.statusCode}`));
        else resolve({ ms: performance.now() - started, bytes });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

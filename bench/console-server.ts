/** The console of the benchmark in a process of its own, with a ledger as it is after years, and pages that are only sent. */
import { serve } from '@hono/node-server';
import { getCookie } from 'hono/cookie';
import type { AddressInfo } from 'node:net';
import { ROUTES } from '../src/console/routes.ts';
import { finding, type Finding } from '../src/core/finding.ts';
import { ROLES } from '../src/engine/approval/person.ts';
import type { RunState } from '../src/engine/ledger.ts';
import { consoleWorld, type ConsoleWorld } from '../tests/support/console-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../tests/support/preview-sample.ts';
import { publishSample } from '../tests/support/published-sample.ts';
import { SMALL_JOB } from '../tests/support/small-site.ts';
import type { Ready } from './console.ts';

const RUNS = 10_000;
/** Ten for each run on average. */
const FINDINGS = 100_000;
const STATES: readonly RunState[] = [
  'published',
  'published_with_notes',
  'no_change',
  'check_failed',
  'rejected',
];
const SMALL_INDICATOR = 'klein-bev';
const RUN_PARAMETER = ':id{[0-9]{4}-[0-9]{4,}}';
/** Milliseconds between two looks at the memory. */
const LOOK = 5;

let peak = 0;
const world = await consoleWorld();
const pages = await pagesOf(world);
const still = new Map<string, string>();
/** For whoever is logged in, like every page; beyond that it is only sent. */
world.console.get('/static/:bytes', async (c) => {
  const found = await world.app.sessions.find(getCookie(c, 'kmsync-session') ?? '');
  return found ? c.html(stillPage(c.req.param('bytes'))) : c.text('Anmelden', 401);
});
const server = serve({ fetch: world.console.fetch, hostname: '127.0.0.1', port: 0 }, () => {
  const { port } = server.address() as AddressInfo;
  void begin(port);
});
const looking = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), LOOK);

async function begin(port: number): Promise<void> {
  const { token } = await world.browser('alles', ...ROLES);
  const ready: Ready = { url: `http://127.0.0.1:${port}`, cookie: `kmsync-session=${token}`, pages };
  process.send?.(ready);
}

process.on('message', (message) => {
  if (message === 'measure') peak = 0;
  if (message === 'end') return void end();
  process.send?.(peak / 1024 / 1024);
});

async function end(): Promise<void> {
  clearInterval(looking);
  server.close();
  await world.close();
  process.disconnect();
}

function stillPage(bytes: string): string {
  const known = still.get(bytes) ?? 'x'.repeat(Number(bytes));
  still.set(bytes, known);
  return known;
}

/** Every page of the table of routes, with runs of the ledger where it names one. */
async function pagesOf(made: ConsoleWorld): Promise<string[]> {
  const { ledger } = made.app;
  const each = FINDINGS / RUNS;
  for (let n = 0; n < RUNS; n += 1) {
    const { id } = await ledger.startRun({ job: SMALL_JOB, kind: 'sync' });
    await ledger.putFindings(id, findings(n, each));
    await ledger.updateRun(id, { state: STATES[n % STATES.length] ?? 'published', finished: true });
  }
  const preview = await made.planned('draft', PREVIEW_PLAN);
  await ledger.putLevel(PREVIEW_LEVEL, preview);
  await made.submitted('local:anna');
  const published = await publishSample(made);
  const waiting = await made.run('waiting');
  const runOf = (path: string) =>
    path.endsWith('en') ? (path.endsWith('zuruecknehmen') ? published : waiting) : preview;
  return ROUTES.filter(({ method, path }) => method === 'GET' && isPage(path))
    .map(({ path }) =>
      path
        .replace(RUN_PARAMETER, runOf(path))
        .replace('/indikatoren/:id', `/indikatoren/${SMALL_INDICATOR}`)
        .replace(/^\/quellen\/:id(\{[^}]*\})?/, `/quellen/${SMALL_JOB}`)
        .replace(':thema', 'lauf'),
    )
    .concat([
      '/laeufe?seite=150',
      '/laeufe?zustand=published&hinweise=ja',
      '/laeufe/2026-5000',
      '/laeufe/2026-5000/pruefung',
      `/laeufe/${published}/bericht`,
    ]);
}

/** What is no file, no event and no step of a log-in. */
function isPage(path: string): boolean {
  return !/\.[a-z]+$|\/stand$|:datei|^\/assets|^\/anmelden|^\/ab|^\/bestaetigen\//.test(path);
}

function findings(run: number, count: number): Finding[] {
  return Array.from({ length: count }, (_, index) =>
    finding(
      index % 2 === 0 ? 'assignment.coordinate-unreadable' : 'format.key-length',
      { file: `lieferung-${run}.csv`, row: index + 2, column: 'B' },
      { found: 'abc' },
    ),
  );
}

/** The console of the small site on a real port, beside a KomMonitor, and people who walk through it in a real browser. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { serveConsole } from '../../src/console/serve-console.ts';
import { addAccount } from '../../src/engine/approval/local-login.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { startBrowser } from './browser.ts';
import { readIndicators, type ReadTable } from './simulator-reader.ts';
import { personTable, SMALL_JOB, writeSmallSite } from './small-site.ts';
import { walkerOn, type Walker, type Way } from './walkers.ts';

const PASSWORD = 'regen lampe kreide boot';

const PEOPLE = {
  anna: ['sync-editor'],
  bernd: ['sync-approver'],
  carla: ['sync-approver'],
  dora: ['sync-editor', 'sync-approver'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Name = keyof typeof PEOPLE;

export interface WalkWorld {
  readonly url: string;
  /** The folder of the site. */
  readonly site: string;
  readonly app: App;
  readonly simulator: Simulator;
  later(minutes: number): void;
  /** In a browser of their own, on the overview after the log-in. */
  walks(name: Name): Promise<Walker>;
  /** Fills the form of the log-in where a walker has come to it. */
  signIn(walker: Walker, name: Name): Promise<void>;
  /** Fills the form in which somebody who is logged in shows once more who they are. */
  prove(walker: Walker, name: Name): Promise<void>;
  /** A file on the disk of whoever brings it. */
  file(name: string, content: string): string;
  /** Both Stichtage have gone to KomMonitor by two people; answers the run. */
  published(): Promise<string>;
  /** The older of them has been corrected since, and that is published as well. */
  corrected(): Promise<string>;
  /** The first delivery, submitted by anna; answers the run. */
  submitted(): Promise<string>;
  /** What stands in KomMonitor for an indicator and a level. */
  values(indicator: string, level: string): Promise<ReadTable>;
  close(): Promise<void>;
}

export async function walkWorld(chromium: Browser, way: Way): Promise<WalkWorld> {
  const simulator = await startSimulator();
  const site = mkdtempSync(path.join(tmpdir(), 'kmsync-walk-'));
  writeSmallSite(site, simulator, 'first');
  appendFileSync(path.join(site, 'kmsync.yaml'), 'approval: { required: always }\n');
  const stop = new AbortController();
  let ahead = 0;
  const app = await openApp({
    site,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal: stop.signal,
    events: { stage: () => undefined, operation: () => undefined },
    now: () => new Date(Date.now() + ahead * 60_000),
  });
  const { ledger, log, desk } = app;
  for (const [name, roles] of Object.entries(PEOPLE))
    await addAccount({ name, roles, password: PASSWORD }, { ledger, log });
  const server = await serveConsole(app, { host: '127.0.0.1', port: 0 });

  const signIn = async (walker: Walker, name: Name) => {
    await walker.type('Name', name);
    await walker.type('Kennwort', PASSWORD);
    await walker.press('Anmelden');
  };
  const submitted = async () => {
    const { run } = (await app.sync(SMALL_JOB)).result;
    await desk.submit(run, person('anna'));
    return run;
  };
  const published = async () => {
    const run = await submitted();
    const { planHash } = (await desk.run(run)).run;
    await desk.approve({ run, shown: planHash ?? '' }, person('bernd'));
    await desk.settled();
    return run;
  };
  const deliver = (stichtag: string, table: string) =>
    writeFileSync(path.join(site, `deliveries/personen_${stichtag}.csv`), table);
  return {
    url: server.url,
    site,
    app,
    simulator,
    signIn,
    async prove(walker, name) {
      await walker.type(`Kennwort von ${name}`, PASSWORD);
      await walker.press('Bestätigen');
    },
    submitted,
    later: (minutes) => {
      ahead += minutes;
    },
    async walks(name) {
      const context = await chromium.newContext({
        locale: 'de-DE',
        javaScriptEnabled: way !== 'without a script',
      });
      const walker = walkerOn(await context.newPage(), way, () => desk.settled());
      await walker.page.goto(server.url);
      await signIn(walker, name);
      return walker;
    },
    file(name, content) {
      const file = path.join(site, name);
      writeFileSync(file, content);
      return file;
    },
    async published() {
      deliver('2023-12-31', personTable('31.12.2023', 7));
      return published();
    },
    async corrected() {
      deliver('2022-12-31', personTable('31.12.2022', 0));
      return published();
    },
    async values(indicator, level) {
      const found = (await readIndicators(simulator)).find(({ name }) => name === indicator);
      return found ? found.values(level) : new Map();
    },
    async close() {
      await server.close();
      stop.abort();
      await app.close();
      await simulator.close();
      rmSync(site, { recursive: true, force: true });
    },
  };
}

/** Gives each test of the suite a world of its own, in one browser for all of them. */
export function eachWalk(way: Way, begin: (world: WalkWorld) => void): void {
  let chromium: Browser;
  let world: WalkWorld | undefined;
  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    world = await walkWorld(chromium, way);
    begin(world);
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
}

function person(name: Name): Person {
  return { subject: `local:${name}`, name, roles: new Set(PEOPLE[name]) };
}

/** The badge under the heading of a run. */
export function badge({ page }: Walker, text: string | RegExp) {
  return page.locator('.ks-state .kern-badge').getByText(text);
}

export const SOURCE = 'Personen nach Quartieren';

/** From any page: chooses the source and the file, and sends them. */
export async function bring(walker: Walker, file: string, remark?: string): Promise<void> {
  await walker.open('Neue Lieferung');
  await walker.pick(SOURCE);
  if (remark !== undefined) await walker.type('Bemerkung (freiwillig)', remark);
  await walker.choose('Datei', file);
  await walker.press('Hochladen und prüfen');
}

/** Id of the run whose page is open. */
export function runOf({ page }: Walker): string {
  return /\/laeufe\/(\d{4}-\d+)/.exec(page.url())?.[1] ?? '';
}

/** Cells of the open table, row by row. */
export function rowsOf({ page }: Walker): Promise<string[][]> {
  return page.evaluate<string[][]>(
    `[...document.querySelector('tbody').rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))`,
  );
}

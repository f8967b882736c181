/**
 * `npm run handbuch`: makes the pictures of docs/handbuch from the demo's console. The clock is set and goes on with
 * what the program does, so that a second time shows the same.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { prepareSite } from '../../src/cli/demo-site.ts';
import { addDemoUsers, bringOrder, leaveWaiting, type DemoUser } from '../../src/cli/demo-waiting.ts';
import { correctedOrder } from '../../src/demo/corrected-order.ts';
import type { County } from '../../src/demo/generate-county.ts';
import { serveConsole } from '../../src/console/serve-console.ts';
import { SIMULATOR_SECRET, defaultSeed } from '../../src/simulator/seed.ts';
import { startSimulator } from '../../src/simulator/server.ts';
import { startBrowser } from './browser.ts';
import { REPOSITORY } from './generate.ts';
import { camera, type Camera } from './handbuch-pictures.ts';
import { SCREENS, type Shown } from './handbuch-screens.ts';

const BEGIN = Date.parse('2026-02-03T08:00:00Z');
/** Stands on some of the pages. */
const SIMULATOR_PORT = 8085;
const FOLDER = path.join(REPOSITORY, 'docs/handbuch/bilder');

let passed = 0;
const pass = (seconds: number) => {
  passed += seconds * 1000;
};
const now = () => new Date(BEGIN + passed);
const monotonic = () => passed;
const events = { stage: () => pass(3), operation: () => pass(0.1) };

async function open(site: string, signal: AbortSignal): Promise<App> {
  return openApp({
    site,
    environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
    signal,
    events,
    now,
    monotonic,
  });
}

async function takeAll(eye: Camera, shown: Shown, when: 'before' | 'afterwards'): Promise<string[]> {
  const missing: string[] = [];
  for (const screen of SCREENS.filter(
    ({ afterwards }) => (afterwards ?? false) === (when === 'afterwards'),
  )) {
    const isThere = await eye.take(screen, shown);
    console.log(`${isThere ? 'made' : `no page at ${screen.path(shown)}`}: ${screen.picture}.webp`);
    if (!isThere) missing.push(screen.picture);
  }
  return missing;
}

async function approve(eye: Camera, { url, waiting }: Shown): Promise<void> {
  const page = await eye.page('bernd');
  await page.goto(`${url}/laeufe/${waiting}/freigabe`);
  await page.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
  await page.getByText(/Werten in KomMonitor gelesen und gleich/).waitFor({ timeout: 300_000 });
  await page.close();
}

/** With two quarters that do not exist and a figure that is none. */
async function bringWrongFile(app: App, users: readonly DemoUser[], county: County) {
  const order = correctedOrder(county).toString('latin1');
  const wrong = order
    .replace(';001010102;', ';001010120;')
    .replace(';001010103;', ';001010130;')
    .replace(/;(\d+)\r\n(.*)SUMSUMSUM/, ';1.2,3\r\n$2SUMSUMSUM');
  const file = { name: 'sgb2_2024_neu.csv', bytes: Buffer.from(wrong, 'latin1') };
  const { run } = await bringOrder(app, users[0], { ...file, remark: '' });
  return { failed: run, wrong: file };
}

mkdirSync(FOLDER, { recursive: true });
const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-handbuch-'));
const stop = new AbortController();
const simulator = await startSimulator({ port: SIMULATOR_PORT, seed: defaultSeed(), now });
const chromium = await startBrowser();
try {
  const demo = await prepareSite({ folder, seed: '1' }, simulator);
  const publishing = await open(demo.site, stop.signal);
  const { result } = await publishing.sync('demo');
  pass(3600);
  await publishing.sync('demo');
  await publishing.close();
  await demo.demandApproval();
  pass(24 * 3600);
  const app = await open(demo.site, stop.signal);
  const users = await addDemoUsers(app);
  const brought = await bringWrongFile(app, users, demo.county);
  pass(1200);
  const { run: waiting } = await leaveWaiting(app, users, demo.county);
  pass(600);
  const web = await serveConsole(app, { host: '127.0.0.1', port: 0 });
  try {
    const shown: Shown = { url: web.url, first: result.run, waiting, ...brought };
    const eye = camera(chromium, { url: web.url, users, folder: FOLDER });
    const missing = await takeAll(eye, shown, 'before');
    pass(120);
    await approve(eye, shown);
    pass(60);
    missing.push(...(await takeAll(eye, shown, 'afterwards')));
    if (missing.length > 0) {
      console.error(`no page for ${missing.join(', ')}`);
      process.exitCode = 1;
    }
  } finally {
    await web.close();
    await app.close();
  }
} finally {
  await chromium.close();
  stop.abort();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
}

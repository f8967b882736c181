/** A clerk brings a file in a real browser: with the script in pieces, without it in one, and after an interruption. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { addAccount } from '../../src/engine/approval/local-login.ts';
import type { Role } from '../../src/engine/approval/person.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { smallDelivery, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const PASSWORD = 'regen lampe kreide boot';
const NEW = '/lieferungen/neu';

describe.skipIf(BROWSER_MISSING)('bringing a file', () => {
  let chromium: Browser;
  let simulator: Simulator;
  let site: string;
  let app: App;
  let server: ConsoleServer;
  let stop: AbortController;
  let minutes = 0;
  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    minutes = 0;
    simulator = await startSimulator();
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-bring-'));
    writeSmallSite(site, simulator, 'first');
    appendFileSync(path.join(site, 'kmsync.yaml'), 'approval: { required: always }\n');
    stop = new AbortController();
    app = await openApp({
      site,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: stop.signal,
      events: { stage: () => undefined, operation: () => undefined },
      now: () => new Date(Date.now() + minutes * 60_000),
    });
    server = await serveConsole(app, { host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await server.close();
    stop.abort();
    await app.close();
    await simulator.close();
    rmSync(site, { recursive: true, force: true });
  });

  async function signedIn(name: string, roles: readonly Role[], script = true): Promise<Page> {
    const ports = { ledger: app.ledger, log: app.log };
    if (!(await app.ledger.account(name))) await addAccount({ name, roles, password: PASSWORD }, ports);
    const page = await (await chromium.newContext({ javaScriptEnabled: script, locale: 'de-DE' })).newPage();
    await page.goto(server.url);
    await signIn(page, name);
    return page;
  }

  async function signIn(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Kennwort').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.waitForURL((url) => url.pathname !== '/anmelden');
  }

  function fileOf(content: string | Buffer, name = 'personen_2022-12-31.csv'): string {
    const file = path.join(site, name);
    writeFileSync(file, content);
    return file;
  }

  /** The source among all those that are shipped, and the file. */
  async function choose(page: Page, file: string): Promise<void> {
    await page.getByRole('radio', { name: 'Personen nach Quartieren', exact: true }).check();
    await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
  }
  const send = (page: Page) => page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
  const badge = (page: Page, text: string | RegExp) =>
    page.locator('.ks-state .kern-badge').getByText(text).waitFor();

  it.each([
    ['in pieces', true],
    ['in one piece, without a script', false],
  ])('goes from the file to KomMonitor by two people, %s', async (_how, script) => {
    const anna = await signedIn('anna', ['sync-editor'], script);
    await anna.getByRole('link', { name: 'Neue Lieferung' }).click();
    await anna.getByLabel('Bemerkung').fill('Wie besprochen');
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.waitForURL(/laeufe/);
    await app.desk.settled();
    await anna.reload();
    await badge(anna, 'Entwurf');
    await anna.getByRole('link', { name: 'Zur Freigabe' }).click();
    await anna.getByRole('button', { name: 'Zur Freigabe geben' }).click();
    await anna.getByText('Sie haben vorgelegt.').waitFor();

    const bernd = await signedIn('bernd', ['sync-approver'], script);
    await bernd.getByRole('link', { name: /^Entscheiden/ }).click();
    await bernd.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
    await bernd.waitForURL(/meldung=freigegeben/);
    await app.desk.settled();
    await bernd.reload();
    await badge(bernd, /^Veröffentlicht/);

    expect(simulator.state().indicators).toHaveLength(2);
  });

  it('that is bad is understood and replaced by a good one', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    await choose(anna, fileOf(smallDelivery().replace('A1;', 'A9;'), 'falsch.csv'));
    await send(anna);
    await anna.waitForURL(/laeufe/);
    await app.desk.settled();
    await anna.reload();
    await badge(anna, 'Prüfung nicht bestanden');
    await anna.getByRole('link', { name: /^Prüfbericht/ }).click();
    expect(await anna.getByText('falsch.csv, Zeile 2').count()).toBeGreaterThan(0);

    await anna.getByRole('link', { name: 'Neue Lieferung' }).click();
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.waitForURL(/laeufe/);
    await app.desk.settled();
    await anna.reload();
    await badge(anna, 'Entwurf');
  });

  it('is refused before a byte is sent where it is too large', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    await anna.evaluate(`document.querySelector('[data-upload]').dataset.largest = '100'`);
    const requests: string[] = [];
    anna.on('request', (request) => requests.push(request.method()));
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.getByText(/Die Datei ist größer als erlaubt/).waitFor();

    expect(requests).toEqual([]);
    expect(await anna.evaluate<string>('document.activeElement.id')).toBe('datei');
    expect(await axeViolations(anna)).toEqual([]);
  });

  it('can be stopped and gone on with, survives a lost connection and a reload', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    // Nobody reads it to the end: the second row is wrong. 9 MB are three pieces.
    const file = fileOf(`QUARTIER;STICHTAG;GESCHL;PERSONEN\n${'A9;31.12.2022;w;1\n'.repeat(500_000)}`);
    let pieces = 0;
    await anna.route('**/lieferungen/dateien/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      pieces += 1;
      // The first arrives, the second never does.
      return pieces === 1 ? route.continue() : route.abort('connectionreset');
    });
    await choose(anna, file);
    await send(anna);
    await anna.getByText('Die Verbindung ist unterbrochen.').waitFor();
    expect(await axeViolations(anna)).toEqual([]);
    await anna.getByRole('button', { name: 'Anhalten' }).click();
    await anna.getByRole('button', { name: 'Fortsetzen', pressed: true }).waitFor();

    await anna.reload();
    await anna.getByText(/Übertragung unterbrochen bei 4\d %/).waitFor();
    await anna.unroute('**/lieferungen/dateien/*');
    const sent: string[] = [];
    anna.on('request', (request) =>
      sent.push(`${request.method()} ${request.headers()['upload-offset'] ?? ''}`),
    );
    await choose(anna, file);
    await send(anna);
    await anna.waitForURL(/laeufe/);

    expect(sent.filter((each) => /HEAD|PATCH|POST/.test(each)).slice(0, 4)).toEqual([
      'HEAD ',
      'PATCH 4000000',
      'PATCH 8000000',
      'POST ',
    ]);
    await app.desk.settled();
    expect(readdirSync(path.join(site, 'state/uploads'))).toEqual([]);
  });

  it('is gone once it is cancelled', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    await anna.route('**/lieferungen/dateien/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort('connectionreset') : route.continue(),
    );
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.getByText('Die Verbindung ist unterbrochen.').waitFor();
    await anna.getByRole('button', { name: 'Abbrechen' }).click();
    await anna.waitForFunction(`document.querySelector('[data-upload-progress]').hidden`);

    expect(readdirSync(path.join(site, 'state/uploads'))).toEqual([]);
  });

  it('says so where the session ends in the middle, and goes on after the next log-in', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    minutes = 31;
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.getByText('Ihre Sitzung ist abgelaufen.').waitFor();
    await signIn(anna, 'anna');
    expect(new URL(anna.url()).pathname).toBe(NEW);
    await choose(anna, fileOf(smallDelivery()));
    await send(anna);
    await anna.waitForURL(/laeufe/);
  });

  it('and fetching now are there for the keyboard alone', async () => {
    const anna = await signedIn('anna', ['sync-editor']);
    await anna.goto(server.url + NEW);
    const reached: string[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await anna.keyboard.press('Tab');
      const name = await anna.evaluate<string>(
        `(() => { const it = document.activeElement; return it.getAttribute('aria-label') ?? it.name ?? it.textContent.trim(); })()`,
      );
      reached.push(name);
      if (name === 'Jetzt abrufen: Ein kleiner Bestand') break;
    }
    for (const name of ['quelle', 'stichtag', 'bemerkung', 'datei']) expect(reached).toContain(name);
    await anna.keyboard.press('Enter');
    await anna.waitForURL(/meldung=abgerufen/);
    await app.desk.settled();
    await anna.reload();
    await badge(anna, 'Freigabe nötig');
  });
});

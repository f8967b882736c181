/** The preview of real runs, as a person meets it: from the run to table, map and series, by mouse and by keyboard. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import type { Person, Role } from '../../src/engine/approval/person.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { personTable, SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const person = (name: string, role: Role): Person => ({
  subject: `local:${name}`,
  name,
  roles: new Set([role]),
});
const ANNA = person('anna', 'sync-editor');
const BERND = person('bernd', 'sync-approver');

describe.skipIf(BROWSER_MISSING)('the preview of a real run', () => {
  let chromium: Chromium;
  let simulator: Simulator;
  let site: string;
  let app: App;
  let server: ConsoleServer;
  let stop: AbortController;
  let first: string;
  let corrected: string;
  beforeAll(async () => {
    chromium = await startBrowser();
    simulator = await startSimulator();
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-preview-'));
    writeSmallSite(site, simulator, 'first');
    appendFileSync(
      path.join(site, 'kmsync.yaml'),
      'approval: { required: always }\naccess: { viewers: [Berechtigtenkreis] }\n',
    );
    stop = new AbortController();
    app = await openApp({
      site,
      environment: { [CLIENT_SECRET]: SIMULATOR_SECRET },
      signal: stop.signal,
      events: { stage: () => undefined, operation: () => undefined },
    });
    for (const { name, roles } of [ANNA, BERND])
      await app.ledger.putAccount({ name, roles: [...roles], password: 'none', locked: false }, 'added');
    server = await serveConsole(app, { host: '127.0.0.1', port: 0 });

    first = (await app.sync(SMALL_JOB)).result.run;
    await app.desk.submit(first, ANNA);
    const { planHash } = (await app.desk.run(first)).run;
    await app.desk.approve({ run: first, shown: planHash ?? '' }, BERND);
    await app.desk.settled();
    // The same Stichtag again, with two women less in the first quarter.
    writeFileSync(path.join(site, 'deliveries/personen_2022-12-31.csv'), personTable('31.12.2022', 0));
    corrected = (await app.sync(SMALL_JOB)).result.run;
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.close();
    stop?.abort();
    await app?.close();
    await simulator?.close();
    if (site !== undefined) rmSync(site, { recursive: true, force: true });
  });

  async function opened(run: string, { script = true } = {}): Promise<Page> {
    const context = await chromium.newContext({ locale: 'de-DE', javaScriptEnabled: script });
    const { token } = await app.sessions.begin(ANNA);
    await context.addCookies([{ name: 'kmsync-session', value: token, url: server.url }]);
    const page = await context.newPage();
    await page.goto(`${server.url}/laeufe/${run}`);
    return page;
  }

  const rows = (page: Page) =>
    page.evaluate<string[][]>(
      `[...document.querySelector('tbody').rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))`,
    );

  it('shows of a corrected delivery the changed cells and nothing else', async () => {
    expect((await app.desk.run(first)).run.state).toMatch(/^published/);
    const page = await opened(corrected);
    await page.getByRole('link', { name: 'Vorschau: was sich in KomMonitor ändert' }).click();

    await page.getByText('In 2 Indikatoren kommen 0 Werte hinzu, 3 ändern sich, 0 entfallen.').waitFor();
    await page
      .getByLabel('Indikator und Raumebene')
      .selectOption({ label: 'Kleine Bevölkerung, Kleine Quartiere' });
    await page.getByRole('button', { name: 'Anzeigen' }).click();
    await page.getByLabel('Nur Änderungen').check();
    await page.getByRole('button', { name: 'Filtern' }).click();

    expect(await rows(page)).toEqual([['Anger', 'A1', '611', '609', '−2', 'geändert']]);
    expect(await page.getByRole('region', { name: 'Zugriffsrechte' }).innerText()).toContain(
      'Zugriffsrechte bleiben unverändert (öffentlich: ja, Gruppen: Berechtigtenkreis).',
    );
  });

  it('shows the same as maps and over time, without a script as well', async () => {
    const page = await opened(corrected, { script: false });
    await page.goto(`${server.url}/laeufe/${corrected}/vorschau`);
    await page.getByRole('link', { name: 'Karte', exact: true }).click();

    expect(await page.getByRole('img', { name: /^Karte/ }).count()).toBe(3);
    expect(await page.getByText(/^In (1|keiner) von [24] Raumeinheiten/).count()).toBe(1);
    const box = await page.getByRole('img', { name: /^Karte neu/ }).boundingBox();
    expect(box?.width).toBeGreaterThan(100);
    expect(box?.height).toBeGreaterThan(100);

    await page.getByRole('link', { name: 'Verlauf', exact: true }).click();
    await page.getByRole('img', { name: /^Linien/ }).waitFor();
    expect(await page.getByText('nur die Stichtage, an denen sich etwas ändert').count()).toBe(0);
  });

  it('lets the keyboard past the maps in one step', async () => {
    const page = await opened(corrected);
    await page.goto(`${server.url}/laeufe/${corrected}/vorschau/karte`);
    await page.getByRole('link', { name: 'Karte überspringen' }).focus();
    await page.keyboard.press('Enter');

    expect(await page.evaluate<string>('document.activeElement.id')).toBe('werte');
    await page.getByRole('link', { name: 'Karte überspringen' }).focus();
    await page.keyboard.press('Tab');
    // The table behind the maps is the next thing there is to stop at.
    expect(await page.evaluate<string>('document.activeElement.getAttribute("aria-label")')).toContain(
      'Werte der Karten',
    );
  });

  it('is submitted from there', async () => {
    const page = await opened(corrected);
    await page.goto(`${server.url}/laeufe/${corrected}/vorschau`);
    await page.getByRole('button', { name: 'Zur Freigabe geben' }).click();

    await page.getByText('Sie haben vorgelegt.').waitFor();
    expect((await app.ledger.approval(corrected))?.submittedBy).toBe(ANNA.subject);
  });
});

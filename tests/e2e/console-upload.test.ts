/** What the script does when a file is brought: it sends it in pieces that can be stopped, gone on with and cancelled. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { smallDelivery } from '../support/small-site.ts';
import { SOURCE, walkWorld, type WalkWorld } from '../support/walk-world.ts';
import type { Walker } from '../support/walkers.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

describe.skipIf(BROWSER_MISSING)('a file that the script sends', () => {
  let chromium: Browser;
  let world: WalkWorld;
  let anna: Walker;
  let page: Page;
  beforeAll(async () => {
    chromium = await startBrowser();
  });
  afterAll(() => chromium?.close());
  beforeEach(async () => {
    world = await walkWorld(chromium, 'by mouse');
    anna = await world.walks('anna');
    await anna.open('Neue Lieferung');
    page = anna.page;
  });
  afterEach(() => world.close());

  async function send(file: string): Promise<void> {
    await page.getByRole('radio', { name: SOURCE, exact: true }).check();
    await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
  }
  /** 9 MB are three pieces. Nobody reads it to the end: the second row is wrong. */
  const large = () =>
    world.file('personen.csv', `QUARTIER;STICHTAG;GESCHL;PERSONEN\n${'A9;31.12.2022;w;1\n'.repeat(500_000)}`);
  const uploads = () => readdirSync(path.join(world.site, 'state/uploads'));

  it('is refused before a byte is sent where it is too large', async () => {
    await page.evaluate(`document.querySelector('[data-upload]').dataset.largest = '100'`);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.method()));
    await send(world.file('personen.csv', smallDelivery()));
    await page.getByText(/Die Datei ist größer als erlaubt/).waitFor();

    expect(requests).toEqual([]);
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('datei');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('can be stopped and gone on with, survives a lost connection and a reload', async () => {
    const file = large();
    let pieces = 0;
    await page.route('**/lieferungen/dateien/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      pieces += 1;
      // The first arrives, the second never does.
      return pieces === 1 ? route.continue() : route.abort('connectionreset');
    });
    await send(file);
    await page.getByText('Die Verbindung ist unterbrochen.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Anhalten' }).click();
    await page.getByRole('button', { name: 'Fortsetzen', pressed: true }).waitFor();

    await page.reload();
    await page.getByText(/Übertragung unterbrochen bei 4\d %/).waitFor();
    await page.unroute('**/lieferungen/dateien/*');
    const sent: string[] = [];
    page.on('request', (request) =>
      sent.push(`${request.method()} ${request.headers()['upload-offset'] ?? ''}`),
    );
    await send(file);
    await page.waitForURL(/laeufe/);

    expect(sent.filter((each) => /HEAD|PATCH|POST/.test(each)).slice(0, 4)).toEqual([
      'HEAD ',
      'PATCH 4000000',
      'PATCH 8000000',
      'POST ',
    ]);
    await world.app.desk.settled();
    expect(uploads()).toEqual([]);
  });

  it('is gone once it is cancelled', async () => {
    await page.route('**/lieferungen/dateien/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort('connectionreset') : route.continue(),
    );
    await send(world.file('personen.csv', smallDelivery()));
    await page.getByText('Die Verbindung ist unterbrochen.').waitFor();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Abbrechen' }).click()]);

    expect(uploads()).toEqual([]);
    expect(await page.getByText(/Übertragung unterbrochen/).count()).toBe(0);
  });

  it('leads to the log-in where the session ends in the middle, and is gone on with afterwards', async () => {
    const file = large();
    let pieces = 0;
    await page.route('**/lieferungen/dateien/*', (route) => {
      if (route.request().method() === 'PATCH') pieces += 1;
      if (pieces === 2) world.later(31);
      return route.continue();
    });
    await send(file);
    await page.getByText('Ihre Sitzung ist abgelaufen.').waitFor();
    await page.unroute('**/lieferungen/dateien/*');
    await world.signIn(anna, 'anna');
    await page.getByText(/Übertragung unterbrochen bei 4\d %/).waitFor();
    await send(file);
    await page.waitForURL(/laeufe/);
    await world.app.desk.settled();

    expect(uploads()).toEqual([]);
  });
});

/** What the console's own script adds to pages that work without it, in a real browser. */
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { ROLES } from '../../src/engine/approval/person.ts';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { consoleWorld, type ConsoleWorld } from '../support/console-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../support/preview-sample.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROWS = `[...document.querySelector('tbody').rows].map((row) => row.textContent)`;

describe.skipIf(BROWSER_MISSING)('the script of the console', () => {
  let world: ConsoleWorld;
  let server: ConsoleServer;
  let chromium: Chromium;
  let page: Page;
  let path: string;
  beforeAll(async () => {
    world = await consoleWorld();
    const run = await world.planned('draft', PREVIEW_PLAN);
    await world.app.ledger.putLevel(PREVIEW_LEVEL, run);
    server = await serveConsole(world.app, { host: '127.0.0.1', port: 0 });
    path = `${server.url}/laeufe/${run}/vorschau`;
    chromium = await startBrowser();
    const context = await chromium.newContext({ locale: 'de-DE', viewport: { width: 1280, height: 900 } });
    const { token } = await world.browser('alles', ...ROLES);
    await context.addCookies([{ name: 'kmsync-session', value: token, url: server.url }]);
    page = await context.newPage();
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.close();
    await world?.close();
  });

  it('sorts a table where it stands, in the very order that the server gives it', async () => {
    await page.goto(`${path}?reihe=2`);
    await page.evaluate('window.isSame = true');
    const click = async (name: string) => {
      await page.getByRole('columnheader', { name }).getByRole('link').click();
      const fromServer = await page.evaluate<string[]>(
        `fetch(location.href).then((answer) => answer.text()).then((html) => {
          const document = new DOMParser().parseFromString(html, 'text/html');
          return ${ROWS};
        })`,
      );
      expect([name, await page.evaluate<string[]>(ROWS)]).toEqual([name, fromServer]);
      const sorted = `[...document.querySelectorAll('[aria-sort]:not([aria-sort=none])')].map((head) => head.textContent + head.ariaSort)`;
      const said = await page.locator('[data-sorted]').textContent();
      return [said, ...(await page.evaluate<string[]>(sorted))];
    };

    expect(await click('Raumeinheit')).toEqual([
      'Sortiert nach Raumeinheit, aufsteigend.',
      'Raumeinheit ▲ascending',
    ]);
    expect(await click('Raumeinheit')).toEqual([
      'Sortiert nach Raumeinheit, absteigend.',
      'Raumeinheit ▼descending',
    ]);
    expect(await click('neu')).toEqual(['Sortiert nach neu, absteigend.', 'neu ▼descending']);
    expect(await click('neu')).toEqual(['Sortiert nach neu, aufsteigend.', 'neu ▲ascending']);
    expect(await click('Änderung')).toEqual(['Sortiert nach Änderung, absteigend.', 'Änderung ▼descending']);
    expect(await page.getByRole('link', { name: 'Diese Tabelle als CSV' }).getAttribute('href')).toContain(
      'ordnung=aenderung&richtung=ab',
    );
    expect(await page.evaluate('window.isSame')).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('tells of the area under the pointer what its row says, until Escape', async () => {
    await page.goto(`${path}/karte?reihe=1&stichtag=2024-12-31`);
    const box = page.locator('[data-area-box]');
    const marked = () =>
      page.evaluate<unknown>(
        `[[...document.querySelectorAll('.ks-row-shown')].map((row) => row.cells[0].textContent), [...new Set([...document.querySelectorAll('.ks-map__mark')].map((mark) => mark.getAttribute('href')))]]`,
      );
    const prompt = await box.textContent();

    await page.locator('.ks-map').nth(1).locator('use[href="#f5"]').hover();
    expect(await box.textContent()).toBe('Quartier 06: bisher 1.685, neu 2.085, Änderung +400');
    expect(await marked()).toEqual([['Quartier 06'], ['#f5']]);
    expect(await axeViolations(page)).toEqual([]);

    await box.hover();
    expect(await box.textContent()).toContain('Quartier 06');
    await page.keyboard.press('Escape');
    expect(await box.textContent()).toBe(prompt);
    expect(await marked()).toEqual([[], ['#']]);

    await page.getByRole('row', { name: /^Quartier 08/ }).hover();
    expect(await box.textContent()).toBe('Quartier 08: bisher kein Wert, neu 1.130, Änderung –');
    expect(await marked()).toEqual([['Quartier 08'], ['#f7']]);
    expect(await page.locator('.ks-map [tabindex], .ks-map a').count()).toBe(0);
  });
});

/** The log-in by OpenID Connect in a real browser, which has rules of its own: cookies, policies, other sites. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { openIdWorld, type OpenIdWorld } from '../support/openid-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** A folder to look at what was looked at. */
const SHOTS = process.env['KMSYNC_SHOTS'];

describe.skipIf(BROWSER_MISSING)('logging in at another site', () => {
  let chromium: Browser;
  let world: OpenIdWorld;
  let url: string;
  beforeAll(async () => {
    chromium = await startBrowser();
    const port = await freePort();
    // Another site than 127.0.0.1, where the provider is.
    url = `http://localhost:${port}`;
    world = await openIdWorld(
      {
        anna: { name: 'Anna Amt', realmRoles: ['sync-approver'] },
        clara: { name: 'Clara', realmRoles: [] },
      },
      { url, port },
    );
  });
  afterAll(async () => {
    await chromium?.close();
    await world?.close();
  });

  async function atProvider(page: Page, name: string): Promise<void> {
    await page.locator('[name=login]').fill(name);
    await page.locator('[name=password]').fill('whatever');
    await page.locator('[type=submit]').click();
    const consent = page.getByRole('button', { name: 'Continue' });
    await consent.or(page.locator('main#inhalt')).first().waitFor();
    if (await consent.isVisible()) await consent.click();
    await page.locator('main#inhalt').waitFor();
  }

  /** One look in each theme and width. */
  async function looksGood(page: Page, name: string): Promise<void> {
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 800 });
      expect(await axeViolations(page)).toEqual([]);
      if (SHOTS !== undefined) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: path.join(SHOTS, `${name}-${theme}-${width}.png`), fullPage: true });
      }
    }
  }

  it.each([
    ['with scripts', true],
    ['without', false],
  ])(
    'goes there and back, shows once more who one is, and logs out on both sides, %s',
    async (_how, script) => {
      const context = await chromium.newContext({ javaScriptEnabled: script });
      const page = await context.newPage();
      const blocked: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) blocked.push(message.text());
      });

      await page.goto(`${url}/laeufe`);
      if (script) await looksGood(page, 'anmelden-openid');
      await page.getByRole('link', { name: 'Mit KomMonitor anmelden' }).click();
      await atProvider(page, 'anna');
      expect(page.url()).toBe(`${url}/laeufe`);
      await page.goto(`${url}/bestaetigen?weiter=/laeufe`);
      if (script) await looksGood(page, 'bestaetigen-openid');
      await page.getByRole('link', { name: 'Bei KomMonitor bestätigen' }).click();
      await atProvider(page, 'anna');
      expect(page.url()).toBe(`${url}/laeufe`);

      await page.locator('.ks-menu__name').click();
      await page.getByRole('button', { name: 'Abmelden' }).click();
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await page.waitForURL(`${url}/anmelden**`);
      await page.goto(`${url}/`);
      expect(page.url()).toBe(`${url}/anmelden`);
      await page.getByRole('link', { name: 'Mit KomMonitor anmelden' }).click();
      await page.locator('[name=login]').waitFor();

      expect(blocked).toEqual([]);
      await context.close();
    },
  );

  it('says what is missing where an account has no role', async () => {
    const page = await (await chromium.newContext()).newPage();
    await page.goto(`${url}/anmelden`);
    await page.getByRole('link', { name: 'Mit KomMonitor anmelden' }).click();
    await atProvider(page, 'clara');

    await page.getByText('Ihr Konto hat hier noch keine Berechtigung.').waitFor();
    await looksGood(page, 'anmelden-ohne-berechtigung');
    expect(await page.getByRole('link', { name: /ein anderes Konto verwenden/ }).isVisible()).toBe(true);
    await page.context().close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Before a session ends its page says so, and one press of a key keeps it (WCAG 2.2.1). */
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { consoleWorld, type ConsoleWorld } from '../support/console-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(BROWSER_MISSING)('a page whose session is about to end', () => {
  let world: ConsoleWorld;
  let server: ConsoleServer;
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await startBrowser();
    world = await consoleWorld();
    server = await serveConsole(world.app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.close();
    await world?.close();
  });

  async function opened(): Promise<Page> {
    const { token } = await world.browser('anna', 'sync-editor');
    const context = await chromium.newContext({ locale: 'de-DE' });
    await context.addCookies([{ name: 'kmsync-session', value: token, url: server.url }]);
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/laeufe`);
    return page;
  }
  /** For the browser and the server at once. */
  async function later(minutes: number, page: Page): Promise<void> {
    world.later(minutes);
    await page.clock.fastForward(minutes * 60_000);
  }

  it('says so five minutes before, politely, and can be kept by the keyboard, again and again', async () => {
    const page = await opened();
    const status = page.getByRole('status');
    const keep = page.getByRole('button', { name: 'Sitzung verlängern' });
    await later(23, page);
    expect(await keep.isVisible()).toBe(false);
    for (const minutes of [2, 25]) {
      await later(minutes, page);
      await status.getByText('Ihre Sitzung endet in 5 Minuten, wenn Sie nichts tun.').waitFor();
      await keep.focus();
      await page.keyboard.press('Enter');
      await status.getByText('Ihre Sitzung ist verlängert.').waitFor();
      expect(await keep.isVisible()).toBe(false);
    }
    await page.reload();
    expect(new URL(page.url()).pathname).toBe('/laeufe');
    await page.context().close();
  });

  it('says so where it is over', async () => {
    const page = await opened();
    await later(25, page);
    await later(31, page);
    await page.getByRole('status').getByText('Ihre Sitzung ist abgelaufen.').waitFor();
    await page.context().close();
  });

  it('says when the longest time is over that none can be kept beyond', async () => {
    const page = await opened();
    for (let kept = 0; kept < 23; kept += 1) {
      await later(25, page);
      await page.getByRole('button', { name: 'Sitzung verlängern' }).press('Enter');
      await page.getByRole('status').getByText('Ihre Sitzung ist verlängert.').waitFor();
    }
    await later(21, page);
    await page.getByRole('status').getByText('lässt sich nicht verlängern').waitFor();

    expect(await page.getByRole('button', { name: 'Sitzung verlängern' }).isVisible()).toBe(false);
    await page.context().close();
  });
});

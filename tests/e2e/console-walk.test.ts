/** Two people, two browsers, one publication; by mouse, by keyboard alone, and without a script. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIENT_SECRET, openApp, type App } from '../../src/app.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { addAccount } from '../../src/engine/approval/local-login.ts';
import type { Role } from '../../src/engine/approval/person.ts';
import { SIMULATOR_SECRET } from '../../src/simulator/seed.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { SMALL_JOB, writeSmallSite } from '../support/small-site.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const PASSWORDS = { anna: 'regen lampe kreide boot', bernd: 'wolke stuhl farbe ring' } as const;
const ROLES: Readonly<Record<keyof typeof PASSWORDS, readonly Role[]>> = {
  anna: ['sync-editor'],
  bernd: ['sync-approver'],
};
type Name = keyof typeof PASSWORDS;

describe.skipIf(BROWSER_MISSING)('the console', () => {
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
    site = mkdtempSync(path.join(tmpdir(), 'kmsync-walk-'));
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
    for (const [name, password] of Object.entries(PASSWORDS))
      await addAccount({ name, roles: ROLES[name as Name], password }, { ledger: app.ledger, log: app.log });
    server = await serveConsole(app, { host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await server.close();
    stop.abort();
    await app.close();
    await simulator.close();
    rmSync(site, { recursive: true, force: true });
  });

  const delivered = async () => (await app.sync(SMALL_JOB)).result.run;
  const published = () => simulator.state().indicators.length;

  async function signedIn(name: Name, options: { readonly script?: boolean } = {}): Promise<Page> {
    const context: BrowserContext = await chromium.newContext({ javaScriptEnabled: options.script ?? true });
    const page = await context.newPage();
    await page.goto(server.url);
    await signIn(page, name);
    return page;
  }

  async function signIn(page: Page, name: Name): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Kennwort').fill(PASSWORDS[name]);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.waitForURL((url) => url.pathname !== '/anmelden');
  }

  /** Presses Tab until the element with this name has the focus, which has to be seen. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<{ name: string; seen: boolean }>(`(() => {
        const it = document.activeElement;
        const style = getComputedStyle(it);
        const name = it.getAttribute('aria-label') ?? (it.labels?.[0] ?? it).textContent.trim();
        return { name, seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
      })()`);
      if (!(typeof name === 'string' ? focused.name === name : name.test(focused.name))) continue;
      expect(focused.seen, `focus on ${focused.name} is seen`).toBe(true);
      return;
    }
    throw new Error(`the keyboard does not reach ${String(name)}`);
  }

  it('takes a run from its submission by one person to its publication by another, who watches it', async () => {
    const run = await delivered();
    const anna = await signedIn('anna');

    await anna.getByRole('link', { name: `Vorlegen: Lauf ${run}` }).click();
    await anna.getByRole('button', { name: 'Zur Freigabe geben' }).click();
    await anna.getByText('Sie haben vorgelegt.').waitFor();
    await anna.getByRole('link', { name: 'Zur Freigabe' }).click();
    expect(await anna.getByText('Sie können Ihre eigene Lieferung nicht freigeben.').count()).toBe(1);
    expect(await anna.getByRole('button', { name: 'Freigeben und veröffentlichen' }).count()).toBe(0);
    expect(published()).toBe(0);

    const bernd = await signedIn('bernd');
    await bernd.getByRole('link', { name: `Entscheiden: Lauf ${run}` }).click();
    await bernd.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
    // The page follows by itself.
    await bernd
      .locator('.ks-state .kern-badge')
      .getByText(/^Veröffentlicht/)
      .waitFor();
    await bernd.getByText(/Werten in KomMonitor gelesen und gleich/).waitFor();

    expect(published()).toBe(2);
    await bernd.getByRole('link', { name: 'Läufe', exact: true }).click();
    expect(await bernd.getByRole('row', { name: new RegExp(run) }).innerText()).toMatch(
      /Veröffentlicht.*anna \/ bernd/s,
    );
  });

  it('is walked by keyboard alone', async () => {
    const run = await delivered();
    const context = await chromium.newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    const type = async (label: string, text: string) => {
      await tabTo(page, label);
      await page.keyboard.type(text);
    };
    await type('Name', 'anna');
    await type('Kennwort', PASSWORDS.anna);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/`);
    await tabTo(page, 'Zum Inhalt springen');
    await page.keyboard.press('Enter');
    await tabTo(page, `Vorlegen: Lauf ${run}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/freigabe$/);
    await tabTo(page, 'Zur Freigabe geben');
    await page.keyboard.press('Enter');
    await page.getByText('Sie haben vorgelegt.').waitFor();
    expect(await page.evaluate<string>('document.activeElement.getAttribute("role")')).toBe('alert');
    await page.goto(`${server.url}/`);
    await tabTo(page, 'anna');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Abmelden');
    await page.keyboard.press('Enter');
    await page.waitForURL(/anmelden$/);
    await type('Name', 'bernd');
    await type('Kennwort', PASSWORDS.bernd);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/`);
    await tabTo(page, `Entscheiden: Lauf ${run}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/freigabe$/);
    await tabTo(page, 'Freigeben und veröffentlichen');
    await page.keyboard.press('Enter');
    await page.getByText(/Werten in KomMonitor gelesen und gleich/).waitFor();

    expect(published()).toBe(2);
  });

  it('works without a script: progress is a page with a link', async () => {
    const run = await delivered();
    const anna = await signedIn('anna', { script: false });
    await anna.getByRole('link', { name: `Vorlegen: Lauf ${run}` }).click();
    await anna.getByRole('button', { name: 'Zur Freigabe geben' }).click();
    const bernd = await signedIn('bernd', { script: false });
    await bernd.getByRole('link', { name: `Entscheiden: Lauf ${run}` }).click();
    await bernd.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
    await bernd.waitForURL(/meldung=freigegeben/);
    const done = bernd.getByText(/Werten in KomMonitor gelesen und gleich/);
    for (let looks = 0; looks < 60 && (await done.count()) === 0; looks += 1) {
      const again = bernd.getByRole('link', { name: 'Aktualisieren' });
      if ((await again.count()) > 0) await again.click();
      else await bernd.reload();
    }

    expect(await done.count()).toBe(1);
    expect(published()).toBe(2);
  });

  it('keeps what was typed when the session ends in the middle of a form', async () => {
    const run = await delivered();
    const anna = await signedIn('anna');
    await anna.goto(`${server.url}/laeufe/${run}/freigabe`);
    await anna.getByRole('button', { name: 'Zur Freigabe geben' }).click();
    await anna.waitForURL(/meldung=vorgelegt/);
    const bernd = await signedIn('bernd');
    await bernd.goto(`${server.url}/laeufe/${run}/freigabe`);
    await bernd.getByLabel('Begründung').fill('Der Stichtag ist falsch.');
    minutes = 31;
    await bernd.getByRole('button', { name: 'Zurückweisen' }).click();
    await bernd.getByText('Ihre Sitzung ist abgelaufen.').waitFor();
    await signIn(bernd, 'bernd');

    expect(new URL(bernd.url()).pathname).toBe(`/laeufe/${run}/freigabe`);
    expect(await bernd.getByLabel('Begründung').inputValue()).toBe('Der Stichtag ist falsch.');
    await bernd.getByRole('button', { name: 'Zurückweisen' }).click();
    await bernd.getByText('Sie haben zurückgewiesen.').waitFor();
    expect((await app.ledger.approval(run))?.reason).toBe('Der Stichtag ist falsch.');
    expect(published()).toBe(0);
  });

  it('asks for the password again before a decision where the log-in is a while ago', async () => {
    const run = await delivered();
    const anna = await signedIn('anna');
    await anna.goto(`${server.url}/laeufe/${run}/freigabe`);
    await anna.getByRole('button', { name: 'Zur Freigabe geben' }).click();
    const bernd = await signedIn('bernd');
    minutes = 16;
    await bernd.goto(`${server.url}/laeufe/${run}/freigabe`);
    expect(await bernd.getByRole('button', { name: 'Freigeben und veröffentlichen' }).count()).toBe(0);
    await bernd.getByRole('link', { name: 'Anmeldung bestätigen' }).click();
    await bernd.getByLabel('Kennwort von bernd').fill(PASSWORDS.bernd);
    await bernd.getByRole('button', { name: 'Bestätigen' }).click();

    await bernd.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
    await bernd.getByText(/Werten in KomMonitor gelesen und gleich/).waitFor();
  });
});

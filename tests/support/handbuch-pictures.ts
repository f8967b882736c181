/** Takes the pictures of the Handbuch in a browser: 1280 pixels wide, light, German. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DemoUser } from '../../src/cli/demo-waiting.ts';
import type { HandbuchScreen, Shown } from './handbuch-screens.ts';

const WIDTH = 1280;
const HIGHEST = 1100;
const FORMAT = { format: 'webp', quality: 90, captureBeyondViewport: true } as const;

export interface Camera {
  /** Answers whether the page was there. */
  take(screen: HandbuchScreen, shown: Shown): Promise<boolean>;
  /** A page of that user, for what has to be done between the pictures. */
  page(name: string): Promise<Page>;
}

export function camera(
  chromium: Browser,
  {
    url,
    users,
    folder,
  }: { readonly url: string; readonly users: readonly DemoUser[]; readonly folder: string },
): Camera {
  const contexts = new Map<string, Promise<BrowserContext>>();
  const contextOf = (name: string) => {
    const context = contexts.get(name) ?? open(name);
    contexts.set(name, context);
    return context;
  };
  const open = async (name: string) => {
    const context = await chromium.newContext({
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      viewport: { width: WIDTH, height: 900 },
    });
    const user = users.find((each) => each.name === name);
    if (user) await signIn(await context.newPage(), url, user);
    return context;
  };
  return {
    page: async (name) => (await contextOf(name)).newPage(),
    async take({ who, path: at, follow, prepare, picture, from, height = HIGHEST }, shown) {
      const page = await (await contextOf(who)).newPage();
      try {
        const response = await page.goto(url + at(shown));
        if (response?.status() === 404) return false;
        if (follow) {
          const target = await linkOf(page, follow);
          if (target === undefined) return false;
          const followed = await page.goto(url + target);
          if (followed?.status() === 404) return false;
        }
        await prepare?.(page, shown);
        await page.waitForLoadState('load');
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        await page.evaluate(AS_IN_GERMAN);
        const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
        const top = from === undefined ? 0 : await topOf(page, from);
        const clip = { x: 0, y: top, width: WIDTH, height: Math.min(whole - top, height), scale: 1 };
        const session = await page.context().newCDPSession(page);
        // Playwright itself knows PNG and JPEG only.
        const { data } = await session.send('Page.captureScreenshot', { ...FORMAT, clip });
        writeFileSync(path.join(folder, `${picture}.webp`), Buffer.from(data, 'base64'));
        return true;
      } finally {
        await page.close();
      }
    },
  };
}

/** Chromium without its German texts shows empty dates as `mm/dd/yyyy`. */
const AS_IN_GERMAN = `for (const input of document.querySelectorAll('input[type=date], input[type=datetime-local]')) {
  input.placeholder = input.type === 'date' ? 'tt.mm.jjjj' : 'tt.mm.jjjj, --:--';
  input.type = 'text';
}`;

async function topOf(page: Page, heading: string): Promise<number> {
  const box = await page.getByRole('heading', { name: heading, exact: true }).boundingBox();
  if (!box) throw new RangeError(`no heading ${heading}`);
  return Math.max(0, Math.floor(box.y) - 24);
}

async function signIn(page: Page, url: string, { name, password }: DemoUser): Promise<void> {
  await page.goto(`${url}/anmelden`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Kennwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.waitForURL((at) => at.pathname !== '/anmelden');
  await page.close();
}

async function linkOf(
  page: Page,
  { href, text = /./ }: { readonly href: RegExp; readonly text?: RegExp },
): Promise<string | undefined> {
  const links = await page.locator('main a').evaluateAll((all) =>
    (all as { getAttribute(name: string): string | null; textContent: string | null }[]).map((link) => ({
      to: link.getAttribute('href') ?? '',
      says: link.textContent ?? '',
    })),
  );
  return links.find(({ to, says }) => href.test(to) && text.test(says))?.to;
}

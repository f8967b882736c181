/** Debian's Chromium, driven by playwright-core; without it a suite says so in one line, and fails where CI is set. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export const BROWSER_MISSING = !existsSync(CHROMIUM) && process.env['CI'] !== 'true';
if (BROWSER_MISSING) console.log('skipped: chromium is missing (apt-get install chromium)');

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    // Containers often have 64 MB of /dev/shm, which a browser fills.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=de-DE'],
  });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Everything that axe knows of WCAG 2.2 AA and EN 301 549, and its advice besides. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'];

/** `rule: html of the nodes`, one line for each rule that is broken. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Past the page's policy, which allows no script but its own.
  await page.evaluate(`typeof axe === 'undefined' ? (() => { ${AXE} })() : undefined`);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResult>(`axe.run(${options})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

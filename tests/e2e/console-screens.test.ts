/** Every screen in its states, light and dark, wide and narrow, looked at by axe in a real browser. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SiteCheck } from '../../src/observe/site-checks.ts';
import { finding, type Finding } from '../../src/core/finding.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import type { RunDelivery } from '../../src/engine/deliveries/delivery-book.ts';
import { ROLES, type Role } from '../../src/engine/approval/person.ts';
import { RUN_STATES } from '../../src/engine/ledger.ts';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { COMMA_PLAN } from '../support/comma-plan.ts';
import { consoleWorld, type ConsoleWorld } from '../support/console-world.ts';
import { CHUNKS, tusHead } from '../support/upload-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../support/preview-sample.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A folder to look at what was looked at. */
const SHOTS = process.env['KMSYNC_SHOTS'];

const CHECKS: readonly SiteCheck[] = [
  { id: 'disk', state: 'ok', text: 'Frei für Laufdatenbank und Lieferungen: 21,4 GiB.', hint: '' },
  {
    id: 'version',
    state: 'warn',
    text: 'KomMonitor ist älter als 5.1.6.',
    hint: 'Aktualisieren Sie KomMonitor: Ältere Fassungen konnten Werte unter dem falschen Stichtag ablegen.',
  },
  {
    id: 'network',
    state: 'fail',
    text: 'KomMonitor antwortet nicht.',
    hint: 'Prüfen Sie die Adresse target.url und ob der Server läuft.',
  },
];

const ERRORS: readonly Finding[] = [17, 40, 58].map((row) =>
  finding(
    'mapping.unknown-key',
    { file: 'personen_2022-12-31.csv', row, column: 'QUARTIER' },
    { found: '0599', expected: 'einer von 64 Schlüsseln' },
  ),
);

const MISFIT_AT = { file: 'personen_2022-12-31.csv', row: 1 };
const MISFIT: readonly Finding[] = [
  finding('mapping.missing-column', MISFIT_AT, { expected: 'QUARTIER' }),
  finding('mapping.missing-column', MISFIT_AT, { expected: 'PERSONEN' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Quartier-Nr.' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Anzahl der Personen mit Hauptwohnung' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Bearbeitungsstandskennzeichen' }),
  finding('mapping.unknown-sign', { ...MISFIT_AT, row: 9 }, { found: '*', expected: '9' }),
];
const READ: RunDelivery = {
  file: MISFIT_AT.file,
  sha256: 'a'.repeat(64),
  bytes: 1_000,
  profile: 'klein-personen',
  profileSha256: 'b'.repeat(64),
  dataset: 'klein-personen',
  rows: 448,
  dates: [],
  refused: true,
};

/** Fills the mapping form and sends it. */
async function answer(page: Page, second: string): Promise<void> {
  await page.locator('#bedeutung-1').selectOption(second);
  await page.locator('#bedeutung-2').selectOption('-');
  await page.locator('#zeichen-0').selectOption('suppressed');
  await page.getByLabel('Begründung').fill('Das Amt hat die Auswertung neu aufgesetzt.');
  await page.getByRole('button', { name: 'Vorschlag erstellen' }).click();
}

const PREVIEWS = [
  { name: 'tabelle', query: '?reihe=1&stichtag=2024-12-31' },
  { name: 'tabelle-geheim', query: '?reihe=2&nur=ja' },
  { name: 'karte', query: '/karte?reihe=1&stichtag=2024-12-31' },
  { name: 'karte-neu', query: '/karte?reihe=2' },
  { name: 'verlauf', query: '/verlauf?reihe=1' },
  { name: 'unbekannte-reihe', query: '?reihe=99' },
] as const;

describe.skipIf(BROWSER_MISSING)('the screens', () => {
  let world: ConsoleWorld;
  let empty: ConsoleWorld;
  let server: ConsoleServer;
  let emptyServer: ConsoleServer;
  let chromium: Chromium;
  const runs: Record<string, string> = {};

  beforeAll(async () => {
    chromium = await startBrowser();
    empty = await consoleWorld();
    emptyServer = await serveConsole(empty.app, { host: '127.0.0.1', port: 0 });
    world = await consoleWorld();
    for (const state of RUN_STATES)
      runs[state] = await world.run(state, state === 'check_failed' ? ERRORS : []);
    const big = finding('mapping.unknown-key', { file: 'groß.csv', row: 1 }, { found: 'X', expected: 'Y' });
    runs['many'] = await world.run(
      'check_failed',
      Array.from({ length: 1_200 }, () => big),
    );
    runs['unsubmitted'] = await world.submitted(null);
    runs['own'] = await world.submitted('local:alles');
    runs['foreign'] = await world.submitted('local:anna');
    runs['preview'] = await world.planned('draft', PREVIEW_PLAN);
    await world.app.ledger.putLevel(PREVIEW_LEVEL, runs['preview']);
    runs['failed'] = await world.run('check_failed', ERRORS);
    runs['comma'] = await world.planned('draft', COMMA_PLAN);
    runs['misfit'] = await world.run('check_failed', MISFIT);
    runs['again'] = await world.run('check_failed', [...MISFIT.slice(1), ...ERRORS]);
    runs['answered'] = await world.run('check_failed', MISFIT);
    runs['contradicted'] = await world.run('check_failed', MISFIT);
    for (const run of ['misfit', 'again', 'answered', 'contradicted'])
      await world.app.ledger.putRunDeliveries(runs[run] ?? '', [READ]);
    const alles = await world.browser('alles', ...ROLES);
    const headers = tusHead(1_000, 'personen_2023-12-31.csv');
    const url = (await alles.send('POST', CHUNKS, { headers })).headers.get('location') ?? '';
    await alles.send('PATCH', url, {
      headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(620),
    });
    server = await serveConsole(
      { ...world.app, examine: () => Promise.resolve(CHECKS) },
      { host: '127.0.0.1', port: 0 },
    );
  });
  afterAll(async () => {
    await chromium?.close();
    await server?.close();
    await emptyServer?.close();
    await world?.close();
    await empty?.close();
  });

  interface Screen {
    readonly name: string;
    readonly path: () => string;
    readonly on?: 'empty';
    readonly roles?: readonly Role[];
    readonly prepare?: (page: Page) => Promise<void>;
    /** One look is enough of a page that differs from another by its length alone. */
    readonly few?: boolean;
  }

  const SCREENS: readonly Screen[] = [
    { name: 'anmelden', path: () => '/anmelden', roles: [] },
    { name: 'anmelden-abgelaufen', path: () => '/anmelden?grund=abgelaufen&weiter=/laeufe', roles: [] },
    { name: 'bestaetigen', path: () => '/bestaetigen' },
    { name: 'uebersicht', path: () => '/' },
    { name: 'uebersicht-leer', path: () => '/', on: 'empty' },
    { name: 'laeufe', path: () => '/laeufe' },
    { name: 'laeufe-leer', path: () => '/laeufe', on: 'empty' },
    { name: 'laeufe-nichts-gefunden', path: () => '/laeufe?von=2031-01-01' },
    ...RUN_STATES.map((state) => ({ name: `lauf-${state}`, path: () => `/laeufe/${runs[state]}` })),
    { name: 'pruefung', path: () => `/laeufe/${runs['check_failed']}/pruefung` },
    { name: 'pruefung-viele', path: () => `/laeufe/${runs['many']}/pruefung`, few: true },
    { name: 'pruefung-verglichen', path: () => `/laeufe/${runs['again']}/pruefung` },
    { name: 'pruefung-behoben', path: () => `/laeufe/${runs['again']}/pruefung?nur=behoben` },
    { name: 'zuordnung', path: () => `/quellen/klein/zuordnung?lauf=${runs['misfit']}` },
    { name: 'zuordnung-ohne-lauf', path: () => '/quellen/klein/zuordnung', on: 'empty' },
    {
      name: 'zuordnung-doppelt',
      path: () => `/quellen/klein/zuordnung?lauf=${runs['contradicted']}`,
      prepare: (page) => answer(page, '0'),
    },
    {
      name: 'zuordnung-vorschlag',
      path: () => `/quellen/klein/zuordnung?lauf=${runs['answered']}`,
      prepare: (page) => answer(page, '1'),
    },
    { name: 'vorschau-ungewoehnlich', path: () => `/laeufe/${runs['comma']}/vorschau` },
    { name: 'vorschau-flaechen', path: () => `/laeufe/${runs['foreign']}/vorschau/flaechen` },
    { name: 'pruefung-leer', path: () => `/laeufe/${runs['published']}/pruefung` },
    ...PREVIEWS.map(({ name, query }) => ({
      name: `vorschau-${name}`,
      path: () => `/laeufe/${runs['preview']}/vorschau${query}`,
    })),
    { name: 'vorschau-neue-ebene', path: () => `/laeufe/${runs['foreign']}/vorschau` },
    { name: 'vorschau-ohne-plan', path: () => `/laeufe/${runs['no_change']}/vorschau` },
    {
      name: 'vorschau-auswahl',
      path: () => `/laeufe/${runs['preview']}/vorschau/verlauf`,
      prepare: (page) => page.getByText('Raumeinheiten wählen').click(),
    },
    { name: 'freigabe', path: () => `/laeufe/${runs['foreign']}/freigabe` },
    { name: 'freigabe-eigene', path: () => `/laeufe/${runs['own']}/freigabe` },
    { name: 'freigabe-ohne-vorlage', path: () => `/laeufe/${runs['unsubmitted']}/freigabe` },
    { name: 'freigabe-ohne-plan', path: () => `/laeufe/${runs['published']}/freigabe` },
    {
      name: 'freigabe-ohne-begruendung',
      path: () => `/laeufe/${runs['foreign']}/freigabe`,
      prepare: (page) => page.getByRole('button', { name: 'Zurückweisen' }).click(),
    },
    { name: 'lieferung', path: () => '/lieferungen/neu', on: 'empty' },
    { name: 'lieferung-unterbrochen', path: () => '/lieferungen/neu' },
    { name: 'lieferung-nur-abrufen', path: () => '/lieferungen/neu', roles: ['sync-operator'] },
    {
      name: 'lieferung-ohne-datei',
      path: () => '/lieferungen/neu',
      async prepare(page) {
        await page.evaluate(`document.querySelector('[data-upload]').noValidate = true`);
        await page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
        await page.getByText('Es ist keine Datei ausgewählt.').first().waitFor();
      },
    },
    { name: 'protokoll', path: () => '/protokoll?pruefen=ja' },
    { name: 'protokoll-leer', path: () => '/protokoll?lauf=gibt-es-nicht' },
    { name: 'system-ungeprueft', path: () => '/system', on: 'empty' },
    {
      name: 'system',
      path: () => '/system',
      prepare: (page) => page.getByRole('button', { name: 'Jetzt prüfen' }).click(),
    },
    { name: 'uebersicht-ohne-kommonitor', path: () => '/' },
    {
      name: 'menue',
      path: () => '/laeufe',
      prepare: (page) => page.locator('.ks-menu__name').click(),
    },
    { name: 'verboten', path: () => '/system', roles: ['sync-viewer'] },
    { name: 'gibt-es-nicht', path: () => '/gibt-es-nicht' },
    { name: 'barrierefreiheit', path: () => '/barrierefreiheit', roles: [] },
    { name: 'barriere-melden', path: () => '/barriere-melden', roles: [] },
    { name: 'datenschutz', path: () => '/datenschutz', roles: [] },
  ];

  const LOOKS = [
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 320 },
    { theme: 'dark', width: 1280 },
    { theme: 'light', width: 320 },
  ] as const;

  it.each(SCREENS)(
    '$name has nothing that keeps anybody out',
    async ({ name, path: at, on, roles = ROLES, prepare, few = false }) => {
      const [{ url }, home] = on === 'empty' ? [emptyServer, empty] : [server, world];
      const who = await home.browser(
        roles === ROLES ? 'alles' : `wer-${roles.join('-') || 'niemand'}`,
        ...roles,
      );
      const context = await chromium.newContext({ locale: 'de-DE' });
      if (roles.length > 0) await context.addCookies([{ name: 'kmsync-session', value: who.token, url }]);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (40[134]|422|409)/.test(message.text()))
          complaints.push(message.text());
      });
      await page.goto(url + at());
      await prepare?.(page);
      await page.waitForLoadState('load');
      for (const { theme, width } of few ? LOOKS.slice(0, 1) : LOOKS) {
        const look = `${name} ${theme} ${width}`;
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        if (SHOTS !== undefined) {
          mkdirSync(SHOTS, { recursive: true });
          await page.screenshot({ path: path.join(SHOTS, `${name}-${theme}-${width}.png`), fullPage: true });
        }
        const overflow = await page.evaluate<number>(
          'Math.max(0, document.documentElement.scrollWidth - innerWidth)',
        );

        expect(await axeViolations(page), look).toEqual([]);
        expect(overflow, `${look} scrolls sideways`).toBe(0);
      }
      expect(complaints, name).toEqual([]);
      await context.close();
    },
  );
});

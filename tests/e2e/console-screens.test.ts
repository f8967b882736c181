/** Every screen in its states, light and dark, wide and narrow, looked at by axe in a real browser. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finding } from '../../src/core/finding.ts';
import { serveConsole, type ConsoleServer } from '../../src/console/serve-console.ts';
import { ROLES, type Role } from '../../src/engine/approval/person.ts';
import { RUN_STATES } from '../../src/engine/ledger.ts';
import { axeViolations, BROWSER_MISSING, startBrowser } from '../support/browser.ts';
import { COMMA_PLAN } from '../support/comma-plan.ts';
import { consoleWorld, scheduled, type ConsoleWorld } from '../support/console-world.ts';
import { SMALL_JOB } from '../support/small-site.ts';
import { CHUNKS, tusHead } from '../support/upload-world.ts';
import { PREVIEW_LEVEL, PREVIEW_PLAN } from '../support/preview-sample.ts';
import { LOOKED, openAgain } from '../support/looked-sample.ts';
import { MAPPED, MAPPED_FINDINGS, openForMapping } from '../support/mapping-sample.ts';
import {
  answer,
  answerKeys,
  CHECKS,
  ERRORS,
  MAIL,
  MISFIT,
  PREVIEWS,
  READ,
  SCHEDULE,
  SMALL_LEVEL,
  STRANGE_KEYS,
} from '../support/screen-samples.ts';
import { driftSample } from '../support/drift-sample.ts';
import { publishSample } from '../support/published-sample.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A folder to look at what was looked at. */
const SHOTS = process.env['KMSYNC_SHOTS'];

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
    emptyServer = await serveConsole(
      { ...empty.app, config: { ...empty.app.config, notify: MAIL } },
      { host: '127.0.0.1', port: 0 },
    );
    world = await consoleWorld({ prepare: scheduled(SCHEDULE) });
    await world.app.ledger.beginExpecting(SMALL_JOB, 'klein-personen');
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
    runs['later'] = await world.submitted('local:alles');
    const notBefore = '2026-02-05T17:00:00.000Z';
    await world.app.ledger.actOnApproval(runs['later'], { kind: 'approve', by: 'local:bernd', notBefore });
    runs['preview'] = await world.planned('draft', PREVIEW_PLAN);
    await world.app.ledger.putLevel(PREVIEW_LEVEL, runs['preview']);
    for (const rule of ['names-24-months', 'landing-at-once'] as const)
      await world.app.ledger.recordDeletion({ class: 'K3', object: 'delivery', rule, count: 2 });
    runs['taken'] = await publishSample(world);
    await driftSample(world);
    const { pasts } = (await world.app.desk.indicator('klein-bev', { jobs: undefined })) ?? {};
    runs['oldest'] = pasts?.[0]?.runs.at(-1)?.publication.run ?? '';
    runs['failed'] = await world.run('check_failed', ERRORS);
    runs['comma'] = await world.planned('draft', COMMA_PLAN);
    runs['misfit'] = await world.run('check_failed', MISFIT);
    runs['again'] = await world.run('check_failed', [...MISFIT.slice(1), ...ERRORS]);
    runs['answered'] = await world.run('check_failed', MISFIT);
    runs['contradicted'] = await world.run('check_failed', MISFIT);
    runs['mapped'] = await world.run('check_failed', MAPPED_FINDINGS);
    await world.app.ledger.putRunDeliveries(runs['mapped'], [MAPPED]);
    for (const run of ['keys', 'moved', 'no-area']) runs[run] = await world.run('check_failed', STRANGE_KEYS);
    await world.app.ledger.putLevel(SMALL_LEVEL, runs['keys'] ?? '');
    runs['looked'] = await world.run('check_failed', ERRORS);
    await world.app.ledger.putRunDeliveries(runs['looked'], [{ ...READ, sha256: LOOKED.sha256 }]);
    for (const run of ['misfit', 'again', 'answered', 'contradicted', 'keys', 'moved', 'no-area'])
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
    {
      name: 'pruefung-nachsehen',
      path: () => `/laeufe/${runs['looked']}/pruefung`,
      prepare: (page) => page.getByText('Datei zum Nachsehen öffnen').click(),
    },
    {
      name: 'pruefung-falsche-datei',
      path: () => `/laeufe/${runs['looked']}/pruefung`,
      prepare: (page) => openAgain(page, 'andere'),
    },
    {
      name: 'pruefung-nachgesehen',
      path: () => `/laeufe/${runs['looked']}/pruefung`,
      prepare: (page) => openAgain(page),
    },
    {
      name: 'zeile',
      path: () => `/laeufe/${runs['looked']}/pruefung`,
      async prepare(page) {
        await openAgain(page);
        await page.getByRole('link', { name: 'Zeile 40 ansehen' }).click();
      },
    },
    { name: 'zeile-nicht-geoeffnet', path: () => `/laeufe/${runs['looked']}/pruefung/zeile?zeile=40` },
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
    {
      name: 'zuordnung-beispiele',
      path: () => `/laeufe/${runs['mapped']}/pruefung`,
      prepare: openForMapping,
    },
    {
      name: 'zuordnung-leseprobe',
      path: () => `/laeufe/${runs['mapped']}/pruefung`,
      async prepare(page) {
        await openForMapping(page);
        await answer(page, '1');
      },
    },
    { name: 'zuordnung-schluessel', path: () => `/quellen/klein/zuordnung?lauf=${runs['keys']}` },
    {
      name: 'zuordnung-schluessel-falsch',
      path: () => `/quellen/klein/zuordnung?lauf=${runs['no-area']}`,
      prepare: (page) => answerKeys(page, 'A7'),
    },
    {
      name: 'zuordnung-schluessel-vorschlag',
      path: () => `/quellen/klein/zuordnung?lauf=${runs['moved']}`,
      prepare: (page) => answerKeys(page, 'A2'),
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
    { name: 'freigabe-spaeter', path: () => `/laeufe/${runs['later']}/freigabe` },
    { name: 'lauf-spaeter', path: () => `/laeufe/${runs['later']}` },
    {
      name: 'freigabe-zeitpunkt-vorbei',
      path: () => `/laeufe/${runs['foreign']}/freigabe`,
      async prepare(page) {
        await page.getByLabel('Zeitpunkt der Veröffentlichung (freiwillig)').fill('2026-02-03T10:00');
        await page.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
      },
    },
    {
      name: 'lauf-laedt-neu',
      path: () => `/laeufe/${runs['publishing']}?neu-laden=1`,
      // Otherwise it would load itself anew while it is looked at.
      prepare: (page) => page.evaluate('stop()'),
    },
    { name: 'lieferung', path: () => '/lieferungen/neu', on: 'empty' },
    { name: 'lieferung-unterbrochen', path: () => '/lieferungen/neu' },
    { name: 'lieferung-nur-abrufen', path: () => '/lieferungen/neu', roles: ['sync-operator'] },
    {
      name: 'lieferung-ohne-datei',
      path: () => '/lieferungen/neu',
      async prepare(page) {
        await page.evaluate(`document.querySelector('[data-upload]').noValidate = true`);
        await page.getByRole('radio').first().check();
        await page.getByRole('button', { name: 'Hochladen und prüfen' }).click();
        await page.getByText('Es ist keine Datei ausgewählt.').first().waitFor();
      },
    },
    { name: 'quellen', path: () => '/quellen' },
    { name: 'quelle', path: () => `/quellen/${SMALL_JOB}` },
    { name: 'quelle-von-hand', path: () => `/quellen/${SMALL_JOB}`, on: 'empty', roles: ['sync-viewer'] },
    {
      name: 'quelle-getestet',
      path: () => `/quellen/${SMALL_JOB}`,
      prepare: (page) => page.getByRole('button', { name: 'Verbindung testen' }).click(),
    },
    {
      name: 'quelle-ohne-grund',
      path: () => `/quellen/${SMALL_JOB}`,
      prepare: (page) => page.getByRole('button', { name: 'Zeitplan anhalten' }).click(),
    },
    {
      name: 'quelle-angehalten',
      path: () => `/quellen/${SMALL_JOB}`,
      async prepare(page) {
        await page.getByLabel('Grund').fill('Die Quelle wird am Wochenende umgebaut.');
        await page.getByRole('button', { name: 'Zeitplan anhalten' }).click();
      },
    },
    { name: 'quellen-angehalten', path: () => '/quellen' },
    { name: 'lieferkalender', path: () => '/lieferungen' },
    { name: 'lieferkalender-leer', path: () => '/lieferungen', on: 'empty' },
    { name: 'bericht', path: () => `/laeufe/${runs['preview']}/bericht` },
    { name: 'bericht-ohne-plan', path: () => `/laeufe/${runs['check_failed']}/bericht` },
    { name: 'fortsetzen', path: () => `/laeufe/${runs['waiting']}/fortsetzen` },
    { name: 'fortsetzen-geht-nicht', path: () => `/laeufe/${runs['published']}/fortsetzen` },
    { name: 'neu-starten', path: () => `/laeufe/${runs['check_failed']}/neu-starten` },
    {
      name: 'lauf-technik',
      path: () => `/laeufe/${runs['taken']}?technik=1`,
      prepare: (page) => page.getByRole('button', { name: 'Filtern' }).scrollIntoViewIfNeeded(),
    },
    { name: 'indikatoren', path: () => '/indikatoren' },
    { name: 'indikatoren-leer', path: () => '/indikatoren', on: 'empty' },
    {
      name: 'indikatoren-ohne-kommonitor',
      path: () => '/indikatoren',
      prepare: (page) => page.getByRole('button', { name: 'Jetzt vergleichen' }).click(),
    },
    { name: 'indikator', path: () => '/indikatoren/klein-bev' },
    { name: 'indikator-abweichung', path: () => '/indikatoren/klein-frauen' },
    {
      name: 'indikator-abweichung-lesen',
      path: () => '/indikatoren/klein-frauen',
      roles: ['sync-viewer'],
    },
    {
      name: 'indikator-abweichung-ohne-begruendung',
      path: () => '/indikatoren/klein-frauen',
      prepare: (page) => page.getByRole('button', { name: 'KomMonitor-Stand übernehmen' }).click(),
    },
    { name: 'staende', path: () => '/indikatoren/klein-frauen/vergleich' },
    { name: 'staende-falsch', path: () => '/indikatoren/klein-bev/vergleich?von=x&mit=x' },
    { name: 'staende-geloescht', path: () => `/indikatoren/klein-bev/vergleich?von=${runs['oldest']}` },
    { name: 'zuruecknehmen', path: () => `/laeufe/${runs['taken']}/zuruecknehmen` },
    {
      name: 'zuruecknehmen-ohne-begruendung',
      path: () => `/laeufe/${runs['taken']}/zuruecknehmen`,
      prepare: (page) => page.getByRole('button', { name: 'Vorschau erstellen' }).click(),
    },
    { name: 'zuruecknehmen-geht-nicht', path: () => `/laeufe/${runs['draft']}/zuruecknehmen` },
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
    { name: 'impressum', path: () => '/impressum', roles: [] },
    { name: 'barriere-formular', path: () => '/barriere-melden?seite=/laeufe', on: 'empty', roles: [] },
    {
      name: 'barriere-ohne-text',
      path: () => '/barriere-melden',
      on: 'empty',
      roles: [],
      prepare: (page) => page.getByRole('button', { name: 'Meldung senden' }).click(),
    },
    { name: 'hilfe', path: () => '/hilfe' },
    { name: 'hilfe-ohne-anmeldung', path: () => '/hilfe/anmelden', roles: [] },
    { name: 'hilfe-vorschau', path: () => '/hilfe/vorschau' },
    { name: 'kurzanleitung', path: () => '/hilfe/kurzanleitung' },
    { name: 'begriffe', path: () => '/hilfe/begriffe' },
    { name: 'loeschungen', path: () => '/protokoll/loeschungen' },
    { name: 'loeschungen-leer', path: () => '/protokoll/loeschungen', on: 'empty' },
    {
      name: 'vorschau-karte-gezeigt',
      path: () => `/laeufe/${runs['preview']}/vorschau/karte?reihe=1&stichtag=2024-12-31`,
      prepare: (page) => page.locator('.ks-map').first().locator('use[href="#f5"]').hover(),
    },
    {
      name: 'vorschau-umsortiert',
      path: () => `/laeufe/${runs['preview']}/vorschau?reihe=2`,
      prepare: (page) => page.getByRole('columnheader', { name: 'neu' }).getByRole('link').click(),
    },
    { name: 'sitzung-endet', path: () => '/hilfe/lauf', prepare: (page) => page.clock.fastForward('25:00') },
  ];

  const LOOKS = [
    { theme: 'light', width: 1280, height: 900 },
    { theme: 'dark', width: 320, height: 900 },
    { theme: 'dark', width: 1280, height: 900 },
    // A window of 1280 by 1024 at 400 %, as WCAG 1.4.10 measures it.
    { theme: 'light', width: 320, height: 256 },
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
      if (name === 'sitzung-endet') await page.clock.install();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (40[134]|422|409|502)/.test(message.text()))
          complaints.push(message.text());
      });
      await page.goto(url + at());
      await prepare?.(page);
      await page.waitForLoadState('load');
      for (const { theme, width, height } of few ? LOOKS.slice(0, 1) : LOOKS) {
        const look = `${name} ${theme} ${width}`;
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height });
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

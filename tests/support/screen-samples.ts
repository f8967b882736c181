/** What the screens are looked at with. */
import type { Page } from 'playwright-core';
import type { ConsoleApp } from '../../src/console/visit.ts';
import { levelId, type LevelVersion } from '../../src/core/area.ts';
import { finding, type Finding } from '../../src/core/finding.ts';
import type { RunDelivery } from '../../src/engine/deliveries/delivery-book.ts';
import type { SiteCheck } from '../../src/observe/site-checks.ts';
import { area, edition } from './sync-samples.ts';

export const CHECKS: readonly SiteCheck[] = [
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

export const ERRORS: readonly Finding[] = [17, 40, 58].map((row) =>
  finding(
    'mapping.unknown-key',
    { file: 'personen_2022-12-31.csv', row, column: 'QUARTIER' },
    { found: '0599', expected: 'einer von 64 Schlüsseln' },
  ),
);

/** With a delivery that is missing. */
export const SCHEDULE = `  cron: '30 2 * * *'
  deliveries: [{ profile: klein-personen, every: month, days: 3 }]
  unattended: { largestChange: 10 }
`;
const MISFIT_AT = { file: 'personen_2022-12-31.csv', row: 1 };
export const MISFIT: readonly Finding[] = [
  finding('mapping.missing-column', MISFIT_AT, { expected: 'QUARTIER' }),
  finding('mapping.missing-column', MISFIT_AT, { expected: 'PERSONEN' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Quartier-Nr.' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Anzahl der Personen mit Hauptwohnung' }),
  finding('mapping.unknown-column', MISFIT_AT, { found: 'Bearbeitungsstandskennzeichen' }),
  finding('mapping.unknown-sign', { ...MISFIT_AT, row: 9 }, { found: '*', expected: '9' }),
];
export const READ: RunDelivery = {
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

export const STRANGE_KEYS: readonly Finding[] = ['Name A8', 'X8'].map((key, index) =>
  finding(
    'mapping.unknown-area',
    { file: MISFIT_AT.file, row: 17 + index, column: 'QUARTIER' },
    { found: `${key} (12-mal)`, expected: 'klein-quartier' },
  ),
);
export const SMALL_LEVEL: LevelVersion = {
  id: 'small-level',
  level: levelId('klein-quartier'),
  editions: [edition('2020-01-01', ...['A1', 'A2', 'B1', 'B2'].map((key) => area(key)))],
  sources: [],
};

/** Says to which areas the keys belong now. */
export async function answerKeys(page: Page, first: string): Promise<void> {
  await page.locator('#schluessel-0').fill(first);
  await page.locator('#schluessel-1').fill('B1');
  await page.locator('#daneben-1').check();
  await page.locator('#zeichen-0').selectOption('missing');
  await page.getByLabel('Begründung').fill('Schlüssel von vor der Neugliederung.');
  await page.getByRole('button', { name: 'Vorschlag erstellen' }).click();
}

/** Fills the mapping form and sends it. */
export async function answer(page: Page, second: string): Promise<void> {
  await page.locator('#bedeutung-1').selectOption(second);
  await page.locator('#bedeutung-2').selectOption('-');
  await page.locator('#zeichen-0').selectOption('suppressed');
  await page.getByLabel('Begründung').fill('Das Amt hat die Auswertung neu aufgesetzt.');
  await page.getByRole('button', { name: 'Vorschlag erstellen' }).click();
}

export const PREVIEWS = [
  { name: 'tabelle', query: '?reihe=1&stichtag=2024-12-31' },
  { name: 'tabelle-geheim', query: '?reihe=2&nur=ja' },
  { name: 'karte', query: '/karte?reihe=1&stichtag=2024-12-31' },
  { name: 'karte-neu', query: '/karte?reihe=2' },
  { name: 'verlauf', query: '/verlauf?reihe=1' },
  { name: 'unbekannte-reihe', query: '?reihe=99' },
] as const;

export const MAIL: ConsoleApp['config']['notify'] = {
  mail: {
    host: '127.0.0.1',
    port: 25,
    encryption: 'none',
    from: 'kmsync@kreis.example',
    recipients: [{ to: 'barrierefrei@kreis.example', notices: ['barrier'] }],
  },
};

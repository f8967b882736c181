/** What the Handbuch shows: one entry for each picture, with the number of its screen in the plan of the console. */
import type { Page } from 'playwright-core';

/** Runs of the demo that the pictures are about. */
export interface Shown {
  readonly url: string;
  /** The first publication of everything. */
  readonly first: string;
  /** Of the corrected delivery, which waits for its approval. */
  readonly waiting: string;
  /** Of a delivery that does not pass its check, and its file. */
  readonly failed: string;
  readonly wrong: { readonly name: string; readonly bytes: Buffer };
}

export interface HandbuchScreen {
  /** Name of the picture, without ending. */
  readonly picture: string;
  /** 1 to 12, or a page that everybody may read. */
  readonly screen: number | 'public';
  readonly who: 'anna' | 'bernd' | 'nobody';
  readonly path: (shown: Shown) => string;
  /** Link on that page that leads to the one that is shown; its address is not known before. */
  readonly follow?: { readonly href: RegExp; readonly text?: RegExp };
  readonly prepare?: (page: Page, shown: Shown) => Promise<void>;
  /** Taken when the waiting run is published. */
  readonly afterwards?: true;
  /** Heading at which the picture begins; without it at the top of the page. */
  readonly from?: string;
  /** Of the picture in pixels; what lies below is cut off. */
  readonly height?: number;
}

const preview = ({ waiting }: Shown) => `/laeufe/${waiting}/vorschau`;

export const SCREENS: readonly HandbuchScreen[] = [
  { picture: 'anmelden', screen: 'public', who: 'nobody', path: () => '/anmelden' },
  { picture: 'uebersicht', screen: 1, who: 'bernd', path: () => '/' },
  { picture: 'lieferung', screen: 2, who: 'anna', path: () => '/lieferungen/neu' },
  { picture: 'pruefung', screen: 3, who: 'anna', path: ({ failed }) => `/laeufe/${failed}/pruefung` },
  {
    picture: 'zeile',
    screen: 3,
    who: 'anna',
    path: ({ failed }) => `/laeufe/${failed}/pruefung`,
    prepare: lookAtRow,
  },
  {
    picture: 'zuordnung',
    screen: 4,
    who: 'anna',
    path: ({ failed }) => `/laeufe/${failed}/pruefung`,
    follow: { href: /\/zuordnung/ },
  },
  { picture: 'vorschau', screen: 5, who: 'anna', path: preview, height: 620 },
  {
    picture: 'vorschau-tabelle',
    screen: 5,
    who: 'anna',
    path: (shown) => `${preview(shown)}?reihe=3&nur=ja`,
    from: 'Im Einzelnen',
  },
  {
    picture: 'vorschau-karte',
    screen: 5,
    who: 'anna',
    path: (shown) => `${preview(shown)}/karte?reihe=3`,
    from: 'Im Einzelnen',
  },
  {
    picture: 'vorschau-verlauf',
    screen: 5,
    who: 'anna',
    path: (shown) => `${preview(shown)}/verlauf?reihe=3`,
    from: 'Im Einzelnen',
  },
  {
    picture: 'freigabe',
    screen: 6,
    who: 'bernd',
    path: ({ waiting }) => `/laeufe/${waiting}/freigabe`,
    from: 'Grundlage',
    height: 1600,
  },
  {
    picture: 'freigabe-eigene',
    screen: 6,
    who: 'anna',
    path: ({ waiting }) => `/laeufe/${waiting}/freigabe`,
    from: 'Entscheidung',
  },
  { picture: 'lauf-wartet', screen: 7, who: 'anna', path: ({ waiting }) => `/laeufe/${waiting}` },
  {
    picture: 'lauf',
    screen: 7,
    who: 'anna',
    path: ({ waiting }) => `/laeufe/${waiting}`,
    afterwards: true,
  },
  {
    picture: 'bericht',
    screen: 7,
    who: 'anna',
    path: ({ waiting }) => `/laeufe/${waiting}/bericht`,
    afterwards: true,
  },
  {
    picture: 'zuruecknehmen',
    screen: 9,
    who: 'anna',
    path: ({ waiting }) => `/laeufe/${waiting}/zuruecknehmen`,
    afterwards: true,
  },
  { picture: 'laeufe', screen: 8, who: 'anna', path: () => '/laeufe', afterwards: true },
  {
    picture: 'indikatoren',
    screen: 9,
    who: 'anna',
    path: () => '/indikatoren',
    afterwards: true,
  },
  {
    picture: 'indikator',
    screen: 9,
    who: 'anna',
    path: () => '/indikatoren',
    follow: { href: /^\/indikatoren\/./, text: /Beschäftigungsquote/ },
    afterwards: true,
  },
  {
    picture: 'indikator-staende',
    screen: 9,
    who: 'anna',
    path: () => '/indikatoren',
    follow: { href: /^\/indikatoren\/./, text: /Beschäftigungsquote/ },
    from: 'Frühere Stände',
    afterwards: true,
  },
  {
    picture: 'staende-vergleichen',
    screen: 9,
    who: 'anna',
    path: () => '/indikatoren',
    follow: { href: /^\/indikatoren\/./, text: /Beschäftigungsquote/ },
    prepare: (page) => page.getByRole('button', { name: 'Stände vergleichen' }).first().click(),
    afterwards: true,
  },
  { picture: 'lieferkalender', screen: 1, who: 'anna', path: () => '/lieferungen' },
  { picture: 'quelle', screen: 10, who: 'anna', path: () => '/quellen/demo' },
  { picture: 'quellen', screen: 10, who: 'anna', path: () => '/quellen' },
  { picture: 'protokoll', screen: 11, who: 'bernd', path: () => '/protokoll?pruefen=ja', afterwards: true },
  {
    picture: 'system',
    screen: 12,
    who: 'anna',
    path: () => '/system',
    prepare: (page) => page.getByRole('button', { name: 'Jetzt prüfen' }).click(),
    afterwards: true,
  },
  { picture: 'hilfe', screen: 'public', who: 'nobody', path: () => '/hilfe' },
  { picture: 'barrierefreiheit', screen: 'public', who: 'nobody', path: () => '/barrierefreiheit' },
  { picture: 'barriere-melden', screen: 'public', who: 'nobody', path: () => '/barriere-melden' },
  { picture: 'datenschutz', screen: 'public', who: 'nobody', path: () => '/datenschutz' },
  { picture: 'impressum', screen: 'public', who: 'nobody', path: () => '/impressum' },
];

/** What is opened stays open for the pictures behind this one: the mapping page then has its examples. */
async function lookAtRow(page: Page, { wrong: { name, bytes } }: Shown): Promise<void> {
  await page.getByText('Datei zum Nachsehen öffnen').first().click();
  await page
    .locator('#nachsehen input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: bytes });
  await page.getByRole('button', { name: 'Zum Nachsehen öffnen' }).click();
  await page
    .getByRole('link', { name: /^Zeile .* ansehen$/ })
    .first()
    .click();
}

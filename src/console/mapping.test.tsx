import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { finding, type Finding } from '../core/finding.ts';
import { loadYaml } from '../mapping/load.ts';
import { profileFile } from '../mapping/profile.ts';

const FILE = 'personen_2023-12-31.csv';
const place = { file: FILE, row: 1 };
const strange = (found: string) => finding('mapping.unknown-column', place, { found });
const missing = (expected: string) => finding('mapping.missing-column', place, { expected });
const SIGN = finding('mapping.unknown-sign', { ...place, row: 9 }, { found: '*', expected: '9' });
const FINDINGS = [
  missing('QUARTIER'),
  missing('PERSONEN'),
  strange('Quartier-Nr.'),
  strange('Anzahl Personen'),
  strange('Bemerkung'),
  SIGN,
];

let world: ConsoleWorld;
let anna: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  anna = await world.browser('anna', 'sync-editor');
});
afterAll(() => world.close());

async function failed(findings: readonly Finding[]): Promise<string> {
  const run = await world.run('check_failed', findings);
  await world.app.ledger.putRunDeliveries(run, [
    {
      file: FILE,
      sha256: 'a'.repeat(64),
      bytes: 1,
      profile: 'klein-personen',
      profileSha256: 'b'.repeat(64),
      dataset: 'klein-personen',
      rows: 1,
      dates: [],
      refused: true,
    },
  ]);
  return run;
}

const htmlOf = async (path: string, browser = anna) => (await browser.get(path)).text();
const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const pathOf = (run: string) => `/quellen/klein/zuordnung?lauf=${run}`;

/** What a person would send who follows the suggestions. */
const answered = (run: string, more: Record<string, string> = {}) => ({
  lauf: run,
  profil: 'klein-personen',
  'bedeutung-0': '0',
  'bedeutung-1': '1',
  'bedeutung-2': '-',
  'zeichen-0': 'suppressed',
  'zeichen-1': 'missing',
  dezimal: 'comma',
  grund: 'Neue Fassung der Auswertung.',
  ...more,
});

describe('Zuordnung', () => {
  it('is offered by the check report of a file that does not fit, and by no other', async () => {
    const link = `href="/quellen/klein/zuordnung?lauf=`;
    const run = await failed(FINDINGS);
    const other = await failed([finding('mapping.duplicate-equal', place, { found: 'X', expected: 'Y' })]);

    expect(await htmlOf(`/laeufe/${run}/pruefung`)).toContain(`${link}${run}"`);
    expect(await htmlOf(`/laeufe/${other}/pruefung`)).not.toContain(link);
  });

  it('shows what is expected, what the file has instead, and suggestions named as such', async () => {
    const run = await failed(FINDINGS);
    const html = await htmlOf(pathOf(run));
    const text = plain(html);

    expect(text).toContain('2 von 5 Spalten zugeordnet.');
    expect(text).toContain('PERSONEN Wert „personen“ fehlt');
    expect(text).toContain('GESCHL Gliederung „geschlecht“ vorhanden');
    expect(text).toContain('Vorschlag: Schlüssel der Raumeinheit');
    expect(text).toContain('Vorschlag: Wert „personen“');
    expect(text).toContain('Kommt 9 Mal vor und ist nicht erklärt.');
    expect(text).toContain('Raumebene „Kleine Quartiere“');
    expect(html).toMatch(
      /name="bedeutung-0"[^>]*><option value="">[^<]*<\/option><option value="0" selected/,
    );
  });

  it('makes a new version of the profile out of the answers, and changes nothing', async () => {
    const run = await failed(FINDINGS);
    const sent = await anna.post('/quellen/klein/zuordnung', answered(run));

    expect(sent.status).toBe(303);
    const text = plain(await htmlOf((sent.headers.get('location') ?? '').replace(/#.*/, '')));
    expect(text).toContain('Der Vorschlag ist vollständig.');
    expect(text).toContain('5 von 5 Spalten zugeordnet.');
    const file = await anna.get(`/quellen/klein/zuordnung.yaml?lauf=${run}`);
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="klein-personen.yaml"');
    const yaml = await file.text();
    expect(yaml).toContain(`# Vorschlag vom 03.02.2026 zu Lauf ${run}, noch nicht übernommen.`);
    expect(yaml).toContain('# Begründung: Neue Fassung der Auswertung.');
    const loaded = loadYaml(yaml, 'klein-personen.yaml', profileFile);
    expect(loaded.ok && loaded.value).toMatchObject({
      id: 'klein-personen',
      area: { column: 'Quartier-Nr.' },
      values: { column: 'Anzahl Personen' },
      ignoreColumns: ['Bemerkung'],
      signs: { override: { '*': 'suppressed' } },
    });
    expect(world.app.catalogue.profiles.get('klein-personen')).toMatchObject({
      area: { column: 'QUARTIER' },
    });
  });

  it('says where two columns are meant for one field, and keeps what was chosen', async () => {
    const run = await failed(FINDINGS);
    await anna.post('/quellen/klein/zuordnung', answered(run, { 'bedeutung-1': '0', grund: '' }));
    const html = await htmlOf(pathOf(run));

    expect(plain(html)).toContain(
      'Die Spalten „Quartier-Nr.“ und „Anzahl Personen“ sind beide für „QUARTIER“ gewählt. Erwartet wird eine.',
    );
    expect(html).toContain('<title>Fehler (2): Zuordnung');
    expect(html).toContain('href="#bedeutung-1"');
    expect(html).toMatch(/id="bedeutung-2"[\s\S]*?<option value="-" selected/);
    expect(html).not.toContain('id="ergebnis"');
    expect(plain(await (await anna.get(`/quellen/klein/zuordnung.yaml?lauf=${run}`)).text())).toContain(
      'Angaben fehlen oder passen nicht.',
    );
  });

  it('keeps nothing but answers to a question that is asked', async () => {
    const run = await failed(FINDINGS);
    const refused = await anna.post('/quellen/erfunden/zuordnung', answered(run));
    await anna.post('/quellen/klein/zuordnung', answered(run, { fremd: 'x'.repeat(9_000) }));

    expect(refused.status).toBe(404);
    const { sessions } = world.app;
    expect(await sessions.draft('local:anna', '/quellen/erfunden/zuordnung')).toBeUndefined();
    expect((await sessions.draft('local:anna', '/quellen/klein/zuordnung'))?.fields).not.toHaveProperty(
      'fremd',
    );
  });

  it('forgets the answers about one run on the page of another', async () => {
    const first = await failed(FINDINGS);
    await anna.post('/quellen/klein/zuordnung', answered(first));
    const second = await failed(FINDINGS);

    expect(await htmlOf(pathOf(second))).not.toContain('id="ergebnis"');
  });

  it('shows no name of a column where the first row may be the record of a person', async () => {
    const run = await failed([missing('QUARTIER'), strange('Nr. 1'), strange('Nr. 2')]);
    const text = plain(await htmlOf(pathOf(run)));

    expect(text).toContain('2 Spalten haben keine der vereinbarten Überschriften.');
    expect(text).not.toContain('Spalte „Nr. 1“');
  });

  it('takes no heading of a file for HTML', async () => {
    const run = await failed([strange('<img src=x onerror=alert(1)>'), missing('QUARTIER')]);
    const html = await htmlOf(pathOf(run));

    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
  });

  it.each([
    '/quellen/gibt-es-nicht/zuordnung',
    '/quellen/klein/zuordnung?lauf=1999-0001',
    '/quellen/klein/zuordnung?profil=amtsdaten',
  ])('%s is refused in words', async (path) => {
    const response = await anna.get(path);

    expect([404, 422]).toContain(response.status);
  });

  it('works without a run, and lets those who only read look', async () => {
    const vera = await world.browser('vera', 'sync-viewer');
    const text = plain(await htmlOf('/quellen/klein/zuordnung', vera));

    expect(text).toContain('Zu dieser Seite gehört kein Lauf');
    expect(text).toContain('Zuordnen kann eine Person mit der Berechtigung „Sachbearbeitung“.');
  });
});

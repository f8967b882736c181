import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { SMALL_LEVEL } from '../../tests/support/screen-samples.ts';
import { finding, type Finding } from '../core/finding.ts';

const FILE = 'personen_2023-12-31.csv';
const CANARY = 'Kanarienvogel-4711';
const CSV = `Quartier-Nr.;STICHTAG;GESCHL;Anzahl Personen;Bemerkung
A1;31.12.2023;w;1.234;ohne
A2;31.12.2023;w;*;ohne
X8;31.12.2023;w;12;${CANARY}
B1;31.12.2023;w;1x2;<img src=x onerror=alert(1)>
B2;31.12.2023;w;;ohne
`;
const place = { file: FILE, row: 0 };
const FINDINGS: readonly Finding[] = [
  finding('mapping.missing-column', place, { expected: 'QUARTIER' }),
  finding('mapping.missing-column', place, { expected: 'PERSONEN' }),
  finding('mapping.unknown-column', place, { found: 'Quartier-Nr.' }),
  finding('mapping.unknown-column', place, { found: 'Anzahl Personen' }),
  finding('mapping.unknown-column', place, { found: 'Bemerkung' }),
  finding('mapping.unknown-sign', { ...place, row: 3 }, { found: '*', expected: '1' }),
];

let world: ConsoleWorld;
let anna: Browser;
beforeAll(async () => {
  world = await consoleWorld();
  anna = await world.browser('anna', 'sync-editor');
  await world.app.ledger.putLevel(SMALL_LEVEL, await world.run('published'));
});
afterAll(() => world.close());

async function failed(findings = FINDINGS, csv = CSV): Promise<string> {
  const run = await world.run('check_failed', findings);
  await world.app.ledger.putRunDeliveries(run, [
    {
      file: FILE,
      sha256: createHash('sha256').update(csv).digest('hex'),
      bytes: csv.length,
      profile: 'klein-personen',
      profileSha256: 'b'.repeat(64),
      dataset: 'klein-personen',
      rows: 5,
      dates: [],
      refused: true,
    },
  ]);
  return run;
}

async function opened(findings = FINDINGS, csv = CSV): Promise<string> {
  const run = await failed(findings, csv);
  const sent = await anna.upload(`/laeufe/${run}/pruefung/nachsehen`, {}, new File([csv], FILE));
  expect(sent.status).toBe(303);
  return run;
}

const answered = (run: string) => ({
  lauf: run,
  profil: 'klein-personen',
  'bedeutung-0': '0',
  'bedeutung-1': '1',
  'bedeutung-2': '-',
  'zeichen-0': 'suppressed',
  'zeichen-1': 'missing',
  dezimal: 'comma',
  grund: 'Neue Fassung der Auswertung.',
});

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const htmlOf = async (run: string, browser = anna) =>
  (await browser.get(`/quellen/klein/zuordnung?lauf=${run}`)).text();

describe('examples on the mapping page', () => {
  it('are offered where the file is not open', async () => {
    const run = await failed();
    const html = await htmlOf(run);

    expect(html).toContain(`href="/laeufe/${run}/pruefung#nachsehen"`);
    expect(html).not.toContain('z. B. ');
    // Findings about columns have no row.
    const report = await (await anna.get(`/laeufe/${await failed(FINDINGS.slice(0, 5))}/pruefung`)).text();
    expect(report).toContain('id="nachsehen"');
  });

  it('stand at every column, strange or agreed, with what is empty named so', async () => {
    const run = await opened();
    const text = plain(await htmlOf(run));

    expect(text).toContain('Vorschlag: Schlüssel der Raumeinheit. z. B. A1 , A2 , X8');
    expect(text).toContain('Vorschlag: Wert „personen“. z. B. 1.234 , * , 12');
    expect(text).toContain('GESCHL Gliederung „geschlecht“ vorhanden z. B. w');
    expect(text).toContain('Sie haben die Datei zum Nachsehen geöffnet.');
  });

  it('are text, whatever stands in the cell', async () => {
    const html = await htmlOf(await opened());

    expect(html).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>');
    expect(html).not.toContain('<img');
  });

  it('are seen by nobody else, at no other run, and for a quarter of an hour', async () => {
    const run = await opened();
    const bea = await world.browser('bea', 'sync-editor');

    expect(await htmlOf(run, bea)).not.toContain(CANARY);
    expect(await htmlOf(await failed())).not.toContain(CANARY);
    expect(await htmlOf(run)).toContain(CANARY);
    world.later(16);
    expect(await htmlOf(run)).not.toContain(CANARY);
  });
});

describe('the trial reading', () => {
  it('is made with the proposal only, and not without the file', async () => {
    const run = await failed();
    await anna.post('/quellen/klein/zuordnung', answered(run));
    expect(await htmlOf(run)).not.toContain('id="leseprobe"');

    const open = await opened();
    expect(await htmlOf(open)).not.toContain('id="leseprobe"');
  });

  it('shows area, day, value and what would be a finding, and keeps nothing of it', async () => {
    const run = await opened();
    await anna.post('/quellen/klein/zuordnung', { ...answered(run), dezimal: 'point' });
    const html = await htmlOf(run);
    const text = plain(html);

    expect(html).toContain('id="leseprobe"');
    expect(text).toContain('So würden die ersten 5 Zeilen mit Ihrem Vorschlag gelesen.');
    // The wrong decimal mark is refused for a count, and both texts are there to see.
    expect(text).toMatch(/2 A1 A1 Name A1 – nicht gelesen 1\.234 Fehler/);
    expect(text).toMatch(/3 A2 A2 Name A2 31\.12\.2023 geschlecht: w kein Wert \(geheim\) in der Datei: \*/);
    expect(text).toContain('X8: gibt es nicht');
    expect(text).toContain('Diese Raumeinheit gibt es nicht.');
    expect(text).toMatch(/5 B1 B1 Name B1 .*?nicht gelesen 1x2 Fehler/);
    expect(text).toMatch(
      /6 B2 B2 Name B2 31\.12\.2023 geschlecht: w kein Wert \(nicht geliefert\) in der Datei: leer/,
    );
    const draft = await world.app.sessions.draft('local:anna', '/quellen/klein/zuordnung');
    expect(JSON.stringify(draft)).not.toMatch(/1\.234|Kanarien/);
  });

  it('brings old keys to the areas they belong to, on days on which that holds', async () => {
    const moved = [
      ...FINDINGS,
      finding(
        'mapping.unknown-area',
        { ...place, row: 4 },
        { found: 'X8 (1-mal)', expected: 'klein-quartier' },
      ),
    ];
    const run = await opened(moved);
    await anna.post('/quellen/klein/zuordnung', {
      ...answered(run),
      'schluessel-0': 'A2',
      'daneben-0': 'ja',
    });
    const text = plain(await htmlOf(run));

    expect(text).toMatch(/4 X8 A2 Name A2 31\.12\.2023 geschlecht: w 12 keiner/);
    expect(text).not.toContain('gilt die Umrechnung nicht');

    const early = await opened(moved, CSV.replaceAll('2023', '2019'));
    await anna.post('/quellen/klein/zuordnung', {
      ...answered(early),
      'schluessel-0': 'A2',
      'daneben-0': 'ja',
    });
    expect(plain(await htmlOf(early))).toMatch(/4 X8 .*?12 An diesem Stichtag gilt die Umrechnung nicht\./);
  });
});

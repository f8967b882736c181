import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleWorld, type Browser, type ConsoleWorld } from '../../tests/support/console-world.ts';
import { personTable, SMALL_JOB } from '../../tests/support/small-site.ts';
import { area, edition } from '../../tests/support/sync-samples.ts';
import { levelId } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import { keyHelp } from '../engine/desk/mapping-keys.ts';
import { jobNamed, prepare } from '../engine/prepare.ts';
import { isTableProfile } from '../mapping/profile.ts';

const FILE = 'personen_2022-12-31.csv';
const place = { file: FILE, row: 4, column: 'QUARTIER' };
const unknownArea = (key: string, times = 2) =>
  finding('mapping.unknown-area', place, { found: `${key} (${times}-mal)`, expected: 'Kleine Quartiere' });
const unknownKey = (found: string) => finding('mapping.unknown-key', place, { found });

/** Two old keys in the place of A2, one besides B1, as a delivery of before a reform may have them. */
const OLD =
  personTable('31.12.2022', 0).replaceAll(/^A2;31.12.2022;(w;402|m;377)$/gm, (_line, rest: string) => {
    const [sex, all] = rest.split(';');
    return `X8;31.12.2022;${sex};100\nX9;31.12.2022;${sex};${Number(all) - 100}`;
  }) + 'Y1;31.12.2022;w;5\nY1;31.12.2022;m;6\n';

let world: ConsoleWorld;
let anna: Browser;
beforeAll(async () => {
  world = await consoleWorld({ prepare: (site) => writeFileSync(path.join(site, 'deliveries', FILE), OLD) });
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

async function knowTheLevel(): Promise<void> {
  const areas = ['A1', 'A2', 'B1', 'B2'].map((key) => area(key, { name: `Name ${key}` }));
  const run = await world.run('published');
  await world.app.ledger.putLevel(
    {
      id: 'small',
      level: levelId('klein-quartier'),
      editions: [edition('2020-01-01', ...areas)],
      sources: [],
    },
    run,
  );
}

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const pathOf = (run: string) => `/quellen/klein/zuordnung?lauf=${run}`;
const htmlOf = async (at: string) => (await anna.get(at)).text();
const textOf = async (at: string) => plain(await htmlOf(at));

const answered = (run: string, more: Record<string, string>) => ({
  lauf: run,
  profil: 'klein-personen',
  'zeichen-0': 'missing',
  dezimal: 'comma',
  grund: 'Schlüssel von vor der Neugliederung.',
  ...more,
});

describe('keys that no area has', () => {
  it('are only named while no delivery was ever taken in', async () => {
    const run = await failed([unknownArea('X8')]);
    const text = await textOf(pathOf(run));

    expect(text).toContain(
      '1 Schlüssel der Datei gehört zu keiner Raumeinheit der Raumebene „Kleine Quartiere“.',
    );
    expect(text).toContain('weiß das Programm erst nach der ersten übernommenen Lieferung');
    expect(await htmlOf(pathOf(run))).not.toContain('name="schluessel-0"');
  });

  it('are asked for one by one, with suggestions that are not filled in', async () => {
    await knowTheLevel();
    const run = await failed([unknownArea('Name A4', 3), unknownKey('Anger alt')]);
    const html = await htmlOf(pathOf(run));

    expect(plain(html)).toContain('Schlüssel „Name A4“ gehört jetzt zu');
    expect(plain(html)).toContain('Kommt 3 Mal vor. Vorschlag: A1 Name A1, A2 Name A2.');
    expect(html).toMatch(/name="schluessel-0" type="text" value=""/);
    expect(html).toContain('<option value="B2">Name B2</option>');
    expect(plain(html)).toContain('ab 01.01.2020');
    expect(html).toContain(`name="schluessel-1"`);
  });

  it('lead to the page from the check report', async () => {
    const run = await failed([unknownArea('X8')]);

    expect(await htmlOf(`/laeufe/${run}/pruefung`)).toContain(`href="/quellen/klein/zuordnung?lauf=${run}"`);
  });

  it('must belong to an area that there is; what was typed is shown again', async () => {
    const run = await failed([unknownArea('X8')]);
    await anna.post('/quellen/klein/zuordnung', answered(run, { 'schluessel-0': '<b>A7' }));
    const html = await htmlOf(pathOf(run));

    expect(plain(html)).toContain(
      'Den Schlüssel „&lt;b&gt;A7“ gibt es auf der Raumebene „Kleine Quartiere“ ab dem 01.01.2020 nicht. Erwartet wird ein Schlüssel aus der Liste, zum Beispiel A1 Name A1.',
    );
    expect(html).toContain('href="#schluessel-0"');
    expect(html).toContain('value="&lt;b&gt;A7"');
    expect(html).not.toContain('id="ergebnis"');
  });

  it('may stay open, which the proposal says', async () => {
    const run = await failed([unknownArea('X8'), unknownArea('X9')]);
    await anna.post('/quellen/klein/zuordnung', answered(run, { 'schluessel-0': 'A2' }));
    const text = await textOf(pathOf(run));

    expect(text).toContain('1 Schlüssel ist noch nicht geklärt.');
    expect(text).toContain(
      '1 von 2 Schlüsseln zugeordnet. Die übrigen verhindern die Veröffentlichung weiterhin.',
    );
    expect(text).not.toContain('Der Vorschlag ist vollständig.');
  });

  it('that the profile takes for no key are named in it, without a crosswalk', async () => {
    const run = await failed([unknownKey('Anger alt')]);
    await anna.post('/quellen/klein/zuordnung', answered(run, { 'schluessel-0': 'A1' }));

    expect(await textOf(pathOf(run))).toContain('Anger alt A1 Name A1 immer');
    const yaml = await (await anna.get(`/quellen/klein/zuordnung.yaml?lauf=${run}`)).text();
    expect(yaml).toContain('names: { Anger alt: { level: klein-quartier, key: A1 } }');
    expect(yaml).not.toContain('assign:');
  });

  it('of shares are not converted, but texts may be named', async () => {
    const { catalogue, ledger } = world.app;
    const profile = catalogue.profiles.get('klein-personen');
    if (!profile || !isTableProfile(profile)) throw new Error('no profile of figures');
    const shares = { ...profile, measures: { personen: { integer: false, rate: true } } };
    const helpFor = (found: Finding) => keyHelp(shares, [found], { catalogue, ledger });

    expect(await helpFor(unknownArea('X8'))).toMatchObject({ obstacle: { kind: 'rate', name: 'personen' } });
    expect(await helpFor(unknownKey('Anger alt'))).toMatchObject({ obstacle: undefined });
  });

  it('are two hundred at most, and the page says how many it leaves out', async () => {
    const run = await failed(Array.from({ length: 203 }, (_, index) => unknownArea(`Z${1_000 + index}`)));
    const html = await htmlOf(pathOf(run));

    expect(plain(html)).toContain('203 Schlüssel der Datei gehören zu keiner Raumeinheit');
    expect(plain(html)).toContain('3 weitere Schlüssel stehen hier nicht: Gezeigt werden höchstens 200');
    expect(html).toContain('name="schluessel-199"');
    expect(html).not.toContain('name="schluessel-200"');
  });

  it('become a crosswalk with which the same delivery is read, each figure under its area and once', async () => {
    const { ports } = world.app;
    const before = await prepare(jobNamed(ports, SMALL_JOB), ports);
    const unknown = before.findings.filter(({ code }) => code === 'mapping.unknown-area');
    expect(before.stops).toBe(true);
    expect(unknown.map(({ found }) => found)).toEqual(['X8 (2-mal)', 'X9 (2-mal)', 'Y1 (2-mal)']);
    const run = await failed(unknown);
    await anna.post(
      '/quellen/klein/zuordnung',
      answered(run, { 'schluessel-0': 'A2', 'schluessel-1': 'A2', 'schluessel-2': 'B1', 'daneben-2': 'ja' }),
    );
    expect(await textOf(pathOf(run))).toContain('Der Vorschlag ist vollständig.');
    const profile = await anna.get(`/quellen/klein/zuordnung.yaml?lauf=${run}`);
    const crosswalk = await anna.get(`/quellen/klein/zuordnung.yaml?lauf=${run}&teil=schluessel`);
    expect(crosswalk.headers.get('content-disposition')).toBe(
      'attachment; filename="klein-personen-schluessel.yaml"',
    );

    const [profileText, crosswalkText] = [await profile.text(), await crosswalk.text()];
    const later = await consoleWorld({
      prepare(site) {
        mkdirSync(path.join(site, 'mappings/crosswalks'), { recursive: true });
        writeFileSync(path.join(site, 'mappings/crosswalks/klein-personen-schluessel.yaml'), crosswalkText);
        writeFileSync(path.join(site, 'mappings/profiles/klein-personen.yaml'), profileText);
        writeFileSync(path.join(site, 'deliveries', FILE), OLD);
      },
    });
    try {
      const after = await prepare(jobNamed(later.app.ports, SMALL_JOB), later.app.ports);
      expect(after.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      const cells = await after.book.cells('klein-personen');
      const women = cells.filter(
        ({ level, breakdown }) => level === 'klein-quartier' && breakdown['geschlecht'] === 'w',
      );
      expect(Object.fromEntries(women.map((one) => [one.area, one.cell.value]))).toEqual({
        A1: 311,
        A2: 402,
        B1: 215 + 5,
        B2: 178,
      });
    } finally {
      await later.close();
    }
    expect(
      readFileSync(path.join(ports.folders.site, 'mappings/profiles/klein-personen.yaml'), 'utf8'),
    ).not.toContain('assign');
  });
});

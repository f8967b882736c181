/** `kmsync inspect` through the built program: fixtures of the connectors, what is missing, and persons. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { requireBuilt } from '../support/cli-process.ts';
import { kmsync } from '../support/kmsync.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Processes on a busy machine take their time. */
vi.setConfig({ testTimeout: 180_000 });
beforeAll(requireBuilt);

const CONNECTORS = path.resolve(import.meta.dirname, '../../connectors');
const temp = tempFolder();

interface Document {
  readonly state: string;
  readonly recognised: readonly { connector: string; form: string }[];
  readonly proposal: { yaml: string; kind: string; checks: readonly { line: number }[] } | null;
  readonly proof: {
    counts: readonly { level: string; date: string; role: string; observations: number }[];
  } | null;
  readonly missing: readonly string[];
  readonly findings: readonly { code: string; severity: string }[];
  readonly tables: readonly { columns: readonly { label: string; role: string | null }[] }[];
  readonly sheets: readonly { name: string; hidden: boolean }[];
  readonly layer: { crs: string | null; features: number } | null;
}

async function inspect(
  file: string,
  ...args: string[]
): Promise<{ code: number | null; document: Document }> {
  const { code, stdout, stderr } = await kmsync(['inspect', file, '--json', ...args]);
  expect(stderr).toBe('');
  return { code, document: JSON.parse(stdout) as Document };
}

const fixture = (connector: string, file: string) => path.join(CONNECTORS, connector, '__fixtures__', file);

describe('a fixture of a connector', () => {
  it.for<[string, string, string]>([
    ['duva', 'bevoelkerung-offen.csv', 'open-data'],
    ['duva', 'einwohner-2024.csv', 'delimited'],
    ['duva', 'familien.csv', 'result-table'],
    ['duva', 'haushalte-2024.dat', 'fixed-width'],
    ['duva', 'quoten.tsv', 'result-table'],
    ['itnrw', 'Zensus2022_Einwohner.zip', 'zensus-grid'],
    ['itnrw', 'Zensus2022_Miete_100m-Gitter.csv', 'zensus-grid'],
    ['itnrw', 'zensus2022_miete_1252.csv', 'zensus-grid'],
    ['itnrw', 'bevoelkerung-kreise.xlsx', 'xlsx'],
    ['itnrw', 'fortschreibung-alt_en_flat.csv', 'ffcsv-old'],
    ['itnrw', 'fortschreibung-alt_flat.csv', 'ffcsv-old'],
    ['itnrw', 'fortschreibung_flat.csv', 'ffcsv'],
    ['itnrw', 'fortschreibung_flat.zip', 'ffcsv'],
    ['itnrw', 'leistungen.csv', 'classic-csv'],
    ['itnrw', 'quader.csv', 'cube'],
    ['itnrw', 'regionaltabelle.xlsx', 'regional-machine-sheets'],
  ])('%s/%s is taken for %s, and its proposal runs', async ([connector, file, form]) => {
    const { code, document } = await inspect(fixture(connector, file));

    expect(document.recognised[0]).toMatchObject({ connector, form });
    expect(document).toMatchObject({ state: 'runs', proposal: { kind: 'profile' } });
    expect(document.proof?.counts.length).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  it('duva/quartiere.xlsx yields a proposal that runs, whichever connector takes the workbook', async () => {
    const { code, document } = await inspect(fixture('duva', 'quartiere.xlsx'), '--connector', 'duva');

    expect(document).toMatchObject({
      state: 'runs',
      recognised: [{ connector: 'duva', form: 'result-table' }],
    });
    expect(document.sheets.map(({ name }) => name)).toEqual(['Deckblatt', 'Daten 2023', 'Daten 2024']);
    expect(new Set(document.proof?.counts.map(({ date }) => date))).toEqual(
      new Set(['2023-12-31', '2024-12-31']),
    );
    expect(code).toBe(0);
  });

  it.for(['Bezirke.SHP', 'quartiere.geojson', 'raumeinheiten.gpkg'])(
    'geodata/%s yields a level that reads its areas',
    async (file) => {
      const { code, document } = await inspect(fixture('geodata', file), '--level', 'quartier');

      expect(document).toMatchObject({
        state: 'runs',
        proposal: { kind: 'level', id: 'quartier' },
        layer: { features: 2 },
      });
      expect(document.layer?.crs).toMatch(/^EPSG:(?:25832|4326)$/);
      expect(code).toBe(0);
    },
  );
});

describe('the report', () => {
  it('shows structure in German, marks what is not certain and ends with the proposal', async () => {
    const { code, stdout, stderr } = await kmsync([
      'inspect',
      fixture('duva', 'familien.csv'),
      '--level',
      'quartier',
    ]);

    expect([code, stderr]).toEqual([0, '']);
    for (const words of [
      'Kodierung: windows-1252',
      'Trennzeichen: „;“',
      'Erkannt: Konnektor duva, Form result-table',
      'Titel: Stichtag: 31.12.2024, Hauptwohnung',
      '2. Quartier: Text, 5 bis 11 Zeichen, 5 verschiedene → Raumeinheit',
      'Zeichen „.“ 3-mal',
      'Der Vorschlag läuft.',
      'quartier, 2024-12-31, insgesamt: 3 Werte für 3 Raumeinheiten',
      '  level: quartier\n',
      '# prüfen: ',
    ])
      expect(stdout).toContain(words);
  });

  it('writes the proposal once and never over a file that is there', async () => {
    const target = path.join(temp.path, 'neu', 'familien.yaml');
    const args = ['inspect', fixture('duva', 'familien.csv'), '--profile', target];

    const first = await kmsync(args);
    const text = readFileSync(target, 'utf8');
    const second = await kmsync(args);

    expect([first.code, second.code]).toEqual([0, 64]);
    expect(first.stdout).toContain('Der Vorschlag steht in „familien.yaml“.');
    expect(text).toMatch(/^# yaml-language-server: .*\n# Vorschlag für familien\.csv/);
    expect(second.stderr).toContain('Die Datei „familien.yaml“ gibt es schon.');
    expect(readFileSync(target, 'utf8')).toBe(text);
  });

  it('leaves nothing behind in the folder it is called from', async () => {
    const folder = temp.path;
    const before = readdirSync(folder);

    await kmsync(['inspect', fixture('duva', 'quoten.tsv')], folder);

    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('what is missing is said and not made up', () => {
  it('names the Stichtag that stands nowhere, and takes it from --date', async () => {
    const without = await inspect(fixture('duva', 'quoten.tsv'));
    const given = await inspect(fixture('duva', 'quoten.tsv'), '--date', '2023-12-31');

    expect(without.document.missing.join(' ')).toContain('keinen Stichtag');
    expect(without.document.proposal?.yaml).toContain('date: { from: parameter } # prüfen: ');
    expect(new Set(given.document.proof?.counts.map(({ date }) => date))).toEqual(new Set(['2023-12-31']));
  });

  it('does not decide what 1.234 means where no figure proves it', async () => {
    const rows = [
      'Quartier;Stichtag;Miete',
      '001;31.12.2024;1.234',
      '002;31.12.2024;2.345',
      '003;31.12.2024;3.456',
    ];
    const { path: file } = temp.write('unbewiesen.csv', Buffer.from(rows.join('\n')));

    const { code, document } = await inspect(file);

    expect(document.state).toBe('does-not-run');
    expect(document.missing.join(' ')).toContain('passt jede Zahl mit einem Zeichen zu beiden Lesarten');
    expect(document.proposal?.yaml).toContain('decimal: proven # prüfen: ');
    expect(code).toBe(3);
  });

  it('names a word between the figures that nothing explains', async () => {
    const rows = [
      'Quartier;Stichtag;Personen',
      ...Array.from({ length: 40 }, (_, n) => `${100 + n};31.12.2024;${n === 7 ? 'gesperrt' : n}`),
    ];
    const { path: file } = temp.write('wort.csv', Buffer.from(rows.join('\n')));

    const { code, document } = await inspect(file);

    expect(document.missing.join(' ')).toContain('„gesperrt“');
    expect(document.findings).toContainEqual(expect.objectContaining({ code: 'mapping.unknown-sign' }));
    expect(code).toBe(3);
  });

  it.for<[string, string[], number]>([
    ['a file that is not there', ['gibt-es-nicht.csv'], 5],
    ['a folder', ['.'], 5],
    ['an unknown connector', [fixture('duva', 'quoten.tsv'), '--connector', 'duwa'], 64],
    ['an unknown form', [fixture('duva', 'quoten.tsv'), '--form', 'tabelle'], 64],
    ['a level that is no id', [fixture('duva', 'quoten.tsv'), '--level', 'Quartier 1'], 64],
    ['a text that is no table', [fixture('geodata', 'Bezirke.prj')], 3],
  ])('%s', async ([, args, expected]) => {
    const { code, stderr } = await kmsync(['inspect', ...args]);

    expect(code).toBe(expected);
    if (expected !== 3) expect(stderr).toMatch(/^Fehler: /);
  });
});

describe('a file that looks like persons', () => {
  const CANARIES = [
    'Xanthippa',
    'Quarzmann',
    '17.03.1961',
    '19610317',
    'Geheimweg',
    'NACHNAME',
    'Rufname',
    'cafe0123',
  ];
  const many = (row: (n: number) => string) => Array.from({ length: 12 }, (_, n) => row(n));

  it.for<[string, string, string[]]>([
    [
      'names',
      'personen.csv',
      ['NACHNAME;Rufname;Quartier', 'Quarzmann;Xanthippa;001', 'Quarzmann;Xanthippa;002'],
    ],
    ['a name and a figure', 'liste.csv', ['Name;Personen', 'Quarzmann;1', 'Xanthippa;2']],
    [
      'days of birth',
      'geburt.csv',
      ['A;B', '001;17.03.1961', ...many((n) => `00${n};${10 + n}.03.${1930 + n * 7}`)],
    ],
    [
      'no header',
      'ohne-kopf.csv',
      many((n) => `Quarzmann${n};${1930 + n * 7}0317;w`).concat('Xanthippa;19610317;w'),
    ],
    ['addresses', 'adressen.csv', ['Ort;Anzahl', ...many((n) => `Geheimweg ${n + 1}a;1`)]],
    ['pseudonyms', 'pseudo.csv', ['Schluessel;Wo', ...many((n) => `${n}0cafe0123456789ab;001`)]],
    [
      'fixed width',
      'fest.dat',
      [
        'Quarzmann Xanthippa 19610317',
        ...many((n) => `Quarzmann Xanthippa ${1930 + n * 5}0${1 + (n % 9)}1${n % 9}`),
      ],
    ],
  ])('with %s: nothing of it comes out, in no form of output', async ([, name, rows]) => {
    const { path: file } = temp.write(name, Buffer.from(rows.join('\n')));
    const profile = path.join(temp.path, `${name}.yaml`);

    const text = await kmsync(['inspect', file, '--profile', profile]);
    const json = await kmsync(['inspect', file, '--json']);
    const forced = await kmsync(['inspect', file, '--connector', 'duva', '--form', 'delimited']);

    expect([text.code, json.code, forced.code]).toEqual([3, 3, 3]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      state: 'persons',
      tables: [],
      proposal: null,
      proof: null,
    });
    expect(existsSync(profile)).toBe(false);
    const told = [text, json, forced].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(CANARIES.filter((word) => told.includes(word))).toEqual([]);
  });

  it('a register extract of the connector is named as such', async () => {
    const { code, document } = await inspect(fixture('residents', 'einwohner-2024.csv'));

    expect(document.findings.map(({ code: found }) => found)).toEqual(['inspect.looks-like-persons']);
    expect(code).toBe(3);
  });

  it('a register extract without header and record layout shows nothing', async () => {
    const { code, stdout, stderr } = await kmsync(['inspect', fixture('residents', 'einwohner-2024.dat')]);

    expect(code).toBe(3);
    expect(stdout + stderr).not.toMatch(/19840311|23456789abcdef|05998001/);
  });

  it('counts by quarter from a register are no persons', async () => {
    const { code, document } = await inspect(fixture('residents', 'quartiere-2024.csv'));

    expect(document).toMatchObject({ state: 'runs' });
    expect(code).toBe(0);
  });
});

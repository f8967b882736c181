import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncError } from '../errors.ts';
import { loadCatalogue } from './catalogue.ts';
import { levelsIn } from './indicator.ts';

const METADATA = '{ contact: a, datasource: b, description: c, updateInterval: YEARLY }';

const QUARTIER = `
id: quartier
name: Quartiere
parent: stadt
parentKey: { prefix: 1 }
region: [6.8, 51.1, 7.1, 51.3]
source: { connector: geodata, config: { files: q.geojson }, layout: { form: geojson } }
editions:
  - { validFrom: 2022-01-01, file: neu.geojson }
  - { validFrom: 2020-01-01, file: alt.geojson }
key: { property: Nr, padTo: 3 }
nameProperty: Name
metadata: ${METADATA}
`;

const STADT = `
id: stadt
name: Stadt
unionOf: quartier
names: { '1': Haan }
metadata: ${METADATA}
`;

const CODES = `
id: sex
title: Geschlecht
codes: { '1': { label: Männer, to: m }, '2': { label: Frauen, to: w } }
`;

const PROFILE = `
id: personen
title: Personen
dataset: personen
connector: duva
layout: { form: delimited }
decimal: comma
signs: { base: din }
area: { column: Gebiet, level: quartier }
date: { from: parameter }
dimensions:
  geschlecht: { column: Sex, codes: sex }
values: { column: Wert, measure: personen }
measures: { personen: { integer: true } }
`;

const INDICATORS = `
id: demografie
defaults:
  type: STATUS_ABSOLUTE
  unit: Personen
  precision: 0
  levels: [quartier, stadt]
  topic: [Demografie]
  classification: { scheme: Blues, classes: 5, method: JENKS }
  metadata: ${METADATA}
indicators:
  - id: bev
    name: Bevölkerung
    formula: { count: { dataset: personen, measure: personen } }
  - id: frauen
    name: Frauenanteil
    type: STATUS_RELATIVE
    unit: '%'
    precision: 1
    metadata: { note: geprüft }
    formula:
      rate:
        numerator: { dataset: personen, measure: personen, where: { geschlecht: w } }
        denominator: { dataset: personen, measure: personen }
        per: 100
  - id: bev-d1
    name: Veränderung
    type: DYNAMIC_ABSOLUTE
    formula: { change: { of: bev, years: 1, as: difference } }
`;

const JOB = `
id: haan
title: Haan
levels: [quartier, stadt]
intake:
  - { profile: personen, config: { files: x.csv } }
indicators: { group: demografie }
`;

const FILES: Readonly<Record<string, string>> = {
  'mappings/levels/quartier.yaml': QUARTIER,
  'mappings/levels/stadt.yaml': STADT,
  'mappings/codes/sex.yaml': CODES,
  'mappings/profiles/personen.yaml': PROFILE,
  'mappings/indicators/demografie.yaml': INDICATORS,
  'jobs/haan.yaml': JOB,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function root(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), content);
  }
  return join(folder, name);
}

/** What loading complains about after one text in the good files has been replaced. */
async function complaints(path: string, from: string, to: string): Promise<string[]> {
  const text = FILES[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
  const base = await root('base', { ...FILES, [path]: text.replace(from, to) });
  const error: unknown = await loadCatalogue([base]).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  if (!(error instanceof SyncError)) throw error;
  expect([error.code, error.kind, error.exitCode]).toEqual(['mapping.invalid', 'configuration', 4]);
  return error.message.split('\n').slice(1);
}

describe('loadCatalogue', () => {
  it('reads all languages and fills defaults in', async () => {
    const catalogue = await loadCatalogue([await root('base', FILES)]);

    const rate = catalogue.indicators.get('frauen');
    expect(rate?.description).toMatchObject({
      unit: '%',
      topic: ['Demografie'],
      characteristic: '',
      tags: [],
    });
    expect(rate?.description.metadata).toMatchObject({ contact: 'a', note: 'geprüft', literature: '' });
    expect(rate?.formula).toMatchObject({
      kind: 'rate',
      numerator: [{ where: { geschlecht: ['w'] }, times: 1 }],
      denominatorDate: 'same',
    });
    expect(catalogue.jobs.get('haan')).toMatchObject({
      indicators: ['bev', 'frauen', 'bev-d1'],
      intake: [{ dataset: 'personen', connector: 'duva' }],
      access: {},
    });
    expect(catalogue.levels.get('quartier')?.geometry).toMatchObject({
      kind: 'source',
      editions: [{ validFrom: '2020-01-01' }, { validFrom: '2022-01-01' }],
    });
    expect(catalogue.levels.get('stadt')?.geometry).toEqual({
      kind: 'union',
      of: 'quartier',
      names: new Map([['1', 'Haan']]),
    });
  });

  it('lets the site replace a file of the program by its id', async () => {
    const program = await root('program', FILES);
    const site = await root('site', {
      'mappings/levels/anders.yaml': STADT.replace('name: Stadt', 'name: Gesamt'),
    });

    const catalogue = await loadCatalogue([program, site]);

    expect(catalogue.levels.get('stadt')?.name).toBe('Gesamt');
    expect(catalogue.levels.size).toBe(2);
  });

  it('does without folders that are not there', async () => {
    const catalogue = await loadCatalogue([join(folder, 'nothing')]);

    expect(catalogue.jobs.size).toBe(0);
  });

  it('reports the mistakes of all files at once, in order', async () => {
    const base = await root('base', {
      ...FILES,
      'mappings/codes/sex.yaml': CODES.replace('title:', 'titel:'),
      'jobs/haan.yaml': JOB.replace('title: Haan', 'title: Haan\nabc: 1'),
    });

    await expect(loadCatalogue([base])).rejects.toThrow(
      /^Die Konfiguration enthält 3 Fehler:\njobs\/haan\.yaml:4:1 .*abc.*\nmappings\/codes\/sex\.yaml:2:1 .*title.*\nmappings\/codes\/sex\.yaml:3:1 .*titel/,
    );
  });

  it('refuses the same id twice and a wrong ending', async () => {
    const base = await root('base', {
      ...FILES,
      'mappings/codes/b.yaml': CODES.replace('id: sex', 'id: x'),
      'mappings/codes/c.yaml': CODES.replace('id: sex', 'id: x'),
      'jobs/alt.yml': JOB,
    });

    await expect(loadCatalogue([base])).rejects.toThrow(
      /jobs\/alt\.yml:1:1 .*\.yaml.*\nmappings\/codes\/c\.yaml:2:1 .*steht schon in mappings\/codes\/b\.yaml/,
    );
  });

  it.each([
    ['mappings/profiles/personen.yaml', 'codes: sex', 'codes: sax', '12:30 Die Codeliste „sax“'],
    [
      'mappings/profiles/personen.yaml',
      'column: Wert, measure: personen',
      'column: Wert, measure: leute',
      'Keine Spalte liefert',
    ],
    [
      'jobs/haan.yaml',
      'indicators: { group: demografie }\n',
      "indicators: { group: demografie }\nschedule: { cron: '0 25 * * *' }\n",
      '8:13 schedule.cron: „0 25 * * *“ ist kein Zeitplan: „25“ liegt im Feld Stunde nicht zwischen 0 und 23',
    ],
    ['mappings/profiles/personen.yaml', 'level: quartier', 'level: quartal', 'Die Raumebene „quartal“'],
    ['mappings/levels/quartier.yaml', 'parent: stadt', 'parent: staat', 'Die Raumebene „staat“'],
    ['mappings/levels/quartier.yaml', 'name: Quartiere', 'name: Stadt', 'Den Namen trägt schon'],
    ['mappings/levels/quartier.yaml', 'nameProperty: Name\n', '', 'entweder „nameProperty“ oder „names“'],
    ['mappings/levels/quartier.yaml', 'name: Quartiere', "name: '<b>'", 'name: Das Zeichen „<“'],
    ['mappings/levels/quartier.yaml', '2022-01-01', '2022-02-30', 'Kein Kalendertag'],
    ['mappings/levels/quartier.yaml', '[6.8, 51.1, 7.1, 51.3]', '[51.1, 6.8, 51.3, 7.1, 1]', 'region'],
    ['mappings/levels/stadt.yaml', 'unionOf: quartier', 'unionOf: viertel', 'Die Raumebene „viertel“'],
    ['mappings/indicators/demografie.yaml', 'of: bev,', 'of: bav,', 'Den Indikator „bav“'],
    ['mappings/indicators/demografie.yaml', 'of: bev,', 'of: bev-d1,', 'beruft sich auf sich selbst'],
    ['mappings/indicators/demografie.yaml', 'geschlecht: w', 'geschlecht: f', 'Den Code „f“'],
    ['mappings/indicators/demografie.yaml', 'geschlecht: w', 'sex: w', 'Nach „sex“'],
    [
      'mappings/indicators/demografie.yaml',
      'count: { dataset: personen',
      'count: { dataset: leute',
      'Den Datenbestand „leute“',
    ],
    ['mappings/indicators/demografie.yaml', 'scheme: Blues', 'scheme: Blue', 'classification.scheme'],
    ['mappings/indicators/demografie.yaml', 'classes: 5', 'classes: 2', 'classification.classes'],
    ['mappings/indicators/demografie.yaml', '  precision: 0\n', '', 'es fehlt precision'],
    [
      'mappings/indicators/demografie.yaml',
      'name: Bevölkerung',
      `name: ${'x'.repeat(256)}`,
      'Höchstens 255 Zeichen',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'name: Veränderung\n    type: DYNAMIC_ABSOLUTE',
      'name: Bevölkerung',
      'dieselben wie bei „bev“',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'count: { dataset: personen, measure: personen }',
      'count: [{ dataset: personen, measure: personen }, { dataset: personen, measure: leute, times: -1 }]',
      '14:87 Indikator „bev“: Die Messgröße „leute“',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'count: { dataset: personen, measure: personen }',
      'count: { dataset: personen, measure: personen, coefficients: [{ where: { geschlecht: m }, times: 1 }] }',
      '14:63 Indikator „bev“: Es fehlt ein Koeffizient für geschlecht w.',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'count: { dataset: personen, measure: personen }',
      'count: { dataset: personen, measure: personen, coefficients: [{ where: { geschlecht: x }, times: 1 }] }',
      '14:89 Indikator „bev“: Den Code „x“',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'change: { of: bev, years: 1, as: difference }',
      'index: { of: [bev, { indicator: bav }] }',
      '29:35 Indikator „bev-d1“: Den Indikator „bav“',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'change: { of: bev, years: 1, as: difference }',
      'index: { of: [frauen, bev, frauen] }',
      '„frauen“ steht hier doppelt',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'change: { of: bev, years: 1, as: difference }',
      'zscore: { of: bev-d1 }',
      'beruft sich auf sich selbst',
    ],
    [
      'mappings/indicators/demografie.yaml',
      'type: DYNAMIC_ABSOLUTE',
      'type: DYNAMIC_ABSOLUTE\n    levels: [kreis]',
      'gilt nicht für die Raumebene „kreis“',
    ],
    ['jobs/haan.yaml', '{ group: demografie }', '[bev, bev]', 'steht hier doppelt'],
    ['jobs/haan.yaml', '{ group: demografie }', '[bev-d1]', 'veröffentlichten Werten von „bev“'],
    ['jobs/haan.yaml', '{ group: demografie }', '{ groups: [demografie, leer] }', 'Zur Gruppe „leer“'],
    ['jobs/haan.yaml', 'title: Haan', 'title: Haan\nmetadata: { kontakt: a }', 'kontakt'],
    ['jobs/haan.yaml', 'levels: [quartier, stadt]', 'levels: [stadt, quartier]', 'gehört vor „stadt“'],
    ['jobs/haan.yaml', 'levels: [quartier, stadt]', 'levels: [quartier]', 'gilt auch für „stadt“'],
    ['jobs/haan.yaml', 'profile: personen', 'profile: leute', 'Das Profil „leute“'],
    ['jobs/haan.yaml', 'group: demografie', 'group: demo', 'keinen Indikator'],
    ['jobs/haan.yaml', '{ group: demografie }', '[bev, bew]', 'Den Indikator „bew“'],
  ])('notices in %s: %s → %s', async (path, from, to, message) => {
    const found = await complaints(path, from, to);

    expect(found.join('\n')).toContain(message);
    expect(found[0]).toMatch(/^(mappings|jobs)\/[\w/]+\.yaml:\d+:\d+ /);
  });

  it('notices a job that leaves out the level between two of its own', async () => {
    const district = QUARTIER.replace('id: quartier', 'id: bezirk').replace(
      'name: Quartiere',
      'name: Bezirke',
    );
    const base = await root('base', {
      ...FILES,
      'mappings/levels/quartier.yaml': QUARTIER.replace('parent: stadt', 'parent: bezirk'),
      'mappings/levels/bezirk.yaml': district,
    });

    await expect(loadCatalogue([base])).rejects.toThrow('Zwischen dieser Ebene und „stadt“ fehlt „bezirk“.');
  });

  it('takes an indicator without levels for all those of the job', async () => {
    const text = INDICATORS.replace('  levels: [quartier, stadt]\n', '');
    const base = await root('base', { ...FILES, 'mappings/indicators/demografie.yaml': text });

    const catalogue = await loadCatalogue([base]);

    const [bev, job] = [catalogue.indicators.get('bev'), catalogue.jobs.get('haan')];
    expect(bev?.levels).toBeNull();
    expect(bev && job && levelsIn(bev, job)).toEqual(['quartier', 'stadt']);
  });

  it('resolves several groups and reads what the job says of contact and source', async () => {
    const second = INDICATORS.replace('id: demografie', 'id: mehr')
      .replaceAll(/id: (bev|frauen)/g, 'id: mehr-$1')
      .replaceAll('of: bev', 'of: mehr-bev')
      .replaceAll(/name: (\w)/g, 'name: Mehr $1');
    const job = JOB.replace(
      '{ group: demografie }',
      '{ groups: [mehr, demografie] }\nmetadata: { contact: Sozialamt }',
    );
    const base = await root('base', {
      ...FILES,
      'mappings/indicators/mehr.yaml': second,
      'jobs/haan.yaml': job,
    });

    const catalogue = await loadCatalogue([base]);

    expect(catalogue.jobs.get('haan')).toMatchObject({
      indicators: ['mehr-bev', 'mehr-frauen', 'mehr-bev-d1', 'bev', 'frauen', 'bev-d1'],
      metadata: { contact: 'Sozialamt' },
    });
  });

  it('lets an indicator that no job publishes have the name of another', async () => {
    const spare = INDICATORS.replace('id: demografie', 'id: mehr').replaceAll(
      /(id|of): (bev|frauen)/g,
      '$1: mehr-$2',
    );
    const base = await root('base', { ...FILES, 'mappings/indicators/mehr.yaml': spare });

    await expect(loadCatalogue([base])).resolves.toBeDefined();
  });

  it('does not let codes that overlap be added up unnamed', async () => {
    const found = await complaints(
      'mappings/profiles/personen.yaml',
      'codes: sex }',
      'codes: sex, overlapping: true }',
    );

    expect(found).toHaveLength(2);
    expect(found[0]).toContain('Die Gliederung „geschlecht“ überschneidet sich');
  });

  it('does not let shares be added up over areas or codes', async () => {
    const found = await complaints('mappings/profiles/personen.yaml', 'integer: true', 'rate: true');

    expect(found.join('\n')).toContain('lässt sich nicht auf „stadt“ hochrechnen');
    expect(found.join('\n')).toContain('nicht über „geschlecht“ summieren');
  });
});

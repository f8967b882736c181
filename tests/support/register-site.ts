/**
 * A small site that counts a register: two Gemeinden with two quarters each, a street directory, one file of persons.
 * Everything is made up here.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const REGISTER_JOB = 'register';

/** AGS and street of each quarter; a street lies in one quarter. */
export const HOMES: Readonly<Record<string, readonly [gemeinde: string, street: string]>> = {
  Q1: ['05998001', '00001'],
  Q2: ['05998001', '00002'],
  Q3: ['05998002', '00003'],
  Q4: ['05998002', '00004'],
};

export interface RegisterPerson {
  readonly gemeinde: string;
  readonly street: string;
  readonly streetName?: string;
  readonly number?: string;
  readonly birth?: string;
  readonly sex?: string;
  readonly state?: string;
  readonly dwelling?: string;
  readonly blocked?: string;
}

export interface RegisterSite {
  readonly folder: string;
  readonly write: (file: string, content: string) => void;
  /** Content of every file below the site but its deliveries, by path. */
  readonly traces: () => ReadonlyMap<string, string>;
  readonly remove: () => void;
}

/** `perQuarter`: inhabitants of each quarter, differing a little from quarter to quarter. */
export function inhabitants(perQuarter: number): RegisterPerson[] {
  return Object.values(HOMES).flatMap(([gemeinde, street], index) =>
    Array.from({ length: perQuarter + index }, (_, n) => ({
      gemeinde,
      street,
      number: String(1 + (n % 40)),
      birth: `${1940 + ((n * 7) % 80)}0${1 + (n % 9)}15`,
      sex: n % 2 === 0 ? 'm' : 'w',
    })),
  );
}

export const REGISTER_HEADER =
  'STICHTAG;AGS;PSEUDO;GEBDAT;GESCHL;STAAT1;STAAT2;WOHNST;STRSCHL;STRNAME;HNR;HNRZUS;SPERRE';

export function registerCsv(persons: readonly RegisterPerson[], year = 2024): string {
  const lines = persons.map((person, index) =>
    [
      `${year}1231`,
      person.gemeinde,
      (index + 1).toString(16).padStart(16, '0'),
      person.birth ?? '19800615',
      person.sex ?? 'w',
      person.state ?? '000',
      '',
      person.dwelling ?? 'E',
      person.street,
      person.streetName ?? '',
      person.number ?? '1',
      '',
      person.blocked ?? '',
    ].join(';'),
  );
  return [REGISTER_HEADER, ...lines, ''].join('\r\n');
}

export function writeRegisterSite(
  target: { readonly url: string; readonly issuer: string },
  folder = mkdtempSync(path.join(tmpdir(), 'kmsync-register-')),
): RegisterSite {
  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  write('kmsync.yaml', `target:\n  url: ${target.url}/management\n  issuer: ${target.issuer}\n`);
  for (const [file, text] of Object.entries(FILES)) write(file, text);
  write('deliveries/quartiere.geojson', polygons(QUARTERS));
  write('deliveries/gemeinden.geojson', polygons(GEMEINDEN));
  write('deliveries/strassen.csv', directory());
  write('deliveries/einwohner_2024.csv', registerCsv(inhabitants(60)));
  return {
    folder,
    write,
    traces: () => tracesBelow(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function tracesBelow(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('deliveries'))
    .filter((name) => statSync(path.join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]));
}

function directory(): string {
  const rows = Object.entries(HOMES).map(
    ([quarter, [gemeinde, street]]) => `${gemeinde};${street};Weg ${street};B;1;9999;${quarter}`,
  );
  return ['AGS;STRSCHL;STRNAME;SEITE;VON;BIS;QUARTIER', ...rows, ''].join('\n');
}

type Box = readonly [key: string, parent: string, west: number, south: number, east: number, north: number];

const QUARTERS: readonly Box[] = [
  ['Q1', '05998001', 7, 51, 7.01, 51.01],
  ['Q2', '05998001', 7.01, 51, 7.02, 51.01],
  ['Q3', '05998002', 7, 51.01, 7.01, 51.02],
  ['Q4', '05998002', 7.01, 51.01, 7.02, 51.02],
];
const GEMEINDEN: readonly Box[] = [
  ['05998001', '', 7, 51, 7.02, 51.01],
  ['05998002', '', 7, 51.01, 7.02, 51.02],
];

function polygons(boxes: readonly Box[]): string {
  const features = boxes.map(([key, parent, west, south, east, north]) => ({
    type: 'Feature',
    properties: { NR: key, NAME: `Gebiet ${key}`, AGS: parent },
    geometry: {
      type: 'Polygon',
      coordinates: [ring(west, south, east, north)],
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** With the corners of the quarters on the borders of the Gemeinden. */
function ring(west: number, south: number, east: number, north: number): (readonly [number, number])[] {
  const between = [7.01].filter((x) => west < x && x < east);
  return [
    [west, south],
    ...between.map((x) => [x, south] as const),
    [east, south],
    [east, north],
    ...between.map((x) => [x, north] as const),
    [west, north],
    [west, south],
  ];
}

const METADATA =
  '{ contact: Statistikstelle, datasource: erfunden, description: Prüfbestand, updateInterval: YEARLY }';

function level(id: string, name: string, file: string, more = ''): string {
  return `id: ${id}
name: ${name}
region: [6.9, 50.9, 7.2, 51.2]
source:
  connector: geodata
  config: { files: ${file} }
  layout: { form: geojson }
editions:
  - { validFrom: 2020-01-01, file: ${file} }
key: { property: NR }
nameProperty: NAME
metadata: ${METADATA}
${more}`;
}

const ASSIGNED = `parent: reg-gemeinde
parentKey: { property: AGS }
assignment:
  gemeindeLevel: reg-gemeinde
  directory:
    kind: kgl
    connector: duva
    config: { files: strassen.csv }
    layout: { form: delimited, delimiter: ';' }
    columns:
      gemeinde: AGS
      streetKey: STRSCHL
      streetName: STRNAME
      side: SEITE
      fromNumber: VON
      toNumber: BIS
      unit: QUARTIER
`;

const FILES: Readonly<Record<string, string>> = {
  'mappings/levels/reg-quartier.yaml': level(
    'reg-quartier',
    'Registerquartiere',
    'quartiere.geojson',
    ASSIGNED,
  ),
  'mappings/levels/reg-gemeinde.yaml': level('reg-gemeinde', 'Registergemeinden', 'gemeinden.geojson'),
  'mappings/profiles/reg-einwohner.yaml': `id: reg-einwohner
title: Register
kind: persons
dataset: reg-einwohner
connector: residents
layout:
  form: delimited
  record: {${REGISTER_HEADER.split(';')
    .map((field) => ` ${field}: ${field}`)
    .join(',')} }
  microdata: { approvedBy: Statistikstelle, approvedOn: 2025-01-15 }
date: { from: fileName, match: '(\\d{4})', format: YYYY, day: 12-31 }
level: reg-quartier
dimensions:
  alter: { by: age, groups: [0-17, 18-64, 65-x] }
  geschlecht: { by: sex, others: by-birth-day }
measures: { personen: population }
`,
  'mappings/indicators/reg.yaml': `id: reg
defaults:
  unit: Personen
  precision: 0
  disclosureClass: 0
  topic: [Demografie]
  type: STATUS_ABSOLUTE
  classification: { scheme: Blues, classes: 5, method: JENKS }
  levels: [reg-quartier, reg-gemeinde]
  metadata: ${METADATA}
indicators:
  - id: reg-bev
    name: Registerbevölkerung
    formula: { count: { dataset: reg-einwohner, measure: personen } }
  - id: reg-jung
    name: Kinder und Jugendliche im Register
    formula: { count: { dataset: reg-einwohner, measure: personen, where: { alter: 0-17 } } }
`,
  [`jobs/${REGISTER_JOB}.yaml`]: `id: ${REGISTER_JOB}
title: Register
levels: [reg-quartier, reg-gemeinde]
intake:
  - profile: reg-einwohner
    config: { files: 'einwohner_*.csv' }
indicators: { group: reg }
`,
};

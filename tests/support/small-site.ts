/**
 * The smallest site with everything in it: four quarters in two municipalities, two indicators, one Stichtag
 * at first; later a second Stichtag, a corrected value, a moved border and new descriptions.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Id of the site's one job. */
export const SMALL_JOB = 'klein';

/** `first`: what is published to begin with. `second`: what is delivered and configured later. */
export type Stage = 'first' | 'second';

export interface SmallTarget {
  /** Without trailing slash; the API is below it. */
  readonly url: string;
  readonly issuer: string;
}

/** Writes the site's configuration for one simulator and the mappings and deliveries of a stage. */
export function writeSmallSite(folder: string, target: SmallTarget, stage: Stage): void {
  write(folder, 'kmsync.yaml', configuration(target));
  write(folder, `jobs/${SMALL_JOB}.yaml`, JOB);
  write(folder, 'mappings/profiles/klein-personen.yaml', PROFILE);
  write(folder, 'mappings/indicators/klein.yaml', indicators(stage));
  write(folder, 'mappings/levels/klein-quartier.yaml', quarterLevel(stage));
  write(folder, 'mappings/levels/klein-gemeinde.yaml', MUNICIPALITY_LEVEL);
  writeDeliveries(path.join(folder, 'deliveries'), stage);
}

function writeDeliveries(folder: string, stage: Stage): void {
  write(folder, 'gemeinden.geojson', geoJson(MUNICIPALITIES));
  write(folder, 'quartiere_2020.geojson', geoJson(quarters(7.001)));
  write(folder, 'personen_2022-12-31.csv', personTable('31.12.2022', stage === 'first' ? 2 : 0));
  if (stage === 'first') return;
  write(folder, 'quartiere_2023.geojson', geoJson(quarters(7.0012)));
  write(folder, 'personen_2023-12-31.csv', personTable('31.12.2023', 7));
}

/** The delivery of the first stage. */
export function smallDelivery(): string {
  return personTable('31.12.2022', 2);
}

function write(folder: string, file: string, content: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function configuration({ url, issuer }: SmallTarget): string {
  return `target:
  url: ${url}/management
  issuer: ${issuer}
folders:
  deliveries: deliveries
  state: state
`;
}

const JOB = `id: ${SMALL_JOB}
title: Ein kleiner Bestand
levels: [klein-quartier, klein-gemeinde]
intake:
  - profile: klein-personen
    config: { files: 'personen_*.csv' }
indicators: { group: klein }
`;

const PROFILE = `id: klein-personen
title: Personen nach Quartieren
dataset: klein-personen
connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: klein-quartier }
date: { from: column, column: STICHTAG, format: DD.MM.YYYY }
dimensions:
  geschlecht: { column: GESCHL }
values: { column: PERSONEN, measure: personen }
measures:
  personen: { integer: true, min: 0, max: 1000000 }
`;

function indicators(stage: Stage): string {
  const process = stage === 'first' ? 'Auszählung des Melderegisters.' : 'Auszählung, seit 2023 berichtigt.';
  return `id: klein
defaults:
  type: STATUS_ABSOLUTE
  unit: Personen
  precision: 0
  levels: [klein-quartier, klein-gemeinde]
  disclosureClass: 0
  topic: [Demografie]
  classification: { scheme: Blues, classes: 5, method: JENKS }
  metadata: ${METADATA}
indicators:
  - id: klein-bev
    name: Kleine Bevölkerung
    processDescription: ${process}
    formula:
      count: { dataset: klein-personen, measure: personen }
  - id: klein-frauen
    name: Kleiner Frauenanteil
    type: STATUS_RELATIVE
    unit: '%'
    precision: 1
    formula:
      rate:
        numerator: { dataset: klein-personen, measure: personen, where: { geschlecht: w } }
        denominator: { dataset: klein-personen, measure: personen }
        per: 100
`;
}

const METADATA = `{ contact: Statistikstelle, datasource: erfunden, description: Prüfbestand, updateInterval: YEARLY }`;

function quarterLevel(stage: Stage): string {
  const later = stage === 'first' ? '' : '  - { validFrom: 2023-01-01, file: quartiere_2023.geojson }\n';
  const described = stage === 'first' ? 'Vier Quartiere' : 'Vier Quartiere, Grenze 2023 verlegt';
  return `id: klein-quartier
name: Kleine Quartiere
parent: klein-gemeinde
parentKey: { property: GNR }
region: [6.9, 50.9, 7.2, 51.2]
source:
  connector: geodata
  config: { files: 'quartiere_*.geojson' }
  layout: { form: geojson }
editions:
  - { validFrom: 2020-01-01, file: quartiere_2020.geojson }
${later}key: { property: NR }
nameProperty: NAME
metadata:
  contact: Statistikstelle
  datasource: erfunden
  description: ${described}
  updateInterval: ARBITRARY
`;
}

const MUNICIPALITY_LEVEL = `id: klein-gemeinde
name: Kleine Gemeinden
region: [6.9, 50.9, 7.2, 51.2]
source:
  connector: geodata
  config: { files: gemeinden.geojson }
  layout: { form: geojson }
editions:
  - { validFrom: 2020-01-01, file: gemeinden.geojson }
key: { property: NR }
nameProperty: NAME
metadata: ${METADATA}
`;

interface Box {
  readonly properties: Readonly<Record<string, string>>;
  /** West, south, east, north in degrees. */
  readonly box: readonly [number, number, number, number];
}

const MUNICIPALITIES: readonly Box[] = [
  { properties: { NR: 'A', NAME: 'Aheim' }, box: [7, 51, 7.002, 51.001] },
  { properties: { NR: 'B', NAME: 'Bestadt' }, box: [7, 51.001, 7.002, 51.002] },
];

/** `border`: the meridian between the two quarters of Aheim. */
function quarters(border: number): Box[] {
  return [
    { properties: { NR: 'A1', NAME: 'Anger', GNR: 'A' }, box: [7, 51, border, 51.001] },
    { properties: { NR: 'A2', NAME: 'Aue', GNR: 'A' }, box: [border, 51, 7.002, 51.001] },
    { properties: { NR: 'B1', NAME: 'Bach', GNR: 'B' }, box: [7, 51.001, 7.001, 51.002] },
    { properties: { NR: 'B2', NAME: 'Berg', GNR: 'B' }, box: [7.001, 51.001, 7.002, 51.002] },
  ];
}

function geoJson(boxes: readonly Box[]): string {
  const features = boxes.map(({ properties, box: [west, south, east, north] }) => ({
    type: 'Feature',
    properties,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Every quarter has its own figures; `shift` is added to the women of the first one. */
export function personTable(date: string, shift: number): string {
  const women = [311, 402, 215, 178];
  const men = [298, 377, 231, 164];
  const lines = ['A1', 'A2', 'B1', 'B2'].flatMap((key, index) => [
    `${key};${date};w;${(women[index] ?? 0) + (index === 0 ? shift : 0)}`,
    `${key};${date};m;${men[index] ?? 0}`,
  ]);
  return `QUARTIER;STICHTAG;GESCHL;PERSONEN\n${lines.join('\n')}\n`;
}

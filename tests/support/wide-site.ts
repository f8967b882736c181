/**
 * A site as wide as wanted: so many indicators over so many reference dates on three levels (quarters, their
 * districts, the city). One delivery in wide form; every figure is different. For counting and measuring.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const WIDE_JOB = 'breit';
export const WIDE_LEVELS = 3;

export interface WideSize {
  readonly indicators: number;
  /** One 31 December for each year up to 2024. */
  readonly dates: number;
  /** At most 9, with five quarters each. */
  readonly districts: number;
}

export interface WideTarget {
  readonly url: string;
  readonly issuer: string;
}

const QUARTERS_PER_DISTRICT = 5;
const LAST_YEAR = 2024;

/** Configuration, mappings and deliveries; the folder is then a complete site. */
export function writeWideSite(folder: string, target: WideTarget, size: WideSize): void {
  for (const [file, content] of Object.entries(siteFiles(target, size))) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
}

function siteFiles({ url, issuer }: WideTarget, size: WideSize): Record<string, string> {
  return {
    'kmsync.yaml': `target: { url: ${url}/management, issuer: ${issuer} }\n`,
    [`jobs/${WIDE_JOB}.yaml`]: `id: ${WIDE_JOB}
title: Viele Indikatoren über viele Stichtage
levels: [breit-quartier, breit-bezirk, breit-stadt]
intake:
  - profile: breit
    config: { files: breit.csv }
indicators: { group: breit }
`,
    ...levelFiles(size),
    'mappings/profiles/breit.yaml': profile(size),
    'mappings/indicators/breit.yaml': indicators(size),
    'deliveries/quartiere.geojson': quarters(size),
    'deliveries/breit.csv': figures(size),
  };
}

const METADATA = `metadata:
  contact: Statistikstelle
  datasource: erfunden
  description: Erfundene Angaben zum Zählen und Messen
  updateInterval: YEARLY
`;

function levelFiles(size: WideSize): Record<string, string> {
  const district = (n: number) => `'${n}': Bezirk ${n}`;
  return {
    'mappings/levels/breit-quartier.yaml': `id: breit-quartier
name: Breite Quartiere
parent: breit-bezirk
parentKey: { prefix: 1 }
region: [6.9, 50.9, 7.3, 51.3]
source:
  connector: geodata
  config: { files: quartiere.geojson }
  layout: { form: geojson }
editions:
  - { validFrom: ${LAST_YEAR - size.dates}-01-01, file: quartiere.geojson }
key: { property: NR }
nameProperty: NAME
${METADATA}`,
    'mappings/levels/breit-bezirk.yaml': `id: breit-bezirk
name: Breite Bezirke
parent: breit-stadt
parentKey: { fixed: '0' }
unionOf: breit-quartier
names: { ${numbers(size.districts).map(district).join(', ')} }
${METADATA}`,
    'mappings/levels/breit-stadt.yaml': `id: breit-stadt
name: Breite Stadt
unionOf: breit-bezirk
names: { '0': Stadt }
${METADATA}`,
  };
}

function profile(size: WideSize): string {
  const measures = numbers(size.indicators);
  return `id: breit
title: Viele Merkmale je Quartier
dataset: breit
connector: duva
layout: { form: delimited, encoding: utf-8, delimiter: ';' }
decimal: comma
signs: { base: none }
area: { column: QUARTIER, level: breit-quartier }
date: { from: column, column: STICHTAG, format: YYYY-MM-DD }
values:
  columns:
${measures.map((n) => `    - { label: M${n}, measure: m${n} }`).join('\n')}
measures:
${measures.map((n) => `  m${n}: { integer: true, min: 0, max: 1000000 }`).join('\n')}
`;
}

function indicators(size: WideSize): string {
  const one = (n: number) => `  - id: breit-${n}
    name: Merkmal ${n}
    formula: { count: { dataset: breit, measure: m${n} } }`;
  return `id: breit
defaults:
  type: STATUS_ABSOLUTE
  unit: Personen
  precision: 0
  levels: [breit-quartier, breit-bezirk, breit-stadt]
  disclosureClass: 0
  topic: [Demografie]
  classification: { scheme: Blues, classes: 5, method: JENKS }
  ${METADATA.trim().replaceAll('\n', '\n  ')}
indicators:
${numbers(size.indicators).map(one).join('\n')}
`;
}

/** A column of five squares for each district; neighbours share their corners. */
function quarters(size: WideSize): string {
  const at = (x: number, y: number) => [(700 + x) / 100, (5100 + y) / 100];
  const features = quarterKeys(size).map((key) => {
    const [x, y] = [Number(key[0]) - 1, Number(key[1]) - 1];
    const ring = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1), at(x, y)];
    return {
      type: 'Feature',
      properties: { NR: key, NAME: `Quartier ${key}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

function figures(size: WideSize): string {
  const measures = numbers(size.indicators);
  const lines = numbers(size.dates).flatMap((back) =>
    quarterKeys(size).map((key) => {
      const values = measures.map((n) => Number(key) * 100 + n * 7 + back);
      return [key, `${LAST_YEAR + 1 - back}-12-31`, ...values].join(';');
    }),
  );
  const header = ['QUARTIER', 'STICHTAG', ...measures.map((n) => `M${n}`)].join(';');
  return `${[header, ...lines].join('\n')}\n`;
}

function quarterKeys({ districts }: WideSize): string[] {
  return numbers(districts).flatMap((district) =>
    numbers(QUARTERS_PER_DISTRICT).map((quarter) => `${district}${quarter}`),
  );
}

/** 1 up to and including `n`. */
function numbers(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

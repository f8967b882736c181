import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { open } from 'shapefile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../core/hash.ts';
import type { Breakdown } from '../core/observation.ts';
import { referenceDate, yearOf } from '../core/reference-date.ts';
import { AGE_GROUPS, HOUSEHOLD_TYPES, NATIONALITIES, ROOM_CLASSES, SEXES } from './demo-codes.ts';
import { dwellingFile } from './dwelling-file.ts';
import { generateCounty } from './generate-county.ts';
import type { TruthLevel, TruthMeasure } from './ground-truth.ts';
import { COUNTY_KEY, editionOn, RESIDUAL_KEY } from './territory.ts';
import { writeDemoDeliveries, type DemoDeliveries } from './write-demo-deliveries.ts';

let folder: string;
let demo: DemoDeliveries;
const read = (name: string) => readFile(join(folder, name));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kmsync-demo-'));
  demo = await writeDemoDeliveries(join(folder, 'first'));
  folder = join(folder, 'first');
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

const wordOf = (list: readonly { code: string; word: string }[], code: string | undefined) =>
  list.find((entry) => entry.code === code)?.word ?? '?';
const at = (level: TruthLevel, area: string, year: number) => ({
  level,
  area,
  date: referenceDate(`${year}-12-31`),
});
const isResidual = (key: string) => key === RESIDUAL_KEY;
const inCounty = (year: number) => at('demo-kreis', COUNTY_KEY, year);

/** The truth for a key as it stands in a file: quarter, residual row, or total of the county with its residual. */
function truthFor(key: string, year: number, measure: TruthMeasure, breakdown: Breakdown = {}) {
  const residual = () => demo.truth.residual({ ...inCounty(year), measure, breakdown });
  if (isResidual(key)) return residual();
  if (key === COUNTY_KEY) return demo.truth.value({ ...inCounty(year), measure, breakdown })! + residual();
  return demo.truth.value({ ...at('demo-quartier', key, year), measure, breakdown });
}

describe('the deliveries of the demo county', () => {
  it('are the same byte for byte when written again', async () => {
    const again = join(folder, '..', 'second');
    const second = await writeDemoDeliveries(again);

    expect(second.files).toEqual(demo.files);
    for (const name of demo.files)
      expect([name, sha256(await readFile(join(again, name)))]).toEqual([name, sha256(await read(name))]);
  });

  it('differ for another seed', async () => {
    const other = dwellingFile(generateCounty({ seed: 99 }));

    expect(sha256(other)).not.toBe(sha256(await read('wohnungen.csv')));
  });

  it('give the population of each quarter, of the residual and of the county as it is', async () => {
    for (const date of [demo.county.snapshots[0]!.date, demo.county.snapshots.at(-1)!.date]) {
      const year = yearOf(date);
      const text = iconv.decode(await read(`bevoelkerung_${year}.csv`), 'windows-1252');
      const [header, ...lines] = text.split('\r\n').slice(0, -1);
      const sums = new Map<string, number>();
      for (const line of lines) {
        const [day, key, name, sex, age, state, count] = line.split(';');
        expect(day).toBe(`31.12.${year}`);
        expect(name).toHaveLength(30);
        sums.set(key!, (sums.get(key!) ?? 0) + Number(count));
        const breakdown = {
          geschlecht: wordOf(SEXES, sex),
          alter: wordOf(AGE_GROUPS, age),
          staat: wordOf(NATIONALITIES, state),
        };
        // Every cell of the first quarter and all sums: the rest would only repeat it.
        if (key === '010101' || isResidual(key!))
          expect([line, Number(count)]).toEqual([line, truthFor(key, year, 'personen', breakdown)]);
      }

      expect(header).toBe('STICHTAG;QUARTIER;QUARTIER_NAME;GESCHL;ALTERSGR;STAAT;PERSONEN');
      for (const [key, sum] of sums) expect([key, sum]).toEqual([key, truthFor(key, year, 'personen')]);
      expect(sums.size).toBe(editionOn(demo.county.territory, date).quartiere.length + 2);
      expect(text).toMatch(/[äöüß]/);
    }
  });

  it('give households in fixed width by the record layout, with implied decimals and an end-of-file byte', async () => {
    const layout = (await read('haushalte_satzaufbau.csv'))
      .toString('latin1')
      .trimEnd()
      .split('\r\n')
      .slice(1);
    const fields = layout.map((line) => line.split(';'));
    const bytes = await read('haushalte.csv');
    const lines = iconv.decode(bytes.subarray(0, -1), 'cp850').split('\r\n').slice(0, -1);

    expect(bytes.at(-1)).toBe(0x1a);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    const seen = new Set<string>();
    for (const line of lines) {
      const value = Object.fromEntries(
        fields.map(([name, from, to]) => [name!, line.slice(Number(from) - 1, Number(to)).trim()]),
      );
      const year = Number(value['STICHTAG']!.slice(0, 4));
      const breakdown = { haushaltstyp: wordOf(HOUSEHOLD_TYPES, value['HHTYP']) };
      const key = value['QUARTIER']!;
      seen.add(key);
      const figures = [Number(value['ANZAHL']), Number(value['PERSONEN']), Number(value['WOHNFL']) / 10];
      const truth = (['haushalte', 'haushaltspersonen', 'wohnflaeche'] as const).map((measure) =>
        truthFor(key, year, measure, breakdown),
      );
      expect(figures).toEqual(truth);
    }
    expect(seen.size).toBe(63 + 2 + 1);
  });

  it('give dwellings in long form on four levels', async () => {
    const levels: Record<number, TruthLevel> = {
      4: 'demo-sozialraum',
      5: 'demo-kreis',
      6: 'demo-quartier',
      8: 'demo-gemeinde',
    };
    const [header, ...lines] = (await read('wohnungen.csv')).toString('utf8').trimEnd().split('\n');

    expect(header).toBe('id,tab_id,tabelle,jahr,raum_id,raum,zei_id,zeile,zahl');
    for (const line of lines) {
      const [id, , , year, key, , code] = line.replace(/"[^"]*"/, 'name').split(',');
      const figure = line.slice(line.lastIndexOf(',') + 1);
      const room = ROOM_CLASSES.find((entry) => entry.code === code);
      const breakdown: Breakdown = room ? { raeume: room.word } : {};
      const truth = demo.truth.value({
        ...at(levels[key!.length]!, key!, Number(year)),
        measure: 'wohnungen',
        breakdown,
      });
      expect([id, figure]).toEqual([`030.300.${year}.${key}.${code}`, truth!.toFixed(1)]);
    }
  });

  it('give quarters as GeoJSON in metres with their coordinate system and text keys', async () => {
    const layer = JSON.parse((await read('Quartiere_2023.geojson')).toString('utf8')) as {
      crs: { properties: { name: string } };
      features: { properties: Record<string, unknown>; geometry: { type: string } }[];
    };

    expect(layer.crs.properties.name).toBe('urn:ogc:def:crs:EPSG::25832');
    expect(layer.features).toHaveLength(64);
    expect(layer.features.map(({ geometry }) => geometry.type)).toContain('MultiPolygon');
    expect(Object.keys(layer.features[0]!.properties)).toEqual(['QNR', 'QNAME', 'SRNR', 'AGS']);
    expect(layer.features[0]!.properties['QNR']).toBe('010101');
  });

  it('give social areas as a shapefile that a reader understands', async () => {
    const source = await open(join(folder, 'Sozialraeume.shp'), join(folder, 'Sozialraeume.dbf'), {
      encoding: 'windows-1252',
    });
    const names: string[] = [];
    for (let next = await source.read(); !next.done; next = await source.read()) {
      const { SRNR, SRNAME, AGS } = next.value.properties as Record<string, string>;
      expect(AGS!.slice(6)).toBe(SRNR!.slice(0, 2));
      expect(next.value.geometry.type).toMatch(/Polygon$/);
      names.push(SRNAME!);
    }

    expect(names).toEqual(demo.county.territory.sozialraeume.map(({ name }) => name));
  });

  it('give all addresses with 21 fields and the street directory with its header', async () => {
    const addresses = (await read('gebref.txt')).toString('utf8').trimEnd().split('\n');
    const [header, ...ranges] = iconv
      .decode(await read('strassenverzeichnis.csv'), 'windows-1252')
      .trimEnd()
      .split('\r\n');

    expect(addresses).toHaveLength(demo.county.network.addresses.length);
    expect(addresses.every((line) => line.split(';').length === 21)).toBe(true);
    expect(header?.split(';')).toHaveLength(11);
    expect(ranges.every((line) => line.split(';').length === 11)).toBe(true);
    expect(ranges.filter((line) => line.endsWith(';31.12.2022')).length).toBeGreaterThan(10);
  });
});

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { catchmentOf } from '../statistics/persons/catchment.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth } from './ground-truth.ts';
import { addressListFile, pointFile, shops, stops } from './point-files.ts';
import { COUNTY_KEY } from './territory.ts';
import { reachOf } from './truth-reach.ts';

const county = generateCounty({ population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const linesOf = (bytes: Buffer) => iconv.decode(bytes, 'windows-1252').split('\r\n').slice(0, -1);

describe('the points of reach', () => {
  it('are stops of 300 and 600 metres and shops of 1,000, with coordinates in the county', () => {
    const [header, ...rows] = linesOf(pointFile([...stops(county), ...shops(county)]));
    const reaches = new Set(rows.map((row) => row.split(';')[3]));

    expect(header).toBe('NAME;OST;NORD;METER');
    expect(rows.every((row) => /^[^;]+;\d{6}\.\d\d;\d{7}\.\d\d;\d+$/.test(row))).toBe(true);
    expect(reaches).toEqual(new Set(['300', '600', '1000']));
  });

  it('reach the same addresses when the program asks the written file', () => {
    for (const points of [stops(county), shops(county)]) {
      const written = linesOf(pointFile(points))
        .slice(1)
        .map((row) => row.split(';'));
      const isWithin = catchmentOf(
        written.map(([, east, north, metres]) => ({
          east: Number(east),
          north: Number(north),
          metres: Number(metres),
        })),
      );
      const reach = reachOf(county, points);

      const wrong = county.network.addresses.filter(
        ({ point }, index) => isWithin(point[0], point[1]) !== (reach(index) === 'innerhalb'),
      );

      expect(wrong).toEqual([]);
    }
  });

  it('divide the inhabitants into those within, those outside, and those of whom nobody may know', () => {
    const truth = groundTruth(county);
    const place = { level: 'demo-kreis', area: COUNTY_KEY, date: county.snapshots.at(-1)!.date } as const;
    const ask = (breakdown: Record<string, string>) =>
      truth.value({ ...place, measure: 'personen', breakdown })!;
    const residual = (breakdown: Record<string, string>) =>
      truth.residual({ ...place, measure: 'personen', breakdown });

    for (const subject of ['haltestelle', 'nahversorgung']) {
      expect(ask({ [subject]: 'innerhalb' })).toBeGreaterThan(1000);
      expect(ask({ [subject]: 'innerhalb' }) + ask({ [subject]: 'ausserhalb' })).toBe(ask({}));
      expect(residual({ [subject]: 'unbekannt' })).toBe(residual({}));
    }
  });
});

describe('the address lists', () => {
  it('name the care homes and the shelter as the register writes them', () => {
    const homes = linesOf(addressListFile(county, county.institutions.homes));
    const shelter = linesOf(addressListFile(county, [county.institutions.shelter]));

    expect(homes[0]).toBe('AGS;STRSCHL;STRNAME;HNR;HNRZUS');
    expect(homes).toHaveLength(1 + Math.round(9000 / 5000));
    expect(shelter).toHaveLength(2);
    expect(shelter[1]).toMatch(/^05998\d{3};\d{5};[^;]+;\d+;[a-z]?$/);
  });
});

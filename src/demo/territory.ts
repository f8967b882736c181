/**
 * The county's areas with keys and names, in two editions of the quarters. Quarters lie in social areas,
 * social areas in municipalities; every area knows its hexagons, from which its outline follows.
 */
import { referenceDate, type ReferenceDate } from '../core/reference-date.ts';
import type { CountyOptions } from './county-options.ts';
import { divideCounty, type Division } from './division.ts';
import type { HexGrid } from './hex-grid.ts';
import { placeNames, quarterNames } from './names.ts';
import { random } from './random.ts';

export const COUNTY_KEY = '05998';
export const COUNTY_NAME = 'Kreis Musterland';
/** Key of "nicht zuzuordnen" in the statistics files. */
export const RESIDUAL_KEY = '999999';

export interface DemoArea {
  readonly key: string;
  readonly name: string;
  /** Index of the area one level up; for a municipality 0, the county. */
  readonly parent: number;
  readonly hexes: readonly number[];
}

export interface DemoEdition {
  readonly validFrom: ReferenceDate;
  /** In order of their keys. */
  readonly quartiere: readonly DemoArea[];
  /** Index of the quarter of each hexagon. */
  readonly quartierOf: Int32Array;
}

export interface Territory {
  readonly grid: HexGrid;
  /** Two: before and after 2023-01-01. */
  readonly editions: readonly [DemoEdition, DemoEdition];
  readonly sozialraeume: readonly DemoArea[];
  readonly gemeinden: readonly DemoArea[];
  /** Keys of what is special, for tests and for people who look at the demo. */
  readonly special: {
    readonly enclave: string;
    readonly host: string;
    readonly exclave: string;
    readonly splitFrom: string;
    readonly splitInto: readonly [string, string];
    readonly movedFrom: string;
    readonly movedTo: string;
    readonly movedHex: number;
  };
}

export function territory(options: CountyOptions): Territory {
  const division = divideCounty(options);
  const named = nameRegions(options, division);
  const { special } = division;
  const key = (region: number) => named[region]!.key;
  return {
    grid: division.grid,
    editions: [
      edition(referenceDate('2019-01-01'), division.before, named),
      edition(referenceDate('2023-01-01'), division.after, named),
    ],
    sozialraeume: sozialraeume(options, division),
    gemeinden: gemeinden(options, division),
    special: {
      enclave: key(special.enclave),
      host: key(special.host),
      exclave: key(special.exclave.region),
      splitFrom: key(special.split.region),
      splitInto: [key(special.split.parts[0]), key(special.split.parts[1])],
      movedFrom: key(special.moved.from),
      movedTo: key(special.moved.to),
      movedHex: special.moved.hex,
    },
  };
}

/** The edition in force on a day. */
export function editionOn(t: Territory, date: ReferenceDate): DemoEdition {
  return date < t.editions[1].validFrom ? t.editions[0] : t.editions[1];
}

interface NamedRegion {
  readonly key: string;
  readonly name: string;
  readonly sozialraum: number;
}

/** Keys: two digits municipality, two digits social area within it, two digits quarter within that. */
function nameRegions(options: CountyOptions, division: Division): NamedRegion[] {
  const rnd = random(options.seed, 'quarter-names');
  const villages = placeNames(options.quartiere * 2, rnd).slice(options.quartiere);
  const { region: splitFrom, parts } = division.special.split;
  const named: NamedRegion[] = [];
  for (let gemeinde = 0; gemeinde < options.gemeinden; gemeinde += 1) {
    const regions = division.sozialraumOf.flatMap((sozialraum, region) =>
      division.gemeindeOf[sozialraum] === gemeinde && !parts.includes(region) ? [region] : [],
    );
    const names = quarterNames(regions.length, villages.splice(0, 4), rnd);
    regions.forEach((region, i) => {
      const sozialraum = division.sozialraumOf[region]!;
      const within = regions.filter((other) => division.sozialraumOf[other] === sozialraum);
      const code = sozialraumKey(division, sozialraum);
      named[region] = { key: code + two(within.indexOf(region) + 1), name: names[i]!, sozialraum };
      if (region !== splitFrom) return;
      parts.forEach((part, j) => {
        const name = `${names[i]}-${['West', 'Ost'][j]}`;
        named[part] = { key: code + two(within.length + 1 + j), name, sozialraum };
      });
    });
  }
  return named;
}

function edition(validFrom: ReferenceDate, regions: Int32Array, named: readonly NamedRegion[]): DemoEdition {
  const present = [...new Set(regions)].sort((a, b) => (named[a]!.key < named[b]!.key ? -1 : 1));
  const hexes = new Map(present.map((region) => [region, [] as number[]]));
  regions.forEach((region, hex) => hexes.get(region)!.push(hex));
  const position = new Map(present.map((region, index) => [region, index]));
  return {
    validFrom,
    quartiere: present.map((region) => ({
      key: named[region]!.key,
      name: named[region]!.name,
      parent: named[region]!.sozialraum,
      hexes: hexes.get(region)!,
    })),
    quartierOf: regions.map((region) => position.get(region)!),
  };
}

function sozialraeume(options: CountyOptions, division: Division): DemoArea[] {
  const names = municipalityNames(options);
  return division.gemeindeOf.map((gemeinde, sozialraum) => {
    const key = sozialraumKey(division, sozialraum);
    return {
      key,
      name: `${names[gemeinde]} ${Number(key.slice(2))}`,
      parent: gemeinde,
      hexes: hexesWhere(division, (region) => division.sozialraumOf[region] === sozialraum),
    };
  });
}

function gemeinden(options: CountyOptions, division: Division): DemoArea[] {
  return municipalityNames(options).map((name, gemeinde) => ({
    key: `${COUNTY_KEY}${String(gemeinde + 1).padStart(3, '0')}`,
    name: gemeinde % 3 === 0 ? `${name}, Stadt` : name,
    parent: 0,
    hexes: hexesWhere(division, (region) => division.gemeindeOf[division.sozialraumOf[region]!] === gemeinde),
  }));
}

function municipalityNames(options: CountyOptions): string[] {
  return placeNames(options.gemeinden, random(options.seed, 'municipality-names'));
}

function sozialraumKey(division: Division, sozialraum: number): string {
  const gemeinde = division.gemeindeOf[sozialraum]!;
  const earlier = division.gemeindeOf.slice(0, sozialraum).filter((other) => other === gemeinde).length;
  return two(gemeinde + 1) + two(earlier + 1);
}

function hexesWhere(division: Division, belongs: (region: number) => boolean): number[] {
  return [...division.before.keys()].filter((hex) => belongs(division.before[hex]!));
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** Counts houses, land and facilities of given hexagons. What lies on land always belongs to a quarter. */
import { censusCellOf, censusDwellings, toldCell, type CensusCell } from './census.ts';
import { ROOM_CLASSES } from './demo-codes.ts';
import { careHomes, dayCareCentres, settledHectares, type Facility } from './facilities.ts';
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import type { PlaceMeasure } from './truth-questions.ts';

export interface PlaceQuestion {
  readonly measure: PlaceMeasure | 'wohnflaeche';
  readonly isCensus: boolean;
  readonly year: number;
  readonly raeume: string | undefined;
}

export type PlaceFigure = (hexes: ReadonlySet<number>, question: PlaceQuestion) => number;

export function placeTruth(county: County): PlaceFigure {
  const { seed } = county.options;
  const { addresses } = county.network;
  const byHex = groupBy(addresses.keys(), (index) => addresses[index]!.hex);
  const housesIn = (hexes: ReadonlySet<number>) => [...hexes].flatMap((hex) => byHex.get(hex) ?? []);
  const censusIn = (hexes: ReadonlySet<number>) =>
    housesIn(hexes).flatMap((index) => censusDwellings(seed, index, addresses[index]!));
  const placesIn = (hexes: ReadonlySet<number>, facilities: readonly Facility[]) =>
    facilities.reduce(
      (sum, { address, places }) => sum + (hexes.has(addresses[address]!.hex) ? places : 0),
      0,
    );

  return (hexes, { measure, isCensus, year, raeume }) => {
    switch (measure) {
      case 'wohnungen':
        return isCensus ? censusIn(hexes).length : dwellings(hexes, year, raeume);
      case 'leerstand':
        return censusIn(hexes).filter(({ use }) => use === 'vacant').length;
      case 'bewohnt':
        return censusIn(hexes).filter(({ use }) => use !== 'vacant').length;
      case 'eigentuemer':
        return censusIn(hexes).filter(({ use }) => use === 'owner').length;
      case 'wohnflaeche':
        return censusIn(hexes).reduce((sum, { area }) => sum + area, 0) / 10;
      case 'mietsumme':
        return toldRents(hexes).reduce((sum, cell) => sum + cell.rent * cell.dwellings, 0) / 100;
      case 'miete-wohnungen':
        return toldRents(hexes).reduce((sum, cell) => sum + cell.dwellings, 0);
      case 'siedlungsflaeche':
        return [...hexes].reduce((sum, hex) => sum + settledHectares(seed, hex), 0) / 100;
      case 'kitaplaetze':
        return placesIn(hexes, dayCareCentres(county, year));
      case 'pflegeplaetze':
        return placesIn(hexes, careHomes(county));
    }
  };

  function dwellings(hexes: ReadonlySet<number>, year: number, raeume: string | undefined): number {
    const wanted = ROOM_CLASSES.findIndex(({ word }) => word === raeume);
    let sum = 0;
    for (const index of housesIn(hexes)) {
      const { since, dwellings: count } = addresses[index]!;
      if (since <= year) sum += wanted < 0 ? count[0] + count[1] + count[2] : count[wanted]!;
    }
    return sum;
  }

  /** Houses of one cell always stand in one hexagon: the built-up parts of two are far apart. */
  function toldRents(hexes: ReadonlySet<number>) {
    const cells = new Map<string, { readonly cell: CensusCell; readonly rents: number[] }>();
    for (const index of housesIn(hexes)) {
      const cell = censusCellOf(addresses[index]!.point);
      const name = `${cell.east} ${cell.north}`;
      const entry = cells.get(name) ?? { cell, rents: [] };
      cells.set(name, entry);
      for (const { use, rent } of censusDwellings(seed, index, addresses[index]!))
        if (use === 'rented') entry.rents.push(rent);
    }
    return [...cells.values()].flatMap(({ cell, rents }) => toldCell(seed, cell, rents) ?? []);
  }
}

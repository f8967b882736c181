/**
 * Houses as the census of 2022-05-15 found them: who uses each dwelling, its area and its rent; and what the
 * census tells of a grid cell. Follows from the address alone; counts nothing.
 */
import { referenceDate } from '../core/reference-date.ts';
import type { Point } from './hex-grid.ts';
import { toCensusGrid } from './laea.ts';
import { noise } from './random.ts';
import type { DemoAddress } from './streets.ts';

export const CENSUS_DAY = referenceDate('2022-05-15');
const CENSUS_YEAR = 2022;
const VACANT = 0.045;
const OWNERS = { single: 0.72, several: 0.22 };
/** Square metres of a dwelling with 1-2, 3-4, 5 and more rooms. */
const AREAS = [48, 78, 124] as const;
const CELL = 100;
/** A cell with fewer rented dwellings is not told. */
const SMALLEST_CELL = 3;

export interface CensusDwelling {
  readonly use: 'owner' | 'rented' | 'vacant';
  /** Tenths of a square metre. */
  readonly area: number;
  /** Cents per square metre and month, without heating. */
  readonly rent: number;
}

/** None for a house that was not ready on the day. */
export function censusDwellings(seed: number, index: number, address: DemoAddress): CensusDwelling[] {
  if (address.since >= CENSUS_YEAR) return [];
  const owners = address.dwellings.reduce((a, b) => a + b) > 1 ? OWNERS.several : OWNERS.single;
  return address.dwellings.flatMap((count, rooms) =>
    Array.from({ length: count }, (_, i): CensusDwelling => {
      const draw = (subject: number) => noise(seed, index, rooms * 100 + i, subject);
      const use = draw(91);
      return {
        use: use < VACANT ? 'vacant' : use < VACANT + owners ? 'owner' : 'rented',
        area: Math.round(AREAS[rooms]! * (8 + 4 * draw(92))),
        rent: Math.round(520 + 380 * noise(seed, address.hex, 94) + 160 * draw(93)),
      };
    }),
  );
}

/** Lower left corner of the cell in metres of EPSG:3035. */
export interface CensusCell {
  readonly east: number;
  readonly north: number;
}

export function censusCellOf(point: Point): CensusCell {
  const [east, north] = toCensusGrid(point).map((value) => Math.floor(value / CELL) * CELL) as [
    number,
    number,
  ];
  return { east, north };
}

export interface ToldCell {
  readonly dwellings: number;
  /** Mean rent in cents per square metre. */
  readonly rent: number;
}

/** Both figures are blurred a little, always in the same way for a cell; null where nothing is told. */
export function toldCell(
  seed: number,
  { east, north }: CensusCell,
  rents: readonly number[],
): ToldCell | null {
  if (rents.length < SMALLEST_CELL) return null;
  const mean = rents.reduce((a, b) => a + b, 0) / rents.length;
  const shift = Math.floor(noise(seed, east, north, 95) * 3) - 1;
  const blur = 1 + 0.02 * (noise(seed, east, north, 96) - 0.5);
  return { dwellings: Math.max(SMALLEST_CELL, rents.length + shift), rent: Math.round(mean * blur) };
}

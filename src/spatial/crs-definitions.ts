/**
 * The coordinate systems this program knows, with their proj definitions and the range of numbers that German
 * data in them has. Ranges are told apart by both axes, so that at most one system fits a layer.
 */
export const REGISTERED_CODES = [25832, 4647, 31466, 31467, 3035, 4326] as const;
export type RegisteredCode = (typeof REGISTERED_CODES)[number];

/** Key under which proj4 holds the grid, and name of the file in `config/grids`. */
export const GRID_NAME = 'BETA2007';

export interface RegisteredSystem {
  readonly title: string;
  readonly proj: string;
  /** Datum shift by the BeTA2007 grid, as a mandatory grid; applied after `proj` has been undone. */
  readonly grid: boolean;
  readonly unit: 'metre' | 'degree';
  /** Smallest and largest number of the east axis and of the north axis. */
  readonly east: readonly [number, number];
  readonly north: readonly [number, number];
}

/** All of Germany from 47.3 to 55.06 N, with a margin for generalised federal files. */
const NORTH_METRES = [5_200_000, 6_150_000] as const;

export const SYSTEMS: Readonly<Record<RegisteredCode, RegisteredSystem>> = {
  25832: {
    title: 'ETRS89 / UTM 32N',
    proj: '+proj=utm +zone=32 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
    grid: false,
    unit: 'metre',
    east: [270_000, 935_000],
    north: NORTH_METRES,
  },
  4647: {
    title: 'ETRS89 / UTM 32N (zE-N)',
    proj: '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=32500000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
    grid: false,
    unit: 'metre',
    east: [32_270_000, 32_935_000],
    north: NORTH_METRES,
  },
  31466: {
    title: 'DHDN / Gauß-Krüger 2',
    proj: '+proj=tmerc +lat_0=0 +lon_0=6 +k=1 +x_0=2500000 +y_0=0 +ellps=bessel +units=m +no_defs',
    grid: true,
    unit: 'metre',
    // West: the border of Germany at 5.87 E. East: offices in Nordrhein-Westfalen carry zone 2 to 9.5 E.
    east: [2_480_000, 2_750_000],
    north: NORTH_METRES,
  },
  31467: {
    title: 'DHDN / Gauß-Krüger 3',
    proj: '+proj=tmerc +lat_0=0 +lon_0=9 +k=1 +x_0=3500000 +y_0=0 +ellps=bessel +units=m +no_defs',
    grid: true,
    unit: 'metre',
    // Federal files carry zone 3 over all of Germany.
    east: [3_270_000, 3_930_000],
    north: NORTH_METRES,
  },
  3035: {
    title: 'ETRS89 / LAEA Europe',
    proj: '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs',
    grid: false,
    unit: 'metre',
    east: [4_000_000, 4_700_000],
    north: [2_600_000, 3_600_000],
  },
  4326: {
    title: 'WGS 84',
    proj: '+proj=longlat +datum=WGS84 +no_defs',
    grid: false,
    unit: 'degree',
    east: [5, 16],
    north: [47, 56],
  },
};

/**
 * Codes that mean one of the systems above, as far as the map is concerned. `northEast`: the authority puts the
 * north axis first; files of that name come in both orders, so the numbers decide.
 */
const ALIASES: ReadonlyMap<number, { readonly code: RegisteredCode; readonly northEast: boolean }> = new Map([
  [3044, { code: 25832, northEast: true }],
  [5555, { code: 25832, northEast: false }],
  [32632, { code: 25832, northEast: false }],
  [5652, { code: 4647, northEast: true }],
  [5676, { code: 31466, northEast: false }],
  [5677, { code: 31467, northEast: false }],
  [4258, { code: 4326, northEast: true }],
]);

export interface NamedSystem {
  readonly code: RegisteredCode;
  readonly northEast: boolean;
}

/** The registered system that an EPSG code stands for, or undefined. */
export function systemOfEpsg(code: number): NamedSystem | undefined {
  const registered = REGISTERED_CODES.find((candidate) => candidate === code);
  return registered === undefined ? ALIASES.get(code) : { code: registered, northEast: false };
}

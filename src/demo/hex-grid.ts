/**
 * The raster the county is cut from: hexagons, the smallest pieces of land. Every corner belongs to three
 * hexagons, so borders of any union of hexagons never touch themselves.
 */
import { noise, random } from './random.ts';

/** Easting and northing in metres, EPSG:25832. */
export type Point = readonly [number, number];

export interface HexGrid {
  readonly seed: number;
  /** Centre of each hexagon. */
  readonly centres: readonly Point[];
  /** Position in the lattice: x in half widths, y in half sides. */
  readonly lattice: readonly (readonly [number, number])[];
  /** For each hexagon the six neighbours, counter-clockwise beginning in the north-east; -1 outside the county. */
  readonly neighbours: readonly (readonly number[])[];
}

/** Length of a hexagon's side in metres; a hexagon has 0.65 km². */
export const SIDE = 500;
const CENTRE: Point = [380_000, 5_660_000];
const HALF_WIDTH = (SIDE * Math.sqrt(3)) / 2;
/** Corner i and corner i+1 bound side i. */
const CORNERS = [
  [1, 1],
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
] as const;
const ACROSS = [
  [1, 3],
  [-1, 3],
  [-2, 0],
  [-1, -3],
  [1, -3],
  [2, 0],
] as const;
/** How far a corner may stand from its regular place, in sides: keeps all angles above 74 degrees. */
const JITTER = 0.15;

/** A lobed outline of `count` hexagons around the county's centre. */
export function hexGrid(seed: number, count: number): HexGrid {
  const rnd = random(seed, 'outline');
  const phases = [rnd.next(), rnd.next(), rnd.next()].map((turn) => turn * 2 * Math.PI);
  const reach = (angle: number) =>
    1 +
    0.2 * Math.sin(2 * angle + phases[0]!) +
    0.12 * Math.sin(3 * angle + phases[1]!) +
    0.05 * Math.sin(5 * angle + phases[2]!);

  const span = Math.ceil(Math.sqrt(count)) + 4;
  const candidates: { at: [number, number]; rank: number }[] = [];
  for (let r = -span; r <= span; r += 1) {
    for (let q = -2 * span; q <= 2 * span; q += 1) {
      const at: [number, number] = [2 * q + r, 3 * r];
      const [x, y] = [at[0] * HALF_WIDTH, (at[1] * SIDE) / 2];
      candidates.push({ at, rank: Math.hypot(x, y) / reach(Math.atan2(y, x)) });
    }
  }
  candidates.sort((a, b) => a.rank - b.rank || a.at[0] - b.at[0] || a.at[1] - b.at[1]);

  const lattice = candidates.slice(0, count).map((candidate) => candidate.at);
  const index = new Map(lattice.map((at, hex) => [`${at[0]},${at[1]}`, hex]));
  return {
    seed,
    lattice,
    centres: lattice.map(([x, y]) => place(x, y)),
    neighbours: lattice.map(([x, y]) => ACROSS.map(([dx, dy]) => index.get(`${x + dx},${y + dy}`) ?? -1)),
  };
}

/** Corner of a hexagon as a lattice point: the same numbers from each of the three hexagons that share it. */
export function cornerOf(grid: HexGrid, hex: number, corner: number): readonly [number, number] {
  const [x, y] = grid.lattice[hex]!;
  const [dx, dy] = CORNERS[corner % 6]!;
  return [x + dx, y + dy];
}

/** Where a corner really stands: moved from its regular place by an amount that depends on the corner alone. */
export function cornerPoint(grid: HexGrid, corner: readonly [number, number]): Point {
  const [x, y] = place(corner[0], corner[1]);
  const angle = noise(grid.seed, corner[0], corner[1], 1) * 2 * Math.PI;
  const distance = noise(grid.seed, corner[0], corner[1], 2) * JITTER * SIDE;
  return [centimetres(x + Math.cos(angle) * distance), centimetres(y + Math.sin(angle) * distance)];
}

export function centimetres(value: number): number {
  return Math.round(value * 100) / 100;
}

function place(x: number, y: number): Point {
  return [centimetres(CENTRE[0] + x * HALF_WIDTH), centimetres(CENTRE[1] + (y * SIDE) / 2)];
}

/**
 * Who owns which hexagon, before and after the boundary change: quarters, social areas and municipalities as
 * numbers. Names and keys come later. Holds on purpose an enclave, an exclave, a split and a moved border.
 */
import type { CountyOptions } from './county-options.ts';
import { hexGrid, type HexGrid } from './hex-grid.ts';
import { random, shuffled, type Random } from './random.ts';
import { adjacency, cutRegions, isConnected, joinRegions, membersOf, SMALLEST } from './regions.ts';

const HEXES_PER_QUARTER = 9;

export interface Division {
  readonly grid: HexGrid;
  /** Region of each hexagon in the first edition. */
  readonly before: Int32Array;
  /** Region of each hexagon after the change; the split region is gone, two new ones have come. */
  readonly after: Int32Array;
  /** Per region, the two new ones at the end. */
  readonly sozialraumOf: readonly number[];
  /** Per social area. */
  readonly gemeindeOf: readonly number[];
  readonly special: {
    /** A region that lies wholly within another one, its host. */
    readonly enclave: number;
    readonly host: number;
    /** One hexagon of this region lies apart from it, beyond other regions. */
    readonly exclave: { readonly region: number; readonly hex: number };
    readonly split: { readonly region: number; readonly parts: readonly [number, number] };
    readonly moved: { readonly hex: number; readonly from: number; readonly to: number };
  };
}

export function divideCounty(options: CountyOptions): Division {
  const { seed, quartiere, sozialraeume, gemeinden } = options;
  const rnd = random(seed, 'division');
  const grid = hexGrid(seed, quartiere * HEXES_PER_QUARTER);
  const count = quartiere - 1;

  const { enclave, ring } = placeEnclave(grid, rnd);
  const pool = grid.centres
    .map((_, hex) => hex)
    .filter((hex) => !enclave.includes(hex) && !ring.includes(hex));
  const before = cutRegions(grid, pool, count - 2, rnd);
  for (const hex of ring) before[hex] = count - 2;
  for (const hex of enclave) before[hex] = count - 1;

  const touching = adjacency(grid, before, count);
  const sozialraumOf = joinRegions(
    touching,
    touching.map(() => 1),
    sozialraeume,
  );
  const gemeindeOf = joinAreas(touching, sozialraumOf, sozialraeume, gemeinden);

  const taken = new Set([count - 2, count - 1]);
  const split = findSplit(grid, before, taken);
  const moved = findMove({ grid, before, sozialraumOf, taken, rnd });
  const exclave = findExclave({
    grid,
    before,
    gemeindeOf: sozialraumOf.map((s) => gemeindeOf[s]!),
    taken,
    rnd,
  });
  before[exclave.hex] = exclave.region;

  const after = before.slice();
  const parts: [number, number] = [count, count + 1];
  for (const hex of membersOf(before, split.region)) after[hex] = parts[split.second.has(hex) ? 1 : 0];
  after[moved.hex] = moved.to;
  return {
    grid,
    before,
    after,
    sozialraumOf: [...sozialraumOf, sozialraumOf[split.region]!, sozialraumOf[split.region]!],
    gemeindeOf,
    special: {
      enclave: count - 1,
      host: count - 2,
      exclave,
      split: { region: split.region, parts },
      moved,
    },
  };
}

/** Four hexagons in a diamond and the ten around them, well inside the county. */
function placeEnclave(grid: HexGrid, rnd: Random): { enclave: number[]; ring: number[] } {
  for (const start of shuffled(grid.centres.map((_, hex) => hex).slice(0, grid.centres.length / 2), rnd)) {
    const east = grid.neighbours[start]![5]!;
    const north = grid.neighbours[start]![0]!;
    const corner = east < 0 ? -1 : grid.neighbours[east]![0]!;
    const enclave = [start, east, north, corner];
    if (enclave.includes(-1)) continue;
    const around = new Set(enclave.flatMap((hex) => grid.neighbours[hex]!));
    const ring = [...around].filter((hex) => !enclave.includes(hex));
    if (!ring.some((hex) => hex < 0 || grid.neighbours[hex]!.includes(-1))) return { enclave, ring };
  }
  throw new RangeError('the county is too small for an enclave');
}

function joinAreas(
  touching: readonly ReadonlySet<number>[],
  groupOf: readonly number[],
  groups: number,
  count: number,
): number[] {
  const between = Array.from({ length: groups }, () => new Set<number>());
  const weights = between.map(() => 0);
  touching.forEach((others, region) => {
    weights[groupOf[region]!]! += 1;
    for (const other of others) between[groupOf[region]!]!.add(groupOf[other]!);
  });
  return joinRegions(between, weights, count);
}

/** The largest region that can be cut into two connected parts of at least four hexagons. */
function findSplit(grid: HexGrid, regions: Int32Array, taken: Set<number>) {
  const sizes = new Map<number, number[]>();
  regions.forEach((region, hex) => sizes.set(region, [...(sizes.get(region) ?? []), hex]));
  const largest = [...sizes]
    .filter(([region]) => !taken.has(region))
    .sort((a, b) => b[1].length - a[1].length);
  for (const [region, members] of largest) {
    for (let turn = 0; turn < 12; turn += 1) {
      const [dx, dy] = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)];
      const along = (hex: number) => grid.centres[hex]![0] * dx + grid.centres[hex]![1] * dy;
      const sorted = members.toSorted((a, b) => along(a) - along(b));
      const half = Math.floor(sorted.length / 2);
      const parts = [sorted.slice(0, half), sorted.slice(half)];
      if (parts.some((part) => part.length < 4 || !isConnected(grid, part))) continue;
      taken.add(region);
      return { region, second: new Set(parts[1]) };
    }
  }
  throw new RangeError('no quarter can be split');
}

interface Search {
  readonly grid: HexGrid;
  readonly before: Int32Array;
  readonly taken: Set<number>;
  readonly rnd: Random;
}

/** A border hexagon that can change to a neighbour in the same social area. */
function findMove({ grid, before, sozialraumOf, taken, rnd }: Search & { sozialraumOf: readonly number[] }) {
  for (const hex of shuffled([...before.keys()], rnd)) {
    const from = before[hex]!;
    const to = grid.neighbours[hex]!.map((n) => (n < 0 ? -1 : before[n]!)).find(
      (region) =>
        region >= 0 && region !== from && !taken.has(region) && sozialraumOf[region] === sozialraumOf[from],
    );
    if (to === undefined || taken.has(from) || !canGive(grid, before, hex)) continue;
    taken.add(from).add(to);
    return { hex, from, to };
  }
  throw new RangeError('no border can be moved');
}

/** A hexagon that becomes the exclave of a small region in another municipality, near but not touching it. */
function findExclave({ grid, before, gemeindeOf, taken, rnd }: Search & { gemeindeOf: readonly number[] }) {
  const small = [...new Set(before)].filter((r) => !taken.has(r) && membersOf(before, r).length <= 9);
  for (const hex of shuffled([...before.keys()], rnd)) {
    const host = before[hex]!;
    if (taken.has(host) || !canGive(grid, before, hex)) continue;
    const near = grid.neighbours[hex]!;
    const touching = new Set(near.map((n) => (n < 0 ? -1 : before[n]!)));
    if (touching.has(-1)) continue;
    const next = near.flatMap((n) => grid.neighbours[n]!).filter((n) => n >= 0);
    const region = next
      .map((n) => before[n]!)
      .find((r) => small.includes(r) && !touching.has(r) && gemeindeOf[r] !== gemeindeOf[host]);
    if (region === undefined) continue;
    taken.add(region).add(host);
    return { region, hex };
  }
  throw new RangeError('no place for an exclave');
}

function canGive(grid: HexGrid, regions: Int32Array, hex: number): boolean {
  const rest = membersOf(regions, regions[hex]!).filter((member) => member !== hex);
  return rest.length >= SMALLEST && isConnected(grid, rest);
}

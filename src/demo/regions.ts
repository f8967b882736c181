/** Cuts a set of hexagons into connected regions of about equal size, and joins regions into larger ones. */
import type { HexGrid } from './hex-grid.ts';
import type { Random } from './random.ts';

/** With sixteen pieces to a side, regions of these sizes have between 200 and 1,000 vertices. */
export const SMALLEST = 5;
export const LARGEST = 12;

/** Region number of every hexagon of the pool, -1 elsewhere. */
export function cutRegions(grid: HexGrid, pool: readonly number[], count: number, rnd: Random): Int32Array {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const regions = nearestCentre(grid, pool, count, rnd);
    if (joinStrays(grid, regions, count) && balance(grid, regions, count)) return regions;
  }
  throw new RangeError('no division of the county into connected quarters was found');
}

export function membersOf(regions: Int32Array, region: number): number[] {
  const members: number[] = [];
  regions.forEach((value, hex) => value === region && members.push(hex));
  return members;
}

export function isConnected(grid: HexGrid, members: readonly number[]): boolean {
  return components(grid, members).length === 1;
}

/** Which regions have a common border. */
export function adjacency(grid: HexGrid, regions: Int32Array, count: number): ReadonlySet<number>[] {
  const touching = Array.from({ length: count }, () => new Set<number>());
  regions.forEach((region, hex) => {
    for (const neighbour of grid.neighbours[hex]!) {
      const other = neighbour < 0 ? -1 : regions[neighbour]!;
      if (region >= 0 && other >= 0 && other !== region) touching[region]!.add(other);
    }
  });
  return touching;
}

/** Joins neighbours, the smallest first, until `count` groups are left: group number of each region. */
export function joinRegions(
  touching: readonly ReadonlySet<number>[],
  weights: readonly number[],
  count: number,
) {
  const groups = weights.map((weight, region) => ({ members: [region], weight }));
  while (groups.length > count) {
    groups.sort((a, b) => a.weight - b.weight || a.members[0]! - b.members[0]!);
    const smallest = groups.shift()!;
    const mate = groups.find((group) =>
      smallest.members.some((a) => group.members.some((b) => touching[a]!.has(b))),
    );
    if (!mate) throw new RangeError('a region has no neighbour to join');
    mate.members.push(...smallest.members);
    mate.weight += smallest.weight;
  }
  groups.sort((a, b) => Math.min(...a.members) - Math.min(...b.members));
  return weights.map((_, region) => groups.findIndex((group) => group.members.includes(region)));
}

function nearestCentre(grid: HexGrid, pool: readonly number[], count: number, rnd: Random): Int32Array {
  let centres = Array.from({ length: count }, () => grid.centres[rnd.pick(pool)]!);
  const regions = new Int32Array(grid.centres.length).fill(-1);
  for (let round = 0; round < 6; round += 1) {
    const sums = centres.map(() => [0, 0, 0] as [number, number, number]);
    for (const hex of pool) {
      const [x, y] = grid.centres[hex]!;
      let best = Infinity;
      centres.forEach(([cx, cy], region) => {
        const distance = (cx - x) ** 2 + (cy - y) ** 2;
        if (distance >= best) return;
        best = distance;
        regions[hex] = region;
      });
      const sum = sums[regions[hex]!]!;
      sum[0] += x;
      sum[1] += y;
      sum[2] += 1;
    }
    centres = sums.map(([x, y, n], region) => (n === 0 ? centres[region]! : [x / n, y / n]));
  }
  return regions;
}

/** Pieces that hang apart from the largest part of their region go to a neighbour. */
function joinStrays(grid: HexGrid, regions: Int32Array, count: number): boolean {
  for (let round = 0; round < 20; round += 1) {
    let strays = 0;
    for (let region = 0; region < count; region += 1) {
      const parts = components(grid, membersOf(regions, region)).sort((a, b) => b.length - a.length);
      for (const hex of parts.slice(1).flat()) {
        strays += 1;
        const other = grid.neighbours[hex]!.find((n) => n >= 0 && regions[n]! >= 0 && regions[n] !== region);
        if (other !== undefined) regions[hex] = regions[other]!;
      }
    }
    if (strays === 0) return true;
  }
  return false;
}

/** Moves single hexagons from large regions to small neighbours until all sizes are in range. */
function balance(grid: HexGrid, regions: Int32Array, count: number): boolean {
  const members = Array.from({ length: count }, (_, region) => new Set(membersOf(regions, region)));
  for (let step = 0; step < count * 20; step += 1) {
    const sizes = members.map(({ size }) => size);
    const small = sizes.indexOf(Math.min(...sizes));
    const large = sizes.indexOf(Math.max(...sizes));
    if (sizes[small]! >= SMALLEST && sizes[large]! <= LARGEST) return true;

    const moves =
      sizes[small]! < SMALLEST
        ? movesInto(grid, regions, members[small]!)
        : movesOutOf(grid, regions, members[large]!);
    moves.sort((a, b) => sizes[b.from]! - sizes[b.to]! - (sizes[a.from]! - sizes[a.to]!));
    const move = moves.find(({ hex, from }) =>
      isConnected(
        grid,
        [...members[from]!].filter((member) => member !== hex),
      ),
    );
    if (!move) return false;
    regions[move.hex] = move.to;
    members[move.from]!.delete(move.hex);
    members[move.to]!.add(move.hex);
  }
  return false;
}

interface Move {
  readonly hex: number;
  readonly from: number;
  readonly to: number;
}

function movesOutOf(grid: HexGrid, regions: Int32Array, members: ReadonlySet<number>): Move[] {
  return [...members].flatMap((hex) => {
    const from = regions[hex]!;
    const others = grid.neighbours[hex]!.map((neighbour) => regionAt(regions, neighbour));
    return others.filter((to) => to >= 0 && to !== from).map((to) => ({ hex, from, to }));
  });
}

function movesInto(grid: HexGrid, regions: Int32Array, members: ReadonlySet<number>): Move[] {
  return [...members].flatMap((hex) => {
    const to = regions[hex]!;
    const others = grid.neighbours[hex]!.map((near) => ({ hex: near, from: regionAt(regions, near), to }));
    return others.filter(({ from }) => from >= 0 && from !== to);
  });
}

function regionAt(regions: Int32Array, hex: number): number {
  return hex < 0 ? -1 : regions[hex]!;
}

function components(grid: HexGrid, members: readonly number[]): number[][] {
  const left = new Set(members);
  const parts: number[][] = [];
  for (const start of members) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (let i = 0; i < part.length; i += 1)
      for (const neighbour of grid.neighbours[part[i]!]!) if (left.delete(neighbour)) part.push(neighbour);
    parts.push(part);
  }
  return parts;
}

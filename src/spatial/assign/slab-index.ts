/**
 * Is a point in an area? The edges lie in horizontal slabs, so a point meets only a few of them. Half-open, with
 * each edge taken from its lower end: whoever shares an edge gives the same answer for it, so a point on a shared
 * border lies in exactly one of the two areas.
 */
import { orient2d } from 'robust-predicates';
import type { Position } from '../../core/area.ts';
import type { Polygon } from '../../core/same-geometry.ts';

export type Inside = (x: number, y: number) => boolean;

/** Fewer slabs than edges: an edge that spans many slabs is stored in each of them. */
const EDGES_PER_SLAB = 2;
const MOST_SLABS = 8192;
const FIELDS = 4;

interface Edges {
  /** Lower x, lower y, upper x, upper y of each edge; horizontal edges decide nothing and are left out. */
  readonly numbers: Float64Array;
  readonly count: number;
  readonly south: number;
  readonly north: number;
}

/** Rings may be open or closed and wound either way; holes count by parity. */
export function slabIndex(polygons: readonly Polygon[]): Inside {
  const edges = collectEdges(polygons);
  if (edges.count === 0) return () => false;
  const slabs = Math.min(MOST_SLABS, Math.max(1, Math.ceil(edges.count / EDGES_PER_SLAB)));
  const perUnit = slabs / (edges.north - edges.south);
  const slabOf = (y: number) => Math.min(slabs - 1, Math.floor((y - edges.south) * perUnit));
  const { starts, packed } = pack(edges, slabs, slabOf);

  return (x, y) => {
    if (!(y >= edges.south && y < edges.north)) return false;
    const slab = slabOf(y);
    const end = (starts[slab + 1] ?? 0) * FIELDS;
    let inside = false;
    for (let i = (starts[slab] ?? 0) * FIELDS; i < end; i += FIELDS) {
      const y0 = packed[i + 1] as number;
      const y1 = packed[i + 3] as number;
      if (y < y0 || y >= y1) continue;
      const x0 = packed[i] as number;
      const x1 = packed[i + 2] as number;
      if (x < x0 && x < x1) inside = !inside;
      // On or between the ends' ordinates the exact side decides: strictly west of the edge, seen northwards.
      else if ((x < x0 || x < x1) && orient2d(x0, y0, x1, y1, x, y) < 0) inside = !inside;
    }
    return inside;
  };
}

function collectEdges(polygons: readonly Polygon[]): Edges {
  const rings = polygons.flat();
  const numbers = new Float64Array(rings.reduce((sum, ring) => sum + ring.length, 0) * FIELDS);
  let [count, south, north] = [0, Infinity, -Infinity];
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 1) {
      const a = ring[i] as Position;
      const b = (ring[i + 1] ?? ring[0]) as Position;
      if (a[1] === b[1]) continue;
      const isUpward = a[1] < b[1];
      const lower = isUpward ? a : b;
      const upper = isUpward ? b : a;
      const at = count * FIELDS;
      numbers[at] = lower[0];
      numbers[at + 1] = lower[1];
      numbers[at + 2] = upper[0];
      numbers[at + 3] = upper[1];
      count += 1;
      if (lower[1] < south) south = lower[1];
      if (upper[1] > north) north = upper[1];
    }
  return { numbers, count, south, north };
}

/** The edges of each slab side by side; an edge stands in every slab it passes through. */
function pack({ numbers, count }: Edges, slabs: number, slabOf: (y: number) => number) {
  const starts = new Uint32Array(slabs + 1);
  const first = new Uint16Array(count);
  const last = new Uint16Array(count);
  for (let edge = 0; edge < count; edge += 1) {
    first[edge] = slabOf(numbers[edge * FIELDS + 1] as number);
    last[edge] = slabOf(numbers[edge * FIELDS + 3] as number);
    for (let slab = first[edge] as number; slab <= (last[edge] as number); slab += 1)
      starts[slab + 1] = (starts[slab + 1] as number) + 1;
  }
  for (let slab = 0; slab < slabs; slab += 1)
    starts[slab + 1] = (starts[slab + 1] as number) + (starts[slab] as number);

  const packed = new Float64Array((starts[slabs] as number) * FIELDS);
  const next = starts.slice(0, slabs);
  for (let edge = 0; edge < count; edge += 1)
    for (let slab = first[edge] as number; slab <= (last[edge] as number); slab += 1) {
      const at = (next[slab] as number) * FIELDS;
      next[slab] = (next[slab] as number) + 1;
      for (let field = 0; field < FIELDS; field += 1)
        packed[at + field] = numbers[edge * FIELDS + field] as number;
    }
  return { starts, packed };
}

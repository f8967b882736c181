/**
 * The edges of all areas, strip by strip from south to north. Within a strip no edge begins, ends or crosses
 * another, and the edges stand in order from west to east. Part of the coverage sweep.
 */
import type { Polygon } from '../core/same-geometry.ts';

export interface Edge {
  /** Index of the area it belongs to. */
  readonly owner: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Where the edge meets the south and the north side of the present strip. */
  xSouth: number;
  xNorth: number;
}

export interface Strip {
  readonly south: number;
  readonly north: number;
  /** Reused from strip to strip: read it before asking for the next one. */
  readonly edges: readonly Edge[];
}

/** Two edges that come closer than this do not cross: 1 µm, far below any survey and far above rounding. */
const TOUCH = 1e-6;

export function* activeEdges(areas: readonly (readonly Polygon[])[]): Generator<Strip> {
  const edges = edgesOf(areas).sort((a, b) => a.y0 - b.y0);
  const levels = Float64Array.from(new Set(edges.flatMap((edge) => [edge.y0, edge.y1]))).sort();
  let active: Edge[] = [];
  let next = 0;
  for (let level = 0; level + 1 < levels.length; level += 1) {
    const [south, north] = [levels[level] ?? 0, levels[level + 1] ?? 0];
    active = active.filter((edge) => edge.y1 > south);
    for (; next < edges.length && (edges[next]?.y0 ?? Infinity) <= south; next += 1)
      active.push(edges[next] as Edge);
    yield* withoutCrossings(active, south, north);
  }
}

function edgesOf(areas: readonly (readonly Polygon[])[]): Edge[] {
  const edges: Edge[] = [];
  for (const [owner, polygons] of areas.entries())
    for (const ring of polygons.flat())
      for (const [i, [ax, ay]] of ring.entries()) {
        const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
        if (ay === by) continue;
        const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
        edges.push({ owner, x0, y0, x1, y1, xSouth: 0, xNorth: 0 });
      }
  return edges;
}

/** Splits the strip at the ordinates where two of its edges cross. */
function* withoutCrossings(edges: Edge[], south: number, north: number): Generator<Strip> {
  const cuts = crossings(edges, south, north);
  let from = south;
  for (const to of [...cuts, north]) {
    if (to <= from) continue;
    lay(edges, from, to);
    yield { south: from, north: to, edges };
    from = to;
  }
}

function crossings(edges: Edge[], south: number, north: number): number[] {
  lay(edges, south, north);
  // From the order along the south side to the order along the north side: every swap is a crossing.
  insertionSort(edges, (a, b) => a.xSouth - b.xSouth || a.xNorth - b.xNorth);
  const cuts: number[] = [];
  insertionSort(
    edges,
    (a, b) => a.xNorth - b.xNorth,
    (a, b) => {
      const gapSouth = b.xSouth - a.xSouth;
      const gapNorth = a.xNorth - b.xNorth;
      if (gapSouth > TOUCH && gapNorth > TOUCH)
        cuts.push(south + ((north - south) * gapSouth) / (gapSouth + gapNorth));
    },
  );
  return cuts.sort((a, b) => a - b);
}

/** Places the edges in a strip and orders them by their middle. */
function lay(edges: Edge[], south: number, north: number): void {
  for (const edge of edges) {
    edge.xSouth = xAt(edge, south);
    edge.xNorth = xAt(edge, north);
  }
  insertionSort(edges, (a, b) => a.xSouth + a.xNorth - b.xSouth - b.xNorth);
}

function xAt(edge: Edge, y: number): number {
  if (y <= edge.y0) return edge.x0;
  if (y >= edge.y1) return edge.x1;
  return edge.x0 + ((edge.x1 - edge.x0) * (y - edge.y0)) / (edge.y1 - edge.y0);
}

/** The edges are nearly in order from the strip before, which makes this linear. `onSwap`: the left one moves right. */
function insertionSort(
  edges: Edge[],
  compare: (a: Edge, b: Edge) => number,
  onSwap?: (left: Edge, right: Edge) => void,
): void {
  for (let i = 1; i < edges.length; i += 1) {
    const edge = edges[i] as Edge;
    let j = i - 1;
    for (; j >= 0; j -= 1) {
      const left = edges[j] as Edge;
      if (compare(left, edge) <= 0) break;
      onSwap?.(left, edge);
      edges[j + 1] = left;
    }
    edges[j + 1] = edge;
  }
}

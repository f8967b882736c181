/**
 * Puts the uncovered pieces of the coverage sweep together to gaps: places that no area covers and from which no
 * way leads outside. Part of the coverage sweep.
 */
import type { Position } from '../core/area.ts';
import type { Edge, Strip } from './sweep-edges.ts';

export interface Gap {
  readonly squareMetres: number;
  /** A point inside the largest piece. */
  readonly at: Position;
}

export interface GapFinder {
  /** The piece between two edges of the present strip. */
  readonly uncovered: (left: Edge, right: Edge) => void;
  /** Joins the pieces of the strip with those of the strip before. */
  readonly endStrip: (strip: Strip) => void;
  readonly list: () => Gap[];
}

interface Piece {
  /** West and east end along the south side, then along the north side. */
  readonly south: readonly [number, number];
  readonly north: readonly [number, number];
  readonly group: number;
}

/** Narrower than 1 mm is a shared border, not a way through. */
const HAIRLINE = 0.001;
const OUTSIDE = 0;

export function createGapFinder(): GapFinder {
  const groups = createGroups();
  let present: Piece[] = [];
  let before: Piece[] = [outside([-Infinity, Infinity], [-Infinity, Infinity])];

  return {
    uncovered(left, right) {
      const width = (right.xSouth - left.xSouth + right.xNorth - left.xNorth) / 2;
      if (width < HAIRLINE) return;
      present.push({
        south: [left.xSouth, right.xSouth],
        north: [left.xNorth, right.xNorth],
        group: groups.open(),
      });
    },
    endStrip({ south, north, edges }) {
      const [first, last] = [edges[0], edges.at(-1)];
      for (const piece of present) groups.grow(piece.group, measure(piece, south, north));
      if (first && last)
        present = [
          outside([-Infinity, first.xSouth], [-Infinity, first.xNorth]),
          ...present,
          outside([last.xSouth, Infinity], [last.xNorth, Infinity]),
        ];
      else present = [outside([-Infinity, Infinity], [-Infinity, Infinity])];
      joinTouching(before, present, (a, b) => groups.join(a, b));
      [before, present] = [present, []];
    },
    list() {
      for (const { north, group } of before) if (north[1] - north[0] > HAIRLINE) groups.join(group, OUTSIDE);
      return groups.list();
    },
  };
}

function outside(south: [number, number], north: [number, number]): Piece {
  return { south, north, group: OUTSIDE };
}

function measure({ south, north }: Piece, y0: number, y1: number): Gap {
  return {
    squareMetres: ((south[1] - south[0] + north[1] - north[0]) / 2) * (y1 - y0),
    at: [(south[0] + south[1] + north[0] + north[1]) / 4, (y0 + y1) / 2],
  };
}

/** Both lists run from west to east. */
function joinTouching(
  below: readonly Piece[],
  above: readonly Piece[],
  join: (a: number, b: number) => void,
): void {
  let start = 0;
  for (const piece of above) {
    while (start < below.length && (below[start]?.north[1] ?? 0) < piece.south[0]) start += 1;
    for (let i = start; i < below.length; i += 1) {
      const [west, east] = below[i]?.north ?? [0, 0];
      if (west > piece.south[1]) break;
      if (Math.min(east, piece.south[1]) - Math.max(west, piece.south[0]) > HAIRLINE)
        join(below[i]?.group ?? OUTSIDE, piece.group);
    }
  }
}

/** Groups of pieces that hang together (union-find). Group 0 is the outside. */
function createGroups() {
  const parent = [OUTSIDE];
  const sizes: { squareMetres: number; largest: number; at: Position }[] = [
    { squareMetres: 0, largest: 0, at: [0, 0] },
  ];
  function root(group: number): number {
    let current = group;
    while (parent[current] !== current) {
      parent[current] = parent[parent[current] ?? OUTSIDE] ?? OUTSIDE;
      current = parent[current] ?? OUTSIDE;
    }
    return current;
  }
  return {
    open(): number {
      sizes.push({ squareMetres: 0, largest: 0, at: [0, 0] });
      return parent.push(parent.length) - 1;
    },
    grow(group: number, { squareMetres, at }: Gap): void {
      const size = sizes[root(group)];
      if (!size) return;
      size.squareMetres += squareMetres;
      if (squareMetres > size.largest) Object.assign(size, { largest: squareMetres, at });
    },
    join(a: number, b: number): void {
      const [into, from] = [Math.min(root(a), root(b)), Math.max(root(a), root(b))];
      if (into === from) return;
      parent[from] = into;
      const [target, source] = [sizes[into], sizes[from]];
      if (!target || !source) return;
      target.squareMetres += source.squareMetres;
      if (source.largest > target.largest) Object.assign(target, { largest: source.largest, at: source.at });
    },
    list(): Gap[] {
      return sizes
        .filter((_, group) => group !== OUTSIDE && root(group) === group)
        .map(({ squareMetres, at }) => ({ squareMetres, at }));
    },
  };
}

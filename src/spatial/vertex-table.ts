/**
 * One table of vertices for a whole layer: a vertex that two areas share comes out as one and the same position,
 * also where the file gives it with rounding noise. Knows nothing of rings.
 */
import type { Position } from '../core/area.ts';
import type { Transform } from './crs.ts';

export interface VertexTable {
  /** Degrees rounded to 7 decimals, or undefined where the point cannot be transformed. */
  readonly degrees: (source: Position) => Position | undefined;
  /** How many different source vertices were merged with one close by. */
  readonly snapped: () => number;
}

/** 7 decimals are at most 11 mm; 6 would be 11 cm and 5 more than 1 m. */
const DECIMALS = 1e7;

/**
 * `tolerance` in the unit of the source, about 1 mm: a tenth of what the rounding moves a vertex anyway, so it can
 * only make two positions equal that might by chance be rounded apart. A vertex is compared with the first
 * vertices of their places, in file order, never with ones that were merged: noise cannot add up to a chain.
 */
export function createVertexTable(toDegrees: Transform, tolerance: number): VertexTable {
  const known = new Map<string, Position | undefined>();
  const cells = new Map<string, { readonly source: Position; readonly degrees: Position }[]>();
  const cellSize = tolerance * 100;
  let snapped = 0;

  function closeBy([x, y]: Position): Position | undefined {
    const nearest = { distance: tolerance, degrees: undefined as Position | undefined };
    for (const cell of cellsWithin([x, y], tolerance, cellSize))
      for (const candidate of cells.get(cell) ?? []) {
        const distance = Math.hypot(candidate.source[0] - x, candidate.source[1] - y);
        if (distance >= nearest.distance) continue;
        nearest.distance = distance;
        nearest.degrees = candidate.degrees;
      }
    return nearest.degrees;
  }

  function place(source: Position): Position | undefined {
    const neighbour = closeBy(source);
    if (neighbour) {
      snapped += 1;
      return neighbour;
    }
    const exact = toDegrees(source);
    if (!exact) return undefined;
    const degrees: Position = [
      Math.round(exact[0] * DECIMALS) / DECIMALS,
      Math.round(exact[1] * DECIMALS) / DECIMALS,
    ];
    const cell = cellOf(source[0], source[1], cellSize);
    const members = cells.get(cell);
    if (members) members.push({ source, degrees });
    else cells.set(cell, [{ source, degrees }]);
    return degrees;
  }

  return {
    degrees: (source) => {
      const name = `${source[0]} ${source[1]}`;
      if (!known.has(name)) known.set(name, place(source));
      return known.get(name);
    },
    snapped: () => snapped,
  };
}

function cellOf(x: number, y: number, size: number): string {
  return `${Math.floor(x / size)} ${Math.floor(y / size)}`;
}

/** Nearly always one cell; up to four where the point lies at a cell's edge. */
function cellsWithin([x, y]: Position, tolerance: number, size: number): Set<string> {
  return new Set([
    cellOf(x - tolerance, y - tolerance, size),
    cellOf(x + tolerance, y - tolerance, size),
    cellOf(x - tolerance, y + tolerance, size),
    cellOf(x + tolerance, y + tolerance, size),
  ]);
}

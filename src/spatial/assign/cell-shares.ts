/** How much of each grid cell belongs to which area: by its addresses, or by its surface. */
import type { AreaKey, Position, Ring } from '../../core/area.ts';
import type { Polygon } from '../../core/same-geometry.ts';
import { boxOf, signedArea } from '../polygons.ts';
import { cellAt, gridCellId, type Resolution } from './grid-cell.ts';

/** One part of a cell. `unit: null`: outside all areas. The weights of a cell's parts need not add up to 1. */
export interface CellShare {
  readonly cell: string;
  readonly unit: AreaKey | null;
  readonly weight: number;
}

export interface WeightedAddress {
  /** EPSG:3035 metres. */
  readonly east: number;
  readonly north: number;
  /** Null for addresses outside the county: without them a cell on its border would go to the county whole. */
  readonly unit: AreaKey | null;
  /** Residents, else dwellings, else 1. */
  readonly weight: number;
}

/** Shares by address (dasymetric): an address belongs to the cell of its coordinate. */
export function sharesByAddress(addresses: Iterable<WeightedAddress>, resolution: Resolution): CellShare[] {
  const sums = new Map<string, CellShare>();
  for (const { east, north, unit, weight } of addresses) {
    if (!(weight > 0)) continue;
    const cell = gridCellId(cellAt(east, north, resolution));
    const key = `${cell} ${unit ?? ''}`;
    sums.set(key, { cell, unit, weight: (sums.get(key)?.weight ?? 0) + weight });
  }
  return [...sums.values()];
}

export interface GridArea {
  readonly key: AreaKey;
  /** EPSG:3035 metres, rings closed; outer rings counter-clockwise, holes clockwise. */
  readonly polygons: readonly Polygon[];
}

/** Shares by surface in square metres, with the part of each cell that lies in no area. */
export function sharesByArea(areas: readonly GridArea[], resolution: Resolution): CellShare[] {
  const shares: CellShare[] = [];
  const covered = new Map<string, number>();
  for (const { key, polygons } of areas)
    for (const [cell, weight] of cellAreas(polygons, resolution)) {
      // Rounding leaves slivers of a few square millimetres in cells that only touch the area.
      if (weight < 1e-3) continue;
      shares.push({ cell, unit: key, weight });
      covered.set(cell, (covered.get(cell) ?? 0) + weight);
    }
  for (const [cell, weight] of covered) {
    const outside = resolution ** 2 - weight;
    if (outside > 1) shares.push({ cell, unit: null, weight: outside });
  }
  return shares;
}

/** Cuts each ring into rows of cells and each row into cells; holes count negative by their winding. */
function cellAreas(polygons: readonly Polygon[], resolution: Resolution): Map<string, number> {
  const sums = new Map<string, number>();
  for (const ring of polygons.flat())
    for (const row of slices(ring, 1, resolution))
      for (const piece of slices(row.ring, 0, resolution)) {
        const cell = gridCellId({ resolution, north: row.from, east: piece.from });
        sums.set(cell, (sums.get(cell) ?? 0) + signedArea(closed(piece.ring)));
      }
  return sums;
}

function* slices(ring: Ring, axis: 0 | 1, step: number): Generator<{ from: number; ring: Ring }> {
  const box = boxOf(ring);
  if (!box) return;
  const first = Math.floor(box[axis] / step) * step;
  let rest = ring;
  for (let from = first; from < box[axis + 2]! && rest.length > 0; from += step) {
    const slice = clip(rest, axis, { at: from + step, keep: 'below' });
    if (slice.length > 0) yield { from, ring: slice };
    rest = clip(rest, axis, { at: from + step, keep: 'above' });
  }
}

/** Cuts a ring at a line along an axis. A ring that falls apart stays one, with seams on the line: its area is right. */
function clip(ring: Ring, axis: 0 | 1, cut: { readonly at: number; readonly keep: 'below' | 'above' }): Ring {
  const sign = cut.keep === 'below' ? 1 : -1;
  const over = (point: Position) => sign * (point[axis] - cut.at);
  const kept: Position[] = [];
  for (let i = 0; i < ring.length; i += 1) {
    const a = ring[i] as Position;
    const b = (ring[i + 1] ?? ring[0]) as Position;
    const [fromA, fromB] = [over(a), over(b)];
    if (fromA <= 0) kept.push(a);
    if ((fromA < 0 && fromB > 0) || (fromA > 0 && fromB < 0)) kept.push(crossing(a, b, { axis, at: cut.at }));
  }
  return kept;
}

function crossing(a: Position, b: Position, { axis, at }: { axis: 0 | 1; at: number }): Position {
  const along = (at - a[axis]) / (b[axis] - a[axis]);
  const other = axis === 0 ? 1 : 0;
  const value = a[other] + along * (b[other] - a[other]);
  return axis === 0 ? [at, value] : [value, at];
}

function closed(ring: Ring): Ring {
  return ring[0] ? [...ring, ring[0]] : ring;
}

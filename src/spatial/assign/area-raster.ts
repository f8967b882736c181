/**
 * A raster over all areas that remembers what it was told. No border runs through most of its cells: all points of
 * such a cell lie in the same area, so the first answer is the answer for all of them.
 */
import type { Polygon } from '../../core/same-geometry.ts';
import type { Box } from '../polygons.ts';

export type FindArea = (x: number, y: number) => number;

/** As many cells as edges, within reason: more cost time to fill, fewer send more points the long way. */
const CELLS_PER_EDGE = 1;
const [FEWEST, MOST] = [16, 512];
const UNKNOWN = -2;
const BORDER = -3;

/** The same answers as `find`, which gives an index or -1. Points outside the box go to `find` as well. */
export function rasterised(find: FindArea, areas: readonly (readonly Polygon[])[], box: Box): FindArea {
  const [west, south, east, north] = box;
  const edges = areas.flat(2).reduce((sum, ring) => sum + ring.length, 0);
  const side = Math.min(MOST, Math.max(FEWEST, Math.ceil(Math.sqrt(edges * CELLS_PER_EDGE))));
  // Never decreasing in x and y: whatever lies between two cells lies between their points.
  const column = (x: number) => Math.min(side - 1, Math.floor(((x - west) / (east - west)) * side));
  const row = (y: number) => Math.min(side - 1, Math.floor(((y - south) / (north - south)) * side));
  const cells = new Int32Array(side * side).fill(UNKNOWN);
  for (const ring of areas.flat(2))
    for (let i = 0; i < ring.length; i += 1) {
      const [ax, ay] = ring[i] ?? [west, south];
      const [bx, by] = ring[i + 1] ?? ring[0] ?? [ax, ay];
      const [left, right] = [column(Math.min(ax, bx)), column(Math.max(ax, bx))];
      const last = row(Math.max(ay, by));
      for (let at = row(Math.min(ay, by)); at <= last; at += 1)
        cells.fill(BORDER, at * side + left, at * side + right + 1);
    }

  return (x, y) => {
    if (!(x >= west && x <= east && y >= south && y <= north)) return find(x, y);
    const cell = row(y) * side + column(x);
    const known = cells[cell] as number;
    if (known >= -1) return known;
    const found = find(x, y);
    if (known === UNKNOWN) cells[cell] = found;
    return found;
  };
}

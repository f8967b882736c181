/** Distance from a point to the borders of areas nearby. */
import Flatbush from 'flatbush';
import type { Polygon } from '../../core/same-geometry.ts';

export interface EdgeFinder {
  /** The nearest border within `reach` metres among the areas that `wanted` lets pass; ties go to the lowest index. */
  readonly nearest: (
    point: readonly [number, number],
    reach: number,
    wanted?: (area: number) => boolean,
  ) => { readonly area: number; readonly distance: number } | undefined;
}

export function edgeFinder(areas: readonly (readonly Polygon[])[]): EdgeFinder {
  const owners: number[] = [];
  const numbers: number[] = [];
  for (const [area, polygons] of areas.entries())
    for (const ring of polygons.flat())
      for (let i = 1; i < ring.length; i += 1) {
        const [a, b] = [ring[i - 1], ring[i]];
        if (!a || !b) continue;
        owners.push(area);
        numbers.push(a[0], a[1], b[0], b[1]);
      }
  if (owners.length === 0) return { nearest: () => undefined };
  const tree = new Flatbush(owners.length);
  for (let i = 0; i < numbers.length; i += 4) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = numbers.slice(i, i + 4);
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();

  return {
    nearest([x, y], reach, wanted) {
      let best: { area: number; distance: number } | undefined;
      for (const edge of tree.search(x - reach, y - reach, x + reach, y + reach)) {
        const area = owners[edge] ?? 0;
        if (wanted && !wanted(area)) continue;
        const distance = distanceToEdge(numbers, edge * 4, [x, y]);
        if (distance > reach) continue;
        if (!best || distance < best.distance || (distance === best.distance && area < best.area))
          best = { area, distance };
      }
      return best;
    },
  };
}

function distanceToEdge(numbers: readonly number[], at: number, [x, y]: readonly [number, number]): number {
  const [ax = 0, ay = 0, bx = 0, by = 0] = [numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

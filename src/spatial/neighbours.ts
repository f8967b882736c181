/** Which areas lie side by side: those whose borders share a stretch, told by its vertices. Touching in one corner is not enough. */
import type { EditionArea } from '../core/area.ts';
import { polygonsOf } from '../core/same-geometry.ts';

/** A stretch has at least two vertices. */
const STRETCH = 2;

/**
 * Keys of the neighbours by key. Borders that were drawn twice and do not match vertex by vertex are not recognised;
 * such areas have no neighbour here.
 */
export function neighboursOf(areas: readonly Pick<EditionArea, 'key' | 'geometry'>[]): Map<string, string[]> {
  const at = new Map<string, Set<string>>();
  for (const { key, geometry } of areas)
    for (const [x, y] of polygonsOf(geometry).flat(2)) {
      const vertex = `${x} ${y}`;
      const owners = at.get(vertex);
      if (owners) owners.add(key);
      else at.set(vertex, new Set([key]));
    }
  const common = new Map<string, Map<string, number>>(areas.map(({ key }) => [key, new Map()]));
  for (const owners of at.values()) {
    if (owners.size < 2) continue;
    for (const one of owners)
      for (const other of owners) {
        const shared = common.get(one);
        if (one !== other && shared) shared.set(other, (shared.get(other) ?? 0) + 1);
      }
  }
  return new Map(
    [...common].map(([key, shared]) => [
      key,
      [...shared].flatMap(([other, vertices]) => (vertices >= STRETCH ? [other] : [])).sort(),
    ]),
  );
}

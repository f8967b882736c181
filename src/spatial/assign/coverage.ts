/**
 * The areas of one level as a map to ask: in which area lies a point? Every point gets one answer at most, also on
 * a shared border and where areas overlap by a few square metres.
 */
import Flatbush from 'flatbush';
import type { AreaKey } from '../../core/area.ts';
import type { Polygon } from '../../core/same-geometry.ts';
import { boxOf } from '../polygons.ts';
import { rasterised } from './area-raster.ts';
import { edgeFinder, type EdgeFinder } from './edge-finder.ts';
import { slabIndex } from './slab-index.ts';

export interface CoverageArea {
  readonly key: AreaKey;
  /** AGS, where areas lie within a Gemeinde each. */
  readonly gemeinde?: string;
  /** Metres, EPSG:25832, rings closed. */
  readonly polygons: readonly Polygon[];
}

export interface Located {
  readonly unit: AreaKey;
  /** `nearest`: outside all areas, given to the nearest one. */
  readonly how: 'inside' | 'nearest';
  /** Within one metre of a border. */
  readonly nearEdge: boolean;
}

export interface Coverage {
  /** The area that holds the point; of overlapping ones that with the lowest key. No tolerance. */
  readonly unitAt: (x: number, y: number) => AreaKey | undefined;
  /**
   * The area for an address point. `gemeinde`: where the address is officially known to lie; its areas alone are
   * considered then, the nearest one up to 25 m away. Without it, only up to 1 m. Undefined: `boundary_point`.
   */
  readonly locate: (x: number, y: number, gemeinde?: string) => Located | undefined;
}

/** Nodes on the county's outer border lie in no area by the half-open rule. */
const NEAR_EDGE = 1;
const NEAREST_IN_GEMEINDE = 25;

export function createCoverage(areas: readonly CoverageArea[]): Coverage {
  const sorted = areas.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const find = areaFinder(sorted);
  // Only assignment asks for distances; finding the area alone must not pay for the index of all edges.
  let edges: EdgeFinder | undefined;
  const edgesOnce = () => (edges ??= edgeFinder(sorted.map(({ polygons }) => polygons)));

  return {
    unitAt: (x, y) => sorted[find(x, y)]?.key,
    locate(x, y, gemeinde) {
      const inside = sorted[find(x, y)];
      const isOwn = (area: CoverageArea | undefined) =>
        gemeinde === undefined || area?.gemeinde === undefined || area.gemeinde === gemeinde;
      if (inside && isOwn(inside)) {
        const nearEdge = edgesOnce().nearest([x, y], NEAR_EDGE) !== undefined;
        return { unit: inside.key, how: 'inside', nearEdge };
      }
      const reach = gemeinde === undefined ? NEAR_EDGE : NEAREST_IN_GEMEINDE;
      const nearest = edgesOnce().nearest([x, y], reach, (index) => isOwn(sorted[index]));
      const area = sorted[nearest?.area ?? -1];
      if (!nearest || !area) return undefined;
      return { unit: area.key, how: 'nearest', nearEdge: nearest.distance <= NEAR_EDGE };
    },
  };
}

/** Index of the area with the lowest key that holds the point, or -1. */
function areaFinder(sorted: readonly CoverageArea[]): (x: number, y: number) => number {
  const usable = sorted.flatMap(({ polygons }, index) => {
    const box = boxOf(polygons.flat(2));
    return box ? [{ index, box, inside: slabIndex(polygons) }] : [];
  });
  if (usable.length === 0) return () => -1;
  const boxes = new Flatbush(usable.length);
  for (const { box } of usable) boxes.add(...box);
  boxes.finish();

  const find = (x: number, y: number) => {
    let best = -1;
    for (const candidate of boxes.search(x, y, x, y)) {
      if (best >= 0 && candidate > best) continue;
      if (usable[candidate]?.inside(x, y)) best = candidate;
    }
    return usable[best]?.index ?? -1;
  };
  const all = [boxes.minX, boxes.minY, boxes.maxX, boxes.maxY] as const;
  return rasterised(
    find,
    sorted.map(({ polygons }) => polygons),
    all,
  );
}

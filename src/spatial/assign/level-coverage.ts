/** The areas of a level on a day as a map in metres, with the Gemeinde of each. */
import type { AreaKey, EditionArea } from '../../core/area.ts';
import { polygonsOf, type Polygon } from '../../core/same-geometry.ts';
import type { CoordinateSystems } from '../crs.ts';
import { toMetric } from '../to-metric.ts';
import { createCoverage, type Coverage } from './coverage.ts';
import type { GridArea } from './cell-shares.ts';
import { gridProjection, polygonsToGrid } from './grid-projection.ts';

/** The published geometry has 7 decimals (7 mm); neighbours share their points, so no gap opens between them. */
export function levelCoverage(
  areas: readonly EditionArea[],
  gemeindeOf: ReadonlyMap<string, string>,
  systems: CoordinateSystems,
): Coverage {
  return createCoverage(
    areas.map(({ key, geometry }) => {
      const gemeinde = gemeindeOf.get(key);
      const polygons = metricPolygons(geometry, systems);
      return { key, polygons, ...(gemeinde === undefined ? {} : { gemeinde }) };
    }),
  );
}

/** The same areas in the metres of the census grid. */
export function gridAreas(areas: readonly EditionArea[], systems: CoordinateSystems): readonly GridArea[] {
  const toGrid = gridProjection();
  return areas.map(({ key, geometry }): { key: AreaKey; polygons: readonly Polygon[] } => ({
    key,
    polygons: polygonsToGrid(metricPolygons(geometry, systems), toGrid),
  }));
}

function metricPolygons(geometry: EditionArea['geometry'], systems: CoordinateSystems): readonly Polygon[] {
  const toMetres = systems.toMetres({ kind: 'registered', code: 4326, axes: 'east-north' });
  return toMetric(polygonsOf(geometry), toMetres);
}

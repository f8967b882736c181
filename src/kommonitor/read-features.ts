/** The areas of a spatial unit from KomMonitor's GeoJSON, all versions. Members with null are left out there. */
import { z } from 'zod';
import { areaKey, type Position } from '../core/area.ts';
import type { UnitFeature } from '../sync/target.ts';
import { dayShape, textShape } from './shapes.ts';

/** Seven decimals, about 7 mm: the precision of our own geometry; the server writes 13. */
const DECIMALS = 1e7;

const positionShape = z.array(z.number()).min(2).transform(position);
const ringShape = z.array(positionShape).min(4);
const geometryShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ringShape).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringShape).min(1)).min(1) }),
]);

const featureShape = z
  .object({
    geometry: geometryShape,
    properties: z.object({
      ID: z.string(),
      NAME: textShape,
      validStartDate: dayShape,
      validEndDate: dayShape.nullish(),
    }),
  })
  .transform(({ geometry, properties }): UnitFeature => {
    return {
      key: areaKey(properties.ID),
      name: properties.NAME,
      geometry,
      validity: { from: properties.validStartDate, to: properties.validEndDate ?? null },
    };
  });

export const featuresShape = z
  .object({ type: z.literal('FeatureCollection'), features: z.array(featureShape) })
  .transform(({ features }): readonly UnitFeature[] => features);

function position(numbers: number[]): Position {
  return [rounded(numbers[0]), rounded(numbers[1])];
}

function rounded(degrees: number | undefined): number {
  return Math.round((degrees ?? Number.NaN) * DECIMALS) / DECIMALS;
}

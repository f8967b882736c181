/** Spatial units as KomMonitor lists them. */
import { z } from 'zod';
import type { TargetUnit } from '../sync/target.ts';
import { accessMembers, accessOf, metadataShape, nullableText } from './shapes.ts';

/** What the server takes for granted, whatever the stored number says (contract, 2.5). */
const WGS84 = 4326;

const unitMembers = z.object({
  spatialUnitId: z.string(),
  spatialUnitLevel: z.string(),
  metadata: metadataShape,
  nextLowerHierarchyLevel: nullableText,
  nextUpperHierarchyLevel: nullableText,
  availablePeriodsOfValidity: z.array(z.unknown()).nullish(),
  isOutlineLayer: z.boolean().nullish(),
  outlineColor: nullableText,
  outlineWidth: z.number().nullish(),
  outlineDashArrayString: nullableText,
  ...accessMembers,
});

export interface ListedUnit {
  readonly unit: TargetUnit;
  /** The unit holds no feature at all. */
  readonly empty: boolean;
}

export const unitsShape = z.array(unitMembers.transform(listedUnit));

function listedUnit(stored: z.output<typeof unitMembers>): ListedUnit {
  const unit: TargetUnit = {
    id: stored.spatialUnitId,
    name: stored.spatialUnitLevel,
    metadata: stored.metadata.metadata,
    lastUpdate: stored.metadata.lastUpdate,
    sridEPSG: stored.metadata.sridEPSG ?? WGS84,
    lower: stored.nextLowerHierarchyLevel,
    upper: stored.nextUpperHierarchyLevel,
    outline: {
      isOutlineLayer: stored.isOutlineLayer ?? false,
      color: stored.outlineColor,
      width: stored.outlineWidth ?? null,
      dashArray: stored.outlineDashArrayString,
    },
    access: accessOf(stored),
  };
  return { unit, empty: stored.availablePeriodsOfValidity?.length === 0 };
}

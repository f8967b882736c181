/** An indicator as lists and single calls show it (contract 1.5.3). */
import { levelsOn, type Caller } from './access.ts';
import { REFERENCE_MEMBERS } from './assumptions.ts';
import type { SimulatorState, StoredIndicator, StoredReference } from './state.ts';

export interface OverviewOptions {
  /** Undefined: the answer to POST, which does not tell the caller's levels. */
  readonly caller: Caller | null | undefined;
  /** What stands for "no references": null in lists, the empty list in single answers. */
  readonly noReferences: null | [];
}

export function indicatorOverview(
  state: SimulatorState,
  indicator: StoredIndicator,
  { caller, noReferences }: OverviewOptions,
) {
  const references = {
    indicators: shown(indicator.indicatorReferences, state.indicators, REFERENCE_MEMBERS.indicator),
    georesources: shown(indicator.georesourceReferences, state.georesources, REFERENCE_MEMBERS.georesource),
  };
  return {
    indicatorId: indicator.id,
    indicatorName: indicator.name,
    abbreviation: indicator.abbreviation,
    characteristicValue: indicator.characteristicValue,
    indicatorType: indicator.indicatorType,
    creationType: indicator.creationType,
    unit: indicator.unit,
    interpretation: indicator.interpretation,
    processDescription: indicator.processDescription,
    precision: indicator.precision,
    tags: indicator.tags,
    topicReference: indicator.topicReference,
    displayOrder: indicator.displayOrder,
    referenceDateNote: indicator.referenceDateNote,
    isHeadlineIndicator: indicator.isHeadlineIndicator,
    lowestSpatialUnitForComputation: indicator.lowestSpatialUnitForComputation,
    metadata: indicator.metadata,
    defaultClassificationMapping: indicator.classification,
    regionalReferenceValues: indicator.regionalReferenceValues,
    applicableDates: indicator.dates,
    applicableSpatialUnits: indicator.links.map((link) => ({
      spatialUnitId: link.unitId,
      spatialUnitName: link.unitName,
      permissions: link.permissions,
      ownerId: link.ownerId,
      isPublic: link.isPublic,
      userPermissions: null,
    })),
    ogcServices: [],
    referencedIndicators: references.indicators.length > 0 ? references.indicators : noReferences,
    referencedGeoresources: references.georesources.length > 0 ? references.georesources : noReferences,
    permissions: indicator.permissions,
    ownerId: indicator.ownerId,
    isPublic: indicator.isPublic,
    userPermissions: caller === undefined ? null : levelsOn(state, caller, indicator),
  };
}

function shown(
  references: readonly StoredReference[],
  datasets: readonly { readonly id: string; readonly name: string }[],
  [idMember, nameMember, descriptionMember]: readonly [string, string, string],
): Record<string, string | null>[] {
  return references.map((reference) => ({
    [idMember]: reference.id,
    [nameMember]: datasets.find((dataset) => dataset.id === reference.id)?.name ?? null,
    [descriptionMember]: reference.description,
  }));
}

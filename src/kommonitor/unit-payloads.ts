/** Bodies of the requests that write spatial units: complete, because PATCH replaces, and without unknown members. */
import type { DatasetMetadata } from '../core/indicator.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Access, FeatureUpload, UnitDescription } from '../sync/target.ts';
import { checkKeys, checkName, checkRequiredName, LONGEST_GEOJSON, notSendable } from './sendable.ts';

export function unitPost(
  unit: UnitDescription,
  access: Access,
  upload: Omit<FeatureUpload, 'partial'>,
  lastUpdate: ReferenceDate,
): unknown {
  checkRequiredName(unit.name, 'Der Name der Raumeinheit');
  return {
    spatialUnitLevel: unit.name,
    ...unitMembers(unit, lastUpdate),
    permissions: access.permissions,
    ownerId: access.ownerId,
    isPublic: access.isPublic,
    periodOfValidity: { startDate: upload.validFrom, endDate: null },
    geoJsonString: geoJson(upload.features),
  };
}

export function unitPut(upload: FeatureUpload): unknown {
  return {
    geoJsonString: geoJson(upload.features),
    periodOfValidity: { startDate: upload.validFrom, endDate: null },
    isPartialUpdate: upload.partial,
  };
}

export function unitPatch(unit: UnitDescription, lastUpdate: ReferenceDate): unknown {
  checkRequiredName(unit.name, 'Der Name der Raumeinheit');
  return { datasetName: unit.name, ...unitMembers(unit, lastUpdate) };
}

/** The member order of CommonMetadataType does not matter; that all of them are there does. */
export function commonMetadata(
  metadata: DatasetMetadata,
  lastUpdate: ReferenceDate,
  sridEPSG: number,
): unknown {
  const { contact, datasource, description, updateInterval, databasis, note, literature } = metadata;
  return {
    contact,
    datasource,
    description,
    updateInterval,
    databasis,
    note,
    literature,
    lastUpdate,
    sridEPSG,
  };
}

function unitMembers(unit: UnitDescription, lastUpdate: ReferenceDate): object {
  return {
    metadata: commonMetadata(unit.metadata, lastUpdate, unit.sridEPSG),
    nextLowerHierarchyLevel: unit.lower,
    nextUpperHierarchyLevel: unit.upper,
    isOutlineLayer: unit.outline.isOutlineLayer,
    outlineColor: unit.outline.color,
    outlineWidth: unit.outline.width,
    outlineDashArrayString: unit.outline.dashArray,
  };
}

/**
 * FeatureCollection as text: keys and names as strings, no `crs`, the same two properties everywhere
 * (contract, 2.5: anything else makes the server see every feature as changed).
 */
function geoJson(features: FeatureUpload['features']): string {
  if (features.length === 0)
    throw notSendable('Die Raumeinheit enthält keine Fläche.', 'Prüfen Sie die Geometrie-Lieferung.');
  checkKeys(features.map((feature) => feature.key));
  for (const feature of features) checkName(feature.name, `Der Name der Fläche „${feature.key}“`);
  const text = JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ key, name, geometry }) => ({
      type: 'Feature',
      properties: { ID: key, NAME: name },
      geometry: { type: geometry.type, coordinates: geometry.coordinates },
    })),
  });
  if (text.length > LONGEST_GEOJSON) {
    throw notSendable(
      'Die Geometrie der Raumeinheit ist für KomMonitor zu groß (über 20 Millionen Zeichen).',
      'Vereinfachen Sie die Geometrie vor der Lieferung.',
    );
  }
  return text;
}

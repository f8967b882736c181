/** Georesources (contract 1.10): the same feature store as spatial units, with markers instead of a hierarchy. */
import { levelsOn, type Caller } from './access.ts';
import type { georesourcePatch, georesourcePost } from './bodies.ts';
import type { Decoded } from './decode.ts';
import { fitting, needed, plainException } from './failure.ts';
import { newFeatureTable, periodsOf } from './feature-table.ts';
import { readCollection } from './geojson.ts';
import { guardOf, periodOf, spatialMetadataOf, today } from './inputs.ts';
import { newId, type Scalar, type SimulatorState, type StoredGeoresource } from './state.ts';
import { mandantName } from './units.ts';
import { fillTable } from './versioning.ts';

type Sent = Decoded<typeof georesourcePost>;

export function createGeoresource(state: SimulatorState, sent: Sent, now: Date): StoredGeoresource {
  const twin = state.georesources.find((resource) => resource.name === sent.datasetName);
  if (twin) {
    const mandant = mandantName(state, twin.ownerId);
    throw plainException(`Eine Georessource "${twin.name}" gibt es beim Mandanten "${mandant}" schon.`);
  }
  const resource: StoredGeoresource = {
    id: '',
    name: fitting(needed(sent.datasetName, 'datasetName'), 'datasetName'),
    metadata: metadataOf(sent, now),
    ...guardOf(state, sent),
    style: styleOf(sent),
    jsonSchema: sent.jsonSchema,
    features: newFeatureTable(state, 'GEORESOURCE'),
  };
  fillTable(resource.features, readCollection(sent.geoJsonString, periodOf(sent.periodOfValidity)));
  resource.id = newId(state);
  state.georesources.push(resource);
  return resource;
}

export function patchGeoresource(
  resource: StoredGeoresource,
  sent: Decoded<typeof georesourcePatch>,
  now: Date,
): void {
  const metadata = metadataOf(sent, now);
  resource.name = fitting(needed(sent.datasetName, 'datasetName'), 'datasetName');
  resource.metadata = metadata;
  resource.style = styleOf(sent);
}

export function deleteGeoresource(state: SimulatorState, resource: StoredGeoresource): void {
  state.georesources = state.georesources.filter((other) => other !== resource);
  for (const indicator of state.indicators)
    indicator.georesourceReferences = indicator.georesourceReferences.filter(({ id }) => id !== resource.id);
}

export function georesourceOverview(
  state: SimulatorState,
  resource: StoredGeoresource,
  caller: Caller | null | undefined,
) {
  return {
    georesourceId: resource.id,
    datasetName: resource.name,
    metadata: resource.metadata,
    availablePeriodsOfValidity: periodsOf(resource.features),
    permissions: resource.permissions,
    ownerId: resource.ownerId,
    isPublic: resource.isPublic,
    userPermissions: caller === undefined ? null : levelsOn(state, caller, resource),
    wmsUrl: '',
    wfsUrl: '',
    ...resource.style,
  };
}

/** The submitted `lastUpdate` must be there and is ignored: the real server's condition is inverted. */
function metadataOf(sent: Pick<Sent, 'metadata'>, now: Date) {
  return { ...spatialMetadataOf(sent.metadata), lastUpdate: today(now) };
}

function styleOf(sent: Decoded<typeof georesourcePatch>): Record<string, Scalar> {
  return {
    isPOI: sent.isPOI ?? false,
    isLOI: sent.isLOI ?? false,
    isAOI: sent.isAOI ?? false,
    topicReference: sent.topicReference,
    poiMarkerStyle: sent.poiMarkerStyle,
    poiMarkerText: sent.poiMarkerText,
    poiMarkerColor: sent.poiMarkerColor,
    poiSymbolColor: sent.poiSymbolColor,
    poiSymbolBootstrap3Name: sent.poiSymbolBootstrap3Name,
    loiColor: sent.loiColor,
    loiWidth: sent.loiWidth ?? 3,
    loiDashArrayString: sent.loiDashArrayString,
    aoiColor: sent.aoiColor,
  };
}

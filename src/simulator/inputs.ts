/**
 * From a decoded body to what is stored: the members that units, georesources and indicators share, with
 * the failures that missing ones cause in the real server (contract 1.4.1, 3.2).
 */
import type { ReferenceDate } from '../core/reference-date.ts';
import type { FeaturesPut, SentMetadata, SentPeriod } from './bodies.ts';
import { needed, notFound } from './failure.ts';
import { readCollection, type Period } from './geojson.ts';
import type { Guarded, SimulatorState, StoredMetadata } from './state.ts';
import type { FeatureUpload } from './versioning.ts';

/** `lastUpdate` is said to be optional and is not. */
export function metadataOf(sent: SentMetadata): StoredMetadata {
  const metadata = needed(sent, 'metadata');
  return { ...metadata, lastUpdate: needed(metadata.lastUpdate, 'lastUpdate') };
}

/** Metadata of spatial data, which need the number of their reference system as well. */
export function spatialMetadataOf(sent: SentMetadata): StoredMetadata {
  const metadata = metadataOf(sent);
  return { ...metadata, sridEPSG: needed(metadata.sridEPSG, 'sridEPSG') };
}

export function periodOf(sent: SentPeriod): Period {
  const period = needed(sent, 'periodOfValidity');
  return { start: needed(period.startDate, 'startDate'), end: period.endDate };
}

export interface SentGuard {
  readonly ownerId: string | null;
  readonly permissions: (string | null)[] | null;
  readonly isPublic: boolean | null;
}

export function guardOf(state: SimulatorState, sent: SentGuard): Guarded {
  return {
    permissions: permissionIds(state, sent.permissions),
    ownerId: ownerOf(state, sent.ownerId),
    isPublic: needed(sent.isPublic, 'isPublic'),
  };
}

export function ownerOf(state: SimulatorState, ownerId: string | null): string {
  const owner = state.organizationalUnits.find((unit) => unit.id === ownerId);
  if (!owner) throw notFound(`organizationalUnit ${ownerId ?? 'null'}`);
  return owner.id;
}

/** Stored as a set; one unknown id fails all. */
export function permissionIds(state: SimulatorState, sent: (string | null)[] | null): string[] {
  const known = new Set(state.organizationalUnits.flatMap((unit) => unit.permissions.map(({ id }) => id)));
  const ids = needed(sent, 'permissions').map((id) => {
    if (id === null || !known.has(id)) throw notFound(`permission ${id ?? 'null'}`);
    return id;
  });
  return [...new Set(ids)];
}

/** Checks in the order of the server: a missing `isPartialUpdate` fails before anything is read. */
export function featureUploadOf(sent: FeaturesPut, interruptAfter: number | undefined): FeatureUpload {
  const partial = needed(sent.isPartialUpdate, 'isPartialUpdate');
  const period = periodOf(sent.periodOfValidity);
  return { partial, period, collection: readCollection(sent.geoJsonString, period), interruptAfter };
}

export function today(now: Date): ReferenceDate {
  return now.toISOString().slice(0, 10) as ReferenceDate;
}

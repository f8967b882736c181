/**
 * Everything the simulator remembers, as plain JSON: what a dump holds and what a restart loads.
 * Clients, keys and tokens are not in it; they belong to the process.
 */
import { sha256 } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

/** Owner, permission ids and the public flag: units, indicators and links each have their own. */
export interface Guarded {
  ownerId: string;
  permissions: string[];
  isPublic: boolean;
}

export interface StoredMetadata {
  contact: string | null;
  datasource: string | null;
  description: string | null;
  updateInterval: string | null;
  lastUpdate: ReferenceDate;
  sridEPSG: number | null;
  databasis: string | null;
  note: string | null;
  literature: string | null;
}

export type Scalar = string | number | boolean | null;
export type Coordinates = number | Coordinates[];
export interface Geometry {
  type: string;
  coordinates?: Coordinates[];
  geometries?: Geometry[];
}

export type ColumnType = 'text' | 'number' | 'boolean';

/** One version of one area: a row of a feature table. */
export interface FeatureRow {
  fid: number;
  id: string | null;
  name: string | null;
  /** Custom columns by name. */
  properties: Record<string, Scalar>;
  start: ReferenceDate;
  end: ReferenceDate | null;
  arisenFrom: string | null;
  geometry: Geometry | null;
}

export interface FeatureTable {
  /** `SPATIAL_UNIT_0`: also the beginning of the feature ids. */
  table: string;
  nextFid: number;
  columns: { name: string; type: ColumnType }[];
  rows: FeatureRow[];
}

export interface StoredUnit extends Guarded {
  id: string;
  name: string;
  metadata: StoredMetadata;
  lower: string | null;
  upper: string | null;
  isOutlineLayer: boolean;
  outlineColor: string | null;
  outlineWidth: number | null;
  outlineDashArrayString: string | null;
  jsonSchema: string | null;
  features: FeatureTable;
}

export interface StoredGeoresource extends Guarded {
  id: string;
  name: string;
  metadata: StoredMetadata;
  /** Marker and line settings as sent. */
  style: Record<string, Scalar>;
  jsonSchema: string | null;
  features: FeatureTable;
}

/** `values` runs parallel to the table's `dates`; every number is a float32. */
export interface ValueRow {
  fid: number;
  id: string;
  values: (number | null)[];
}

export interface ValueTable {
  /** Number n of `INDICATOR_n_VALUES` and `INDICATOR_n_VIEW`. */
  number: number;
  nextFid: number;
  dates: ReferenceDate[];
  /** Columns ever made, dropped ones included. */
  columnsMade: number;
  rows: ValueRow[];
}

export interface StoredLink extends Guarded {
  id: string;
  unitId: string;
  unitName: string;
  values: ValueTable;
}

export interface StoredReference {
  id: string;
  description: string | null;
}

export interface StoredClassification {
  colorBrewerSchemeName: string | null;
  numClasses: number;
  classificationMethod: string | null;
  items: { spatialUnitId: string | null; breaks: number[] }[];
}

/** The members that POST and PATCH write alike. */
export interface IndicatorContent {
  name: string;
  characteristicValue: string | null;
  abbreviation: string | null;
  indicatorType: string | null;
  creationType: string;
  unit: string | null;
  topicReference: string | null;
  interpretation: string | null;
  processDescription: string | null;
  isHeadlineIndicator: boolean;
  tags: string[];
  precision: number | null;
  referenceDateNote: string | null;
  lowestSpatialUnitForComputation: string | null;
  metadata: StoredMetadata;
}

export interface StoredIndicator extends IndicatorContent, Guarded {
  id: string;
  displayOrder: number;
  classification: StoredClassification;
  regionalReferenceValues: Record<string, string | number | null>[];
  indicatorReferences: StoredReference[];
  georesourceReferences: StoredReference[];
  /** One list per indicator, whatever unit has the date. */
  dates: ReferenceDate[];
  links: StoredLink[];
}

export interface StoredTopic {
  id: string;
  name: string | null;
  description: string | null;
  type: string | null;
  resource: string | null;
  displayOrder: number;
  /** Null for main topics and for sub topics that were detached. */
  parentId: string | null;
}

export type Level = 'creator' | 'editor' | 'viewer';

export interface StoredOrganizationalUnit {
  id: string;
  keycloakId: string;
  name: string;
  mandant: boolean;
  mandantId: string | null;
  parentId: string | null;
  contact: string;
  description: string | null;
  permissions: { id: string; level: Level; type: 'resources' | 'themes' | 'users' }[];
  /** Which roles of this unit which groups hold. */
  delegates: { organizationalUnitId: string; adminRoles: string[] }[];
}

export const CHANGE_KINDS = [
  'access-control',
  'georesources',
  'indicators',
  'process-scripts',
  'spatial-units',
  'topics',
  'web-services',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface SimulatorState {
  version: 1;
  nextId: number;
  units: StoredUnit[];
  georesources: StoredGeoresource[];
  indicators: StoredIndicator[];
  topics: StoredTopic[];
  organizationalUnits: StoredOrganizationalUnit[];
  /** Numbers of value tables left behind by failed first uploads. */
  leakedTables: number[];
  lastModification: Record<ChangeKind, string | null>;
}

export function emptyState(now: Date): SimulatorState {
  const stamps = CHANGE_KINDS.map((kind) => [kind, kind === 'web-services' ? null : now.toISOString()]);
  return {
    version: 1,
    nextId: 1,
    units: [],
    georesources: [],
    indicators: [],
    topics: [],
    organizationalUnits: [],
    leakedTables: [],
    lastModification: Object.fromEntries(stamps) as Record<ChangeKind, string | null>,
  };
}

/** The next id: a UUID that depends on nothing but how many were made before, so that runs can be repeated. */
export function newId(state: SimulatorState): string {
  const hex = sha256(`kommonitor-simulator:${state.nextId}`);
  state.nextId += 1;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `web-services` is never told (contract 1.9). */
export function touch(state: SimulatorState, kind: ChangeKind, now: Date): void {
  if (kind !== 'web-services') state.lastModification[kind] = now.toISOString();
}

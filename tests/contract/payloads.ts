/** The bodies of the contract's section 3.5 with the suite's own values, and short ways to send them. */
import type { Contract, Reply } from './support.ts';

export interface FeatureInput {
  id: string;
  name?: string;
  /** West edge of the square, in degrees. */
  at?: number;
  start?: string;
  end?: string;
}

export function square(at: number): object {
  const [west, east, south, north] = [at, at + 0.01, 51.5, 51.51];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

export function geoJson(features: readonly FeatureInput[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ id, name = `Name ${id}`, at = 7.1, start, end }) => ({
      type: 'Feature',
      properties: { ID: id, NAME: name, validStartDate: start, validEndDate: end },
      geometry: square(at),
    })),
  });
}

export const TWO_AREAS: readonly FeatureInput[] = [
  { id: 'Q01', name: 'Hafen', at: 7.1 },
  { id: 'Q02', name: 'Altstadt', at: 7.11 },
];

const metadata = {
  contact: 'statistik@example.org',
  datasource: 'Amt für Statistik',
  description: 'Vertragsprüfung',
  lastUpdate: '2025-01-15',
  sridEPSG: 4326,
  updateInterval: 'YEARLY',
};

/** Neighbours that no other unit has, so that a real instance's chain is not rewired. */
export function unitBody(contract: Contract, name: string, features: readonly FeatureInput[] = TWO_AREAS) {
  return {
    spatialUnitLevel: contract.name(name),
    permissions: [contract.owner.viewer],
    ownerId: contract.owner.id,
    isPublic: true,
    nextLowerHierarchyLevel: contract.name(`${name} below`) as string | null,
    nextUpperHierarchyLevel: contract.name(`${name} above`) as string | null,
    isOutlineLayer: false,
    periodOfValidity: { startDate: '2020-01-01', endDate: null },
    metadata,
    geoJsonString: geoJson(features),
  };
}

export function unitPatchBody(contract: Contract, name: string) {
  return {
    datasetName: contract.name(name),
    metadata: { ...metadata, lastUpdate: '2026-01-10' },
    nextLowerHierarchyLevel: contract.name(`${name} below`),
    nextUpperHierarchyLevel: contract.name(`${name} above`),
  };
}

export function featuresBody(features: readonly FeatureInput[], startDate: string, isPartialUpdate = true) {
  return {
    isPartialUpdate,
    periodOfValidity: { startDate, endDate: null },
    geoJsonString: geoJson(features),
  };
}

const indicatorContent = {
  characteristicValue: 'gesamt',
  abbreviation: 'EW',
  indicatorType: 'STATUS_ABSOLUTE',
  creationType: 'INSERTION',
  unit: 'Einwohner',
  interpretation: '',
  processDescription: 'Melderegister',
  isHeadlineIndicator: false,
  tags: ['Demografie'],
  topicReference: 'kein-thema',
  precision: 0,
  refrencesToOtherIndicators: [],
  refrencesToGeoresources: [],
  metadata,
  defaultClassificationMapping: {
    colorBrewerSchemeName: 'Blues',
    numClasses: 5,
    classificationMethod: 'JENKS',
    items: [],
  },
};

export function indicatorBody(contract: Contract, name: string) {
  const { id, viewer } = contract.owner;
  return {
    ...indicatorContent,
    datasetName: contract.name(name),
    isPublic: true,
    ownerId: id,
    permissions: [viewer],
  };
}

export function indicatorPatchBody(contract: Contract, name: string) {
  return {
    ...indicatorContent,
    datasetName: contract.name(name),
    interpretation: 'Zahl der Personen',
    isHeadlineIndicator: true,
    displayOrder: 3,
    regionalReferenceValues: [
      { referenceDate: '2024-12-31', regionalSum: 6995, regionalAverage: null, spatiallyUnassignable: null },
    ],
    metadata: { ...metadata, lastUpdate: '2026-01-10' },
  };
}

type Values = Readonly<Record<string, number | string | null>>;

/** `rows`: key and its values by date; a key may come twice. */
export function valuesBody(contract: Contract, unit: string, rows: readonly (readonly [string, Values])[]) {
  return {
    applicableSpatialUnit: contract.name(unit),
    permissions: [contract.owner.viewer],
    ownerId: contract.owner.id,
    isPublic: true,
    indicatorValues: rows.map(([spatialReferenceKey, values]) => ({
      spatialReferenceKey,
      valueMapping: Object.entries(values).map(([timestamp, indicatorValue]) => ({
        timestamp,
        indicatorValue,
      })),
    })),
  };
}

/** The id of a new unit. */
export async function createUnit(
  contract: Contract,
  name: string,
  features: readonly FeatureInput[] = TWO_AREAS,
): Promise<string> {
  const reply = await contract.request('POST', '/spatial-units', {
    body: unitBody(contract, name, features),
  });
  if (reply.status !== 201 || reply.location === null) throw new Error(`unit ${name}: ${reply.text}`);
  return reply.location;
}

/** The id of a new indicator. */
export async function createIndicator(contract: Contract, name: string): Promise<string> {
  const reply = await contract.request('POST', '/indicators', { body: indicatorBody(contract, name) });
  if (reply.status !== 201 || reply.location === null) throw new Error(`indicator ${name}: ${reply.text}`);
  return reply.location;
}

export type FlatRow = Readonly<Record<string, string | null>>;

/** The rows of `/without-geometry`. */
export async function readRows(contract: Contract, indicator: string, unit: string): Promise<FlatRow[]> {
  const reply = await contract.request('GET', `/indicators/${indicator}/${unit}/without-geometry`);
  return reply.json() as FlatRow[];
}

export interface Overview {
  readonly applicableDates: string[];
  readonly applicableSpatialUnits: Record<string, unknown>[];
  readonly [member: string]: unknown;
}

export async function readIndicator(contract: Contract, indicator: string): Promise<Overview> {
  return (await contract.request('GET', `/indicators/${indicator}`)).object() as unknown as Overview;
}

export interface Feature {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | number | undefined>>;
  readonly geometry: object;
}

export function featuresOf(reply: Reply): readonly Feature[] {
  return (reply.json() as { features: Feature[] }).features;
}

/** `ID start..end` of all versions, sorted. */
export async function readVersions(contract: Contract, unit: string): Promise<string[]> {
  const reply = await contract.request('GET', `/spatial-units/${unit}/allFeatures`);
  return featuresOf(reply)
    .map(({ properties: p }) => `${p['ID']} ${p['validStartDate']}..${p['validEndDate'] ?? ''}`)
    .sort();
}

/** Spatial units: creation, metadata, deletion and what they look like from outside (contract 1.4, 2.8, 2.9). */
import { levelsOn, lineOf, type Caller } from './access.ts';
import { NAME_TWINS_FAIL, NULL_NEIGHBOUR_MATCHES_NULL } from './assumptions.ts';
import type { unitPatch, unitPost } from './bodies.ts';
import type { Decoded } from './decode.ts';
import { fitting, needed, notUnique, nullPointer, plainException } from './failure.ts';
import { newFeatureTable, periodsOf } from './feature-table.ts';
import { readCollection } from './geojson.ts';
import { guardOf, periodOf, spatialMetadataOf } from './inputs.ts';
import { newId, type SimulatorState, type StoredUnit } from './state.ts';
import { fillTable } from './versioning.ts';

/** The unit of that name, or undefined; several of one name are an error. */
export function unitByName(state: SimulatorState, name: string | null): StoredUnit | undefined {
  const found = state.units.filter((unit) => unit.name === name);
  if (found.length > 1 && NAME_TWINS_FAIL) throw notUnique(`${found.length} results for one name`);
  return found[0];
}

export function createUnit(state: SimulatorState, sent: Decoded<typeof unitPost>): StoredUnit {
  refuseDuplicate(state, sent.spatialUnitLevel);
  const name = fitting(needed(sent.spatialUnitLevel, 'spatialUnitLevel'), 'name');
  const period = periodOf(sent.periodOfValidity);
  const unit: StoredUnit = {
    id: '',
    name,
    metadata: spatialMetadataOf(sent.metadata),
    ...guardOf(state, sent),
    lower: sent.nextLowerHierarchyLevel,
    upper: sent.nextUpperHierarchyLevel,
    isOutlineLayer: needed(sent.isOutlineLayer, 'isOutlineLayer'),
    outlineColor: sent.outlineColor,
    outlineWidth: sent.outlineWidth === null ? null : Math.trunc(sent.outlineWidth),
    outlineDashArrayString: sent.outlineDashArrayString,
    jsonSchema: sent.jsonSchema,
    features: newFeatureTable(state, 'SPATIAL_UNIT'),
  };
  fillTable(unit.features, readCollection(sent.geoJsonString, period));
  unit.id = newId(state);
  insertIntoChain(state, unit);
  state.units.push(unit);
  return unit;
}

/** Replaces all metadata. Answers whether the unit was renamed, which also changes the indicators' links. */
export function patchUnit(state: SimulatorState, unit: StoredUnit, sent: Decoded<typeof unitPatch>): boolean {
  const name = fitting(needed(sent.datasetName, 'datasetName'), 'name');
  const metadata = spatialMetadataOf(sent.metadata);
  const isOutlineLayer = needed(sent.isOutlineLayer, 'isOutlineLayer');
  const oldName = unit.name;
  Object.assign(unit, {
    name,
    metadata,
    isOutlineLayer,
    lower: sent.nextLowerHierarchyLevel,
    upper: sent.nextUpperHierarchyLevel,
    outlineColor: sent.outlineColor,
    outlineWidth: sent.outlineWidth === null ? unit.outlineWidth : Math.trunc(sent.outlineWidth),
    outlineDashArrayString: sent.outlineDashArrayString,
  });
  if (name === oldName) return false;
  repoint(state, unit, { from: oldName, lower: name, upper: name });
  for (const indicator of state.indicators)
    for (const link of indicator.links) if (link.unitId === unit.id) link.unitName = name;
  return true;
}

/** Drops the features and every indicator's values; neighbours inherit the pointers. */
export function deleteUnit(state: SimulatorState, unit: StoredUnit): void {
  state.units = state.units.filter((other) => other !== unit);
  repoint(state, unit, { from: unit.name, lower: unit.lower, upper: unit.upper });
  for (const indicator of state.indicators)
    indicator.links = indicator.links.filter((link) => link.unitId !== unit.id);
}

/** `caller` undefined: the answer to POST, which does not tell the caller's levels. */
export function unitOverview(state: SimulatorState, unit: StoredUnit, caller: Caller | null | undefined) {
  return {
    spatialUnitId: unit.id,
    spatialUnitLevel: unit.name,
    metadata: unit.metadata,
    nextLowerHierarchyLevel: unit.lower,
    nextUpperHierarchyLevel: unit.upper,
    availablePeriodsOfValidity: periodsOf(unit.features),
    permissions: unit.permissions,
    ownerId: unit.ownerId,
    isPublic: unit.isPublic,
    userPermissions: caller === undefined ? null : levelsOn(state, caller, unit),
    wmsUrl: '',
    wfsUrl: '',
    isOutlineLayer: unit.isOutlineLayer,
    outlineColor: unit.outlineColor,
    outlineWidth: unit.outlineWidth ?? 3,
    outlineDashArrayString: unit.outlineDashArrayString,
  };
}

/** From the top of the chain down; the order of creation where the units do not form one chain. */
export function alongChain(units: readonly StoredUnit[]): readonly StoredUnit[] {
  const chain: StoredUnit[] = [];
  let next = units.find((unit) => unit.upper === null);
  while (next && !chain.includes(next)) {
    const lower: string | null = next.lower;
    chain.push(next);
    next = units.find((unit) => unit.name === lower);
  }
  return chain.length === units.length ? chain : units;
}

function refuseDuplicate(state: SimulatorState, name: string | null): void {
  const existing = unitByName(state, name);
  if (!existing) return;
  const mandant = mandantName(state, existing.ownerId);
  throw plainException(`Eine Raumeinheit "${existing.name}" gibt es beim Mandanten "${mandant}" schon.`);
}

/** Name of the mandant above an organizational unit; an owner without one makes the message itself fail. */
export function mandantName(state: SimulatorState, ownerId: string): string {
  const mandant = lineOf(state, ownerId).find((unit) => unit.mandant);
  if (!mandant) throw nullPointer('mandant');
  return mandant.name;
}

/** Units that had the new unit's neighbour now have the new unit there. */
function insertIntoChain(state: SimulatorState, added: StoredUnit): void {
  const matches = (pointer: string | null, wanted: string | null) =>
    pointer === wanted && (wanted !== null || NULL_NEIGHBOUR_MATCHES_NULL);
  for (const unit of state.units) {
    const { lower, upper } = unit;
    if (matches(lower, added.lower)) unit.lower = added.name;
    if (matches(upper, added.upper)) unit.upper = added.name;
  }
}

interface Repointing {
  readonly from: string;
  readonly lower: string | null;
  readonly upper: string | null;
}

function repoint(state: SimulatorState, changed: StoredUnit, pointers: Repointing): void {
  for (const unit of state.units) {
    if (unit === changed) continue;
    if (unit.lower === pointers.from) unit.lower = pointers.lower;
    if (unit.upper === pointers.from) unit.upper = pointers.upper;
  }
}

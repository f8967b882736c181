/** Comparing what describes units and indicators; `lastUpdate` and ids never take part. */
import { contentHash } from '../core/hash.ts';
import type { StoredDescription } from './operations.ts';
import type { Access, TargetUnit, UnitDescription } from './target.ts';

/** KomMonitor answers this width where none was given. */
const DEFAULT_WIDTH = 3;

export function unitDescription(unit: UnitDescription): UnitDescription {
  const { name, metadata, sridEPSG, lower, upper, outline } = unit;
  const { isOutlineLayer, color, width, dashArray } = outline;
  return {
    name,
    metadata,
    sridEPSG,
    lower,
    upper,
    outline: { isOutlineLayer, color, width: width ?? DEFAULT_WIDTH, dashArray },
  };
}

export function sameUnitDescription(a: UnitDescription, b: UnitDescription): boolean {
  return contentHash(unitDescription(a)) === contentHash(unitDescription(b));
}

/** Tags are a set in KomMonitor: their order is lost, and so is a repetition. */
export function sameIndicatorDescription(a: StoredDescription, b: StoredDescription): boolean {
  return contentHash(comparable(a)) === contentHash(comparable(b));
}

export function sameAccess(a: Access, b: Access): boolean {
  return (
    a.ownerId === b.ownerId &&
    a.isPublic === b.isPublic &&
    contentHash([...a.permissions].sort()) === contentHash([...b.permissions].sort())
  );
}

export function withoutHierarchy(unit: TargetUnit | UnitDescription): UnitDescription {
  return { ...unitDescription(unit), lower: null, upper: null };
}

function comparable(description: StoredDescription): unknown {
  const { topic: _topic, ...stored } = description as StoredDescription & { topic?: unknown };
  return { ...stored, tags: [...new Set(stored.tags)].sort() };
}

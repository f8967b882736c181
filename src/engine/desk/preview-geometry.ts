/** What a plan does to the areas of the levels. Pure. */
import type { AreaKey } from '../../core/area.ts';
import type { Validity } from '../../core/reference-date.ts';
import type { Operation } from '../../sync/operations.ts';
import type { UnitFeature } from '../../sync/target.ts';
import { sameContent } from '../../sync/features.ts';

export interface GeometryChange {
  readonly unitName: string;
  /** `ended`: no longer valid from a day on, or removed where `validity` is the one it had. */
  readonly kind: 'new' | 'redrawn' | 'ended' | 'removed';
  readonly key: AreaKey;
  readonly name: string;
  /** Afterwards; of what is removed, before. */
  readonly validity: Validity;
}

export function geometryOf(operations: readonly Operation[]): GeometryChange[] {
  return operations.flatMap((operation) => {
    if (operation.kind === 'create-unit') return between(operation.unit.name, [], operation.after);
    if (operation.kind === 'update-features')
      return between(operation.unitName, operation.before, operation.after);
    return operation.kind === 'clear-features' ? between(operation.unitName, operation.before, []) : [];
  });
}

/** Versions are the same where key and first day are. */
function between(
  unitName: string,
  before: readonly UnitFeature[],
  after: readonly UnitFeature[],
): GeometryChange[] {
  const id = ({ key, validity }: UnitFeature) => `${key} ${validity.from}`;
  const known = new Map(before.map((feature) => [id(feature), feature]));
  const kept = new Set(after.map(id));
  const change = (kind: GeometryChange['kind'], { key, name, validity }: UnitFeature) => {
    return { unitName, kind, key, name, validity };
  };
  const changed = after.flatMap((feature) => {
    const former = known.get(id(feature));
    if (!former) return [change('new', feature)];
    if (former.validity.to !== feature.validity.to) return [change('ended', feature)];
    return sameContent(former, feature) ? [] : [change('redrawn', feature)];
  });
  return [...changed, ...before.filter((one) => !kept.has(id(one))).map((one) => change('removed', one))];
}

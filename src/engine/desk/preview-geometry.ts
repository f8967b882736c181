/** What a plan does to the areas of the levels. Pure. */
import { squareMetres } from '../../spatial/area-size.ts';
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
  /** Square metres as it stands in KomMonitor, in its newest earlier version; null where there is none. */
  readonly sizeBefore: number | null;
  /** null: it is removed. */
  readonly sizeAfter: number | null;
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
  // A new version of an area that is there already takes the place of the newest one.
  const versionBefore = ({ key, validity }: UnitFeature) =>
    before
      .filter((each) => each.key === key && each.validity.from < validity.from)
      .sort((a, b) => (a.validity.from < b.validity.from ? 1 : -1))[0];
  const change = (kind: GeometryChange['kind'], feature: UnitFeature): GeometryChange => {
    const { key, name, validity, geometry } = feature;
    const former = known.get(id(feature)) ?? versionBefore(feature);
    return {
      unitName,
      kind,
      key,
      name,
      validity,
      sizeBefore: former ? squareMetres(former.geometry) : null,
      sizeAfter: kind === 'removed' ? null : squareMetres(geometry),
    };
  };
  const changed = after.flatMap((feature) => {
    const former = known.get(id(feature));
    if (!former) return [change('new', feature)];
    if (former.validity.to !== feature.validity.to) return [change('ended', feature)];
    return sameContent(former, feature) ? [] : [change('redrawn', feature)];
  });
  return [...changed, ...before.filter((one) => !kept.has(id(one))).map((one) => change('removed', one))];
}

/**
 * What KomMonitor makes of an upload of features, for the cases this program uses (contract 2.7): a full
 * update that begins after everything that stands there, and an in-place correction of open versions.
 */
import type { AreaKey, LevelEdition } from '../core/area.ts';
import { addDays, type ReferenceDate } from '../core/reference-date.ts';
import { sameGeometry } from '../core/same-geometry.ts';
import type { FeatureUpload, UnitFeature } from './target.ts';

export function uploadOf(edition: LevelEdition): Omit<FeatureUpload, 'partial'> {
  return {
    validFrom: edition.validFrom,
    features: edition.areas.map(({ key, name, geometry }) => ({ key, name, geometry })),
  };
}

/** KomMonitor's own test of "unchanged": equal name and equal topology after rounding to 6 decimals. */
export function sameContent(
  a: Pick<UnitFeature, 'name' | 'geometry'>,
  b: Pick<UnitFeature, 'name' | 'geometry'>,
): boolean {
  return a.name === b.name && sameGeometry(a.geometry, b.geometry);
}

/**
 * The features after a full update that starts after every existing version, or undefined where the upload
 * is not of that kind or KomMonitor would join two separate life spans of a key.
 */
export function afterFullUpdate(
  before: readonly UnitFeature[],
  upload: Omit<FeatureUpload, 'partial'>,
): UnitFeature[] | undefined {
  const start = upload.validFrom;
  if (before.some((feature) => feature.validity.from >= start)) return undefined;

  const uploaded = new Map(upload.features.map((feature) => [feature.key, feature]));
  const lastOf = latestVersions(before);
  const dayBefore = addDays(start, -1);
  const after: UnitFeature[] = [];
  const reopened = new Set<AreaKey>();
  for (const row of before) {
    const next = uploaded.get(row.key);
    const isLast = lastOf.get(row.key) === row;
    // KomMonitor would stretch a closed version over the time in which the area did not exist.
    if (isLast && next && row.validity.to !== null) return undefined;
    if (isLast && next && sameContent(row, next)) {
      reopened.add(row.key);
      after.push(row);
    } else if (isLast && (row.validity.to === null || row.validity.to > start)) {
      after.push({ ...row, validity: { from: row.validity.from, to: dayBefore } });
    } else {
      after.push(row);
    }
  }
  for (const feature of upload.features)
    if (!reopened.has(feature.key)) after.push({ ...feature, validity: { from: start, to: null } });
  return after;
}

/** All versions that stand there once every edition has been uploaded, or undefined where that cannot be told. */
export function historyOf(editions: readonly LevelEdition[]): UnitFeature[] | undefined {
  let features: UnitFeature[] | undefined = [];
  for (const edition of editions) {
    features = afterFullUpdate(features, uploadOf(edition));
    if (!features) return undefined;
  }
  return features;
}

/** The same versions of the same areas, in whatever order. */
export function sameFeatures(a: readonly UnitFeature[], b: readonly UnitFeature[]): boolean {
  // A row inserted twice must not stand in for one that is missing.
  if (a.length !== b.length || new Set(a.map(versionKey)).size !== a.length) return false;
  const theirs = new Map(b.map((feature) => [versionKey(feature), feature]));
  return a.every((feature) => {
    const other = theirs.get(versionKey(feature));
    return other !== undefined && other.validity.to === feature.validity.to && sameContent(feature, other);
  });
}

/** Every area stands as in `before` or as in `after`: our own update, stopped half-way. */
export function betweenFeatures(
  now: readonly UnitFeature[],
  before: readonly UnitFeature[],
  after: readonly UnitFeature[],
): boolean {
  const keys = new Set([...now, ...before, ...after].map((feature) => feature.key));
  return [...keys].every((key) => {
    const of = (features: readonly UnitFeature[]) => features.filter((feature) => feature.key === key);
    return sameFeatures(of(now), of(before)) || sameFeatures(of(now), of(after));
  });
}

/**
 * The editions from which exactly these features arise, or undefined where there are none (gaps or
 * overlaps made by hand). Needed to build a former history up again.
 */
export function editionsOf(features: readonly UnitFeature[]): LevelEdition[] | undefined {
  const starts = [
    ...new Set(
      features.flatMap((f) =>
        f.validity.to ? [f.validity.from, addDays(f.validity.to, 1)] : [f.validity.from],
      ),
    ),
  ].sort();
  const editions = starts.map((validFrom) => ({
    validFrom,
    areas: features
      .filter((f) => f.validity.from <= validFrom && (f.validity.to === null || f.validity.to >= validFrom))
      .map(({ key, name, geometry }) => ({ key, name, geometry, parent: null })),
  }));
  if (editions.some((edition) => edition.areas.length === 0)) return undefined;
  const rebuilt = historyOf(editions);
  return rebuilt && sameFeatures(rebuilt, features) ? editions : undefined;
}

function latestVersions(features: readonly UnitFeature[]): Map<AreaKey, UnitFeature> {
  const latest = new Map<AreaKey, UnitFeature>();
  for (const feature of features) {
    const known = latest.get(feature.key);
    if (!known || known.validity.from < feature.validity.from) latest.set(feature.key, feature);
  }
  return latest;
}

function versionKey(feature: {
  readonly key: AreaKey;
  readonly validity: { readonly from: ReferenceDate };
}): string {
  return `${feature.key} ${feature.validity.from}`;
}

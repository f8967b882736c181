/** What stands in the target, as far as a plan needs it: read once, with as few requests as possible. */
import type { AreaKey } from '../core/area.ts';
import { indicatorKeyText, type IndicatorKey } from './operations.ts';
import type {
  OrganizationalUnit,
  Target,
  TargetIdentity,
  TargetIndicator,
  TargetReader,
  TargetUnit,
  TargetValues,
  TopicNode,
  UnitFeature,
} from './target.ts';

export interface Actual {
  readonly identity: TargetIdentity;
  readonly units: readonly TargetUnit[];
  readonly indicators: readonly TargetIndicator[];
  /** By unit name; only the units that were asked for. */
  readonly features: ReadonlyMap<string, readonly UnitFeature[]>;
  /** By `linkKey`; only the links that were asked for and exist. */
  readonly values: ReadonlyMap<string, TargetValues>;
}

export interface Scope {
  readonly unitNames: readonly string[];
  readonly links: readonly { readonly indicator: IndicatorKey; readonly unitName: string }[];
}

export type { OrganizationalUnit, Target, TopicNode };

export function linkKey(indicator: IndicatorKey, unitName: string): string {
  return `${indicatorKeyText(indicator)} | ${unitName}`;
}

export function findIndicator(
  indicators: readonly TargetIndicator[],
  key: IndicatorKey,
): TargetIndicator | undefined {
  const wanted = indicatorKeyText(key);
  return indicators.find((indicator) => indicatorKeyText(indicator) === wanted);
}

export function findUnit(units: readonly TargetUnit[], name: string): TargetUnit | undefined {
  return units.find((unit) => unit.name === name);
}

/** One request for each list, one for each unit's features and one for each existing link's values. */
export async function readActual(target: TargetReader, scope: Scope): Promise<Actual> {
  const identity = await target.identity();
  const units = await target.units();
  const indicators = await target.indicators();

  const features = new Map<string, readonly UnitFeature[]>();
  for (const name of scope.unitNames) {
    const unit = findUnit(units, name);
    if (unit) features.set(name, await target.features(unit.id));
  }
  const values = new Map<string, TargetValues>();
  for (const { indicator, unitName } of scope.links) {
    const found = findIndicator(indicators, indicator);
    const link = found?.links.find((candidate) => candidate.unitName === unitName);
    if (found && link) values.set(linkKey(indicator, unitName), await target.values(found.id, link.unitId));
  }
  return { identity, units, indicators, features, values };
}

/** The stored value, or undefined where the target has neither row nor column. */
export function storedValue(
  values: TargetValues | undefined,
  key: AreaKey,
  date: TargetValues['dates'][number],
): number | null | undefined {
  const row = values?.rows.get(key);
  if (!row || !values?.dates.includes(date)) return undefined;
  return row.get(date) ?? null;
}

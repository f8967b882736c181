/**
 * Snapshot: what stood in the target before a run, for exactly the things the run touches. Values as
 * float32, dates, descriptions, links with owner and permissions, features with validity; never ids or
 * timestamps. `null` says that the thing did not exist.
 */
import type { AreaKey } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { findIndicator, findUnit, linkKey, type Actual } from './actual.ts';
import { unitDescription } from './descriptions.ts';
import {
  indicatorKeyText,
  keyOf,
  type IndicatorKey,
  type Operation,
  type StoredDescription,
} from './operations.ts';
import type { Plan } from './plan.ts';
import type { Access, IndicatorRemainder, TargetIndicator, UnitDescription, UnitFeature } from './target.ts';

export interface UnitSnapshot {
  readonly name: string;
  readonly state: { readonly description: UnitDescription; readonly features: readonly UnitFeature[] } | null;
}

export interface LinkSnapshot {
  readonly unitName: string;
  readonly state: { readonly access: Access; readonly values: StoredValues } | null;
}

export interface StoredValues {
  readonly dates: readonly ReferenceDate[];
  readonly rows: readonly { readonly key: AreaKey; readonly values: readonly (number | null)[] }[];
}

export interface IndicatorSnapshot {
  readonly key: IndicatorKey;
  readonly state: {
    readonly description: StoredDescription;
    readonly topicId: string | null;
    readonly remainder: IndicatorRemainder;
    readonly dates: readonly ReferenceDate[];
  } | null;
  readonly links: readonly LinkSnapshot[];
}

export interface Snapshot {
  readonly format: 1;
  readonly units: readonly UnitSnapshot[];
  readonly indicators: readonly IndicatorSnapshot[];
}

export function takeSnapshot(plan: Plan, actual: Actual): Snapshot {
  const units = [...new Set(plan.operations.flatMap(touchedUnit))].map((name) => {
    const unit = findUnit(actual.units, name);
    const features = actual.features.get(name) ?? [];
    return { name, state: unit ? { description: unitDescription(unit), features } : null };
  });
  const keys = new Map(plan.operations.flatMap(touchedIndicator).map((key) => [indicatorKeyText(key), key]));
  const indicators = [...keys.values()].map((key) => indicatorSnapshot(key, plan, actual));
  return { format: 1, units, indicators };
}

function indicatorSnapshot(key: IndicatorKey, plan: Plan, actual: Actual): IndicatorSnapshot {
  const found = findIndicator(actual.indicators, key);
  const unitNames = plan.operations.flatMap((operation) => touchedLinks(operation, key, found));
  return {
    key: keyOf(key),
    state: found
      ? {
          description: found.description,
          topicId: found.topicId,
          remainder: found.remainder,
          dates: found.dates,
        }
      : null,
    links: [...new Set(unitNames)].map((unitName) => {
      const link = found?.links.find((candidate) => candidate.unitName === unitName);
      const values = actual.values.get(linkKey(key, unitName));
      if (!link || !values) return { unitName, state: null };
      const rows = [...values.rows].map(([area, row]) => ({
        key: area,
        values: values.dates.map((date) => row.get(date) ?? null),
      }));
      return { unitName, state: { access: link.access, values: { dates: values.dates, rows } } };
    }),
  };
}

function touchedUnit(operation: Operation): string[] {
  if (operation.kind === 'create-unit') return [operation.unit.name];
  if (operation.kind === 'describe-unit') return [operation.after.name];
  return 'unitName' in operation && !('indicator' in operation) ? [operation.unitName] : [];
}

function touchedIndicator(operation: Operation): IndicatorKey[] {
  if (operation.kind === 'create-indicator') return [keyOf(operation.description)];
  return 'indicator' in operation ? [operation.indicator] : [];
}

/** Units on which the operation changes what the indicator holds there. */
function touchedLinks(
  operation: Operation,
  key: IndicatorKey,
  found: TargetIndicator | undefined,
): readonly string[] {
  if (!('indicator' in operation) || indicatorKeyText(operation.indicator) !== indicatorKeyText(key))
    return [];
  if ('unitName' in operation) return [operation.unitName];
  return operation.kind === 'delete-indicator' ? (found?.links ?? []).map((link) => link.unitName) : [];
}

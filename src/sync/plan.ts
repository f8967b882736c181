/**
 * A plan: the ordered operations that bring the target from what stands there to what should stand there,
 * with a fingerprint of what it was computed against. Pure: same input, same plan, same hash.
 */
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import { contentHash } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { isRelease } from '../core/release.ts';
import { SyncError } from '../errors.ts';
import { findIndicator, linkKey, type Actual, type Scope } from './actual.ts';
import { sameIndicatorDescription } from './descriptions.ts';
import type { Desired, DesiredIndicator, DesiredLevel } from './desired.ts';
import { ambiguousNames, renamedUnits } from './doubtful-names.ts';
import { keyOf, type Operation, type StoredDescription } from './operations.ts';
import { expectationsOf, type Expectation } from './visibility.ts';
import { fingerprintOf } from './plan-fingerprint.ts';
import { planLevels, TARGET_PLACE } from './plan-levels.ts';
import { planValues, type CellCounts } from './plan-values.ts';

/** A plan is good for this long; after that the world has to be looked at again. */
export const PLAN_LIFE_HOURS = 14 * 24;

export interface Plan {
  readonly format: 1;
  readonly kind: 'sync' | 'rollback';
  readonly job: string;
  /** Address of the target the plan is for. */
  readonly target: string;
  readonly operations: readonly Operation[];
  readonly counts: CellCounts & { readonly remove: number };
  /** The part of the target the plan rests on, and a hash over it. */
  readonly scope: Scope;
  readonly fingerprint: string;
  readonly findings: readonly Finding[];
  /** What has to be visible on the map afterwards. */
  readonly expectations: readonly Expectation[];
  /**
   * What disclosure control has let through: its record in the registry, and the hash of the rules. Plans of the first
   * version, which had no disclosure control, have none.
   */
  readonly release?: PlanRelease;
  /** Date written as `lastUpdate` of what is described or created. */
  readonly asOf: ReferenceDate;
  /** ISO instants, UTC; they do not enter the hash. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface PlanRelease {
  readonly record: string;
  readonly policy: string;
}

export interface PlanFrame {
  readonly job: string;
  /** Record of the release in the registry. */
  readonly release: string;
  readonly asOf: ReferenceDate;
  readonly createdAt: Date;
}

export function scopeOf(desired: Desired): Scope {
  const unitName = unitNames(desired.levels);
  const byId = new Map(desired.indicators.map((indicator) => [indicator.id, indicator]));
  return {
    unitNames: desired.levels.map((level) => level.unit.name),
    links: desired.release.series.flatMap((series) => {
      const indicator = byId.get(series.indicator);
      const name = unitName.get(series.level);
      return indicator && name ? [{ indicator: keyOf(indicator.description), unitName: name }] : [];
    }),
  };
}

/** Throws `plan.no-release` where the values did not pass disclosure control for this very target. */
export function planSync(desired: Desired, actual: Actual, frame: PlanFrame): Plan {
  requireRelease(desired.release, actual.identity.url);
  const scope = scopeOf(desired);
  const levels = planLevels(desired.levels, actual);
  const descriptions = desired.indicators.flatMap((indicator) => planDescription(indicator, actual));
  const values = planAllValues(desired, actual);
  const findings = [
    ...levels.findings,
    ...values.flatMap((value) => value.findings),
    ...refusedNames(desired),
    ...ambiguousNames(scope, actual),
    ...renamedUnits(desired, actual),
    ...datesBeforeLevels(desired),
  ];
  const operations = stopsRun(findings)
    ? []
    : [
        ...levels.operations,
        ...descriptions,
        ...values.flatMap((value) => (value.operation ? [value.operation] : [])),
      ];
  return sealPlan({
    kind: 'sync',
    frame,
    policy: desired.release.policy.sha256,
    scope,
    target: actual.identity.url,
    operations,
    findings,
    expectations: expectationsOf(desired),
    counts: { ...sumCounts(values.map((value) => value.counts)), remove: 0 },
    fingerprint: fingerprintOf(actual, scope),
  });
}

export interface PlanParts extends Omit<
  Plan,
  'format' | 'job' | 'release' | 'asOf' | 'createdAt' | 'expiresAt'
> {
  readonly frame: PlanFrame;
  /** Hash of the rules the values were released under. */
  readonly policy: string;
}

export function sealPlan({ frame, policy, ...parts }: PlanParts): Plan {
  const expires = new Date(frame.createdAt.getTime() + PLAN_LIFE_HOURS * 3_600_000);
  return {
    format: 1,
    job: frame.job,
    release: { record: frame.release, policy },
    asOf: frame.asOf,
    ...parts,
    createdAt: frame.createdAt.toISOString(),
    expiresAt: expires.toISOString(),
  };
}

export function planHash(plan: Plan): string {
  const { createdAt: _created, expiresAt: _expires, ...content } = plan;
  return contentHash(content);
}

function planDescription(indicator: DesiredIndicator, actual: Actual): Operation[] {
  const existing = findIndicator(actual.indicators, indicator.description);
  const { topicId, access } = indicator;
  if (!existing) return [{ kind: 'create-indicator', description: indicator.description, topicId, access }];

  const { topic: _topic, ...wanted } = indicator.description;
  // The order in the topic tree belongs to whoever arranges it in KomMonitor.
  const after: StoredDescription = { ...wanted, displayOrder: existing.description.displayOrder };
  if (sameIndicatorDescription(existing.description, after) && existing.topicId === topicId) return [];
  return [
    {
      kind: 'describe-indicator',
      indicator: keyOf(existing),
      before: { description: existing.description, topicId: existing.topicId },
      after: { description: after, topicId },
      remainder: existing.remainder,
    },
  ];
}

function planAllValues(desired: Desired, actual: Actual) {
  const unitName = unitNames(desired.levels);
  const byId = new Map(desired.indicators.map((indicator) => [indicator.id, indicator]));
  return desired.release.series.map((series) => {
    const indicator = byId.get(series.indicator);
    const name = unitName.get(series.level);
    if (!indicator || !name) throw new RangeError(`series without indicator or level: ${series.indicator}`);
    return planValues({
      indicator,
      series,
      unitName: name,
      existing: findIndicator(actual.indicators, indicator.description),
      stored: actual.values.get(linkKey(indicator.description, name)),
    });
  });
}

export function requireRelease(release: Desired['release'], url: string): void {
  if (isRelease(release) && release.target === url) return;
  throw new SyncError({
    code: 'plan.no-release',
    kind: 'permission',
    message: 'Diese Werte haben die Geheimhaltung für dieses Ziel nicht durchlaufen.',
    hint: 'Starten Sie den Lauf von vorn; ohne Freigabe der Geheimhaltung wird nichts geplant.',
  });
}

function refusedNames(desired: Desired): Finding[] {
  const unsafe = /[\p{Cc}<]/u;
  const names = [
    ...desired.levels.map((level) => level.unit.name),
    ...desired.indicators.flatMap((i) => [i.description.name, i.description.characteristic]),
    ...desired.levels.flatMap((level) => level.editions.flatMap((e) => e.areas.map((area) => area.name))),
  ].filter((name) => unsafe.test(name));
  const keys = desired.levels
    .flatMap((level) => level.editions.flatMap((edition) => edition.areas.map((area) => area.key as string)))
    .filter((key) => unsafe.test(key) || /^$|^\s|\s$|['"]/.test(key));
  return [...new Set([...names, ...keys])].map((found) =>
    finding('sync.key-refused', TARGET_PLACE, { found: JSON.stringify(found) }),
  );
}

function datesBeforeLevels(desired: Desired): Finding[] {
  return desired.release.series.flatMap((series) => {
    const level = desired.levels.find((candidate) => candidate.level === series.level);
    const begin = level?.editions[0]?.validFrom;
    return series.dates
      .filter((date) => begin !== undefined && date < begin)
      .map((date) =>
        finding('sync.date-before-level', TARGET_PLACE, {
          found: `${date} (${series.indicator})`,
          expected: `„${level?.unit.name}“ ab ${begin}`,
        }),
      );
  });
}

function unitNames(levels: readonly DesiredLevel[]): Map<string, string> {
  return new Map(levels.map((level) => [level.level as string, level.unit.name]));
}

function sumCounts(counts: readonly CellCounts[]): CellCounts {
  const total = { create: 0, update: 0, unchanged: 0, suppressed: 0 };
  for (const count of counts) {
    total.create += count.create;
    total.update += count.update;
    total.unchanged += count.unchanged;
    total.suppressed += count.suppressed;
  }
  return total;
}

/**
 * Taking a run back is a plan like any other: from what stands there now to the snapshot. A created date is
 * removed only where nobody else uses it, otherwise emptied; what other indicators rest on is not removed.
 */
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import type { Release } from '../core/release.ts';
import { findIndicator, findUnit, linkKey, type Actual, type Scope } from './actual.ts';
import { sameIndicatorDescription, sameUnitDescription, unitDescription } from './descriptions.ts';
import { ambiguousNames } from './doubtful-names.ts';
import { editionsOf, historyOf, sameFeatures, uploadOf } from './features.ts';
import type { IndicatorKey, Operation } from './operations.ts';
import { requireRelease, sealPlan, type Plan, type PlanFrame } from './plan.ts';
import { fingerprintOf } from './plan-fingerprint.ts';
import { correctInPlace, sameVersions, TARGET_PLACE, type Planned } from './plan-levels.ts';
import { alreadyGone, restoreLink, type CellNow } from './rollback-values.ts';
import type { IndicatorSnapshot, Snapshot, UnitSnapshot } from './snapshot.ts';
import type { TargetIndicator } from './target.ts';

export interface RollbackQuestion {
  readonly snapshot: Snapshot;
  readonly actual: Actual;
  /** The snapshot's values that may be published today; `indicator` is the key text, `level` the unit's name. */
  readonly release: Release;
  readonly frame: PlanFrame;
  /** Answers false for a value that somebody else has written since; it is left as it is. */
  readonly isOurs?: (indicator: IndicatorKey, unitName: string, cell: CellNow) => boolean;
  /** What to do with borders that cannot be brought back: refuse, or leave them and restore the rest. */
  readonly geometry: 'restore' | 'leave';
}

/** Everything the rollback has to look at: the snapshot's units and every link of its indicators. */
export function rollbackScope(snapshot: Snapshot, indicators: readonly TargetIndicator[]): Scope {
  return {
    unitNames: snapshot.units.map((unit) => unit.name),
    links: snapshot.indicators.flatMap(({ key }) =>
      (findIndicator(indicators, key)?.links ?? []).map((link) => ({
        indicator: key,
        unitName: link.unitName,
      })),
    ),
  };
}

export function planRollback(question: RollbackQuestion): Plan {
  const { snapshot, actual, release, frame } = question;
  requireRelease(release, actual.identity.url);
  const emptied = snapshot.units.filter((unit) => isEmptied(unit, actual));
  // A value can only be read back while its area stands: before areas go, and after areas have come.
  const growing = snapshot.units.filter((unit) => gainsAreas(unit, actual));
  const others = snapshot.units.filter((unit) => !growing.includes(unit));
  const parts: Planned[] =
    emptied.length > 0
      ? emptied.map((unit) => restoreFeatures(unit, question))
      : [
          ...growing.map((unit) => restoreFeatures(unit, question)),
          ...snapshot.indicators.map((indicator) => restoreIndicator(indicator, question)),
          ...others.map((unit) => restoreFeatures(unit, question)),
          ...snapshot.units.map((unit) => restoreDescription(unit, actual)),
          ...[...snapshot.units].reverse().map((unit) => removeUnit(unit, snapshot, actual)),
        ];
  const scope = rollbackScope(snapshot, actual.indicators);
  const findings = [...ambiguousNames(scope, actual), ...parts.flatMap((part) => part.findings)];
  const operations = stopsRun(findings) ? [] : finalLast(parts.flatMap((part) => part.operations));
  return sealPlan({
    kind: 'rollback',
    frame,
    policy: release.policy.sha256,
    scope,
    target: actual.identity.url,
    operations,
    findings,
    expectations: [],
    counts: { ...countCells(operations), suppressed: 0, unchanged: 0 },
    fingerprint: fingerprintOf(actual, scope),
  });
}

/**
 * A rollback of borders stopped half-way. KomMonitor shows no value of an area that is not there, so the areas
 * come first, and the rest can only be planned when they stand again.
 */
function isEmptied({ name, state }: UnitSnapshot, actual: Actual): boolean {
  if (!state || state.features.length === 0 || !findUnit(actual.units, name)) return false;
  return (actual.features.get(name) ?? []).length === 0;
}

function gainsAreas({ name, state }: UnitSnapshot, actual: Actual): boolean {
  const now = new Set((actual.features.get(name) ?? []).map((feature) => feature.key));
  return state !== null && state.features.some((feature) => !now.has(feature.key));
}

/** What cannot be undone comes last: a rollback that fails before it can be taken back in full. */
function finalLast(operations: readonly Operation[]): Operation[] {
  const isFinal = ({ kind }: Operation) =>
    kind === 'delete-link' || kind === 'delete-indicator' || kind === 'delete-unit';
  return [...operations.filter((o) => !isFinal(o)), ...operations.filter(isFinal)];
}

function restoreIndicator(indicator: IndicatorSnapshot, question: RollbackQuestion): Planned {
  const existing = findIndicator(question.actual.indicators, indicator.key);
  if (!existing && indicator.state === null) return { operations: [], findings: [] };
  if (!existing) return { operations: [], findings: [alreadyGone(`Indikator „${indicator.key.name}“`)] };
  if (indicator.state === null) return removeIndicator(indicator, existing);

  const links = indicator.links.map((link) => restoreLink({ indicator, link, existing, ...question }));
  const { topicId } = indicator.state;
  // What no run ever sets is sent back as it stands now: somebody may have worked on it since.
  const { displayOrder } = existing.description;
  const description = { ...indicator.state.description, displayOrder };
  const operations = links.flatMap((link) => link.operations);
  const same = sameIndicatorDescription(existing.description, description) && existing.topicId === topicId;
  if (!same)
    operations.push({
      kind: 'describe-indicator',
      indicator: indicator.key,
      before: { description: existing.description, topicId: existing.topicId },
      after: { description, topicId: topicId ?? '' },
      remainder: existing.remainder,
    });
  return { operations, findings: links.flatMap((link) => link.findings) };
}

function removeIndicator(indicator: IndicatorSnapshot, existing: TargetIndicator): Planned {
  const ours = new Set(indicator.links.map((link) => link.unitName));
  const foreign = existing.links.filter((link) => !ours.has(link.unitName)).map((link) => link.unitName);
  if (foreign.length === 0)
    return { operations: [{ kind: 'delete-indicator', indicator: indicator.key }], findings: [] };
  return {
    operations: [],
    findings: [
      finding('sync.indicator-shared', TARGET_PLACE, {
        found: `„${indicator.key.name}“`,
        expected: foreign.join(', '),
      }),
    ],
  };
}

function restoreFeatures(unit: UnitSnapshot, { actual, geometry }: RollbackQuestion): Planned {
  if (unit.state === null) return { operations: [], findings: [] };
  if (!findUnit(actual.units, unit.name))
    return { operations: [], findings: [alreadyGone(`Raumebene „${unit.name}“`)] };
  const now = actual.features.get(unit.name) ?? [];
  if (sameFeatures(now, unit.state.features)) return { operations: [], findings: [] };

  const former = unit.state.features;
  const corrections = sameVersions(now, former) ? correctInPlace(unit.name, now, former) : undefined;
  if (corrections) return { operations: corrections, findings: [] };

  const editions = editionsOf(former);
  if (!editions) {
    if (geometry === 'leave') return { operations: [], findings: [] };
    return { operations: [], findings: [finding('sync.geometry-stays', TARGET_PLACE, { found: unit.name })] };
  }
  const rebuild: Operation[] = [{ kind: 'clear-features', unitName: unit.name, before: now }];
  for (const [index, edition] of editions.entries())
    rebuild.push({
      kind: 'update-features',
      unitName: unit.name,
      upload: { ...uploadOf(edition), partial: false },
      before: historyOf(editions.slice(0, index)) ?? [],
      after: historyOf(editions.slice(0, index + 1)) ?? [],
    });
  return { operations: rebuild, findings: [] };
}

function restoreDescription(unit: UnitSnapshot, actual: Actual): Planned {
  const existing = findUnit(actual.units, unit.name);
  if (!existing || unit.state === null) return { operations: [], findings: [] };
  const before = unitDescription(existing);
  const after = { ...unit.state.description, outline: before.outline };
  if (sameUnitDescription(before, after)) return { operations: [], findings: [] };
  return { operations: [{ kind: 'describe-unit', before, after }], findings: [] };
}

function removeUnit(unit: UnitSnapshot, snapshot: Snapshot, actual: Actual): Planned {
  if (unit.state !== null || !findUnit(actual.units, unit.name)) return { operations: [], findings: [] };
  const ours = new Set(
    snapshot.indicators.flatMap(({ key, links }) => links.map((link) => linkKey(key, link.unitName))),
  );
  const users = actual.indicators
    .filter((indicator) => indicator.links.some((link) => link.unitName === unit.name))
    .filter((indicator) => !ours.has(linkKey(indicator, unit.name)))
    .map((indicator) => indicator.name);
  if (users.length > 0) return { operations: [], findings: [shared(`„${unit.name}“`, users)] };
  return { operations: [{ kind: 'delete-unit', unitName: unit.name }], findings: [] };
}

function shared(what: string, users: readonly string[]): Finding {
  return finding('sync.unit-shared', TARGET_PLACE, { found: what, expected: users.slice(0, 5).join(', ') });
}

function countCells(operations: readonly Operation[]): { create: number; update: number; remove: number } {
  let update = 0;
  let remove = 0;
  for (const operation of operations) {
    if (operation.kind === 'put-values')
      for (const row of operation.rows) update += row.values.filter((v, i) => v !== row.before[i]).length;
    if (operation.kind.startsWith('delete-')) remove += 1;
  }
  return { create: 0, update, remove };
}

/** From the wanted history of each level to the uploads that bring the target there without loss. */
import { finding, type Finding } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { findUnit, type Actual } from './actual.ts';
import { sameUnitDescription, unitDescription } from './descriptions.ts';
import type { DesiredLevel } from './desired.ts';
import { afterFullUpdate, historyOf, sameContent, uploadOf } from './features.ts';
import type { Operation, UpdateFeatures } from './operations.ts';
import type { UnitFeature } from './target.ts';

export const TARGET_PLACE = { file: 'KomMonitor', row: 0 } as const;

export interface Planned {
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
}

export function planLevels(levels: readonly DesiredLevel[], actual: Actual): Planned {
  const parts = levels.map((level) => planLevel(level, actual));
  return {
    operations: [...parts.flatMap((part) => part.operations), ...levels.flatMap((l) => describe(l, actual))],
    findings: parts.flatMap((part) => part.findings),
  };
}

function planLevel(level: DesiredLevel, actual: Actual): Planned {
  const unit = findUnit(actual.units, level.unit.name);
  const features = actual.features.get(level.unit.name) ?? [];
  if (!unit) return createLevel(level);
  if (features.length === 0) return unreachable(level);

  for (let known = level.editions.length; known >= 1; known -= 1) {
    const history = historyOf(level.editions.slice(0, known));
    if (!history || !sameVersions(history, features)) continue;
    const corrected = correct(level, features, history);
    if (!corrected) return unreachable(level);
    const later = append(level, history, known);
    if (!later) return unreachable(level);
    return { operations: [...corrected.operations, ...later], findings: corrected.findings };
  }
  return unreachable(level);
}

/**
 * A new unit is created with neighbours no other unit can have, because KomMonitor rewires every unit that
 * shares one (contract 2.8); its real neighbours are set afterwards, which touches nobody else.
 */
export function placeholderNeighbour(name: string): string {
  return `kmsync: ${name}`;
}

function createLevel(level: DesiredLevel): Planned {
  const [first] = level.editions;
  const history = first && historyOf([first]);
  const later = history && append(level, history, 1);
  if (!first || !history || !later) return unreachable(level);
  const neighbour = placeholderNeighbour(level.unit.name);
  return {
    operations: [
      {
        kind: 'create-unit',
        unit: { ...level.unit, lower: neighbour, upper: neighbour },
        access: level.access,
        upload: uploadOf(first),
        after: history,
      },
      ...later,
    ],
    findings: [],
  };
}

function append(
  level: DesiredLevel,
  history: readonly UnitFeature[],
  known: number,
): Operation[] | undefined {
  const operations: Operation[] = [];
  let before = history;
  for (const edition of level.editions.slice(known)) {
    const upload = uploadOf(edition);
    const after = afterFullUpdate(before, upload);
    if (!after) return undefined;
    operations.push({
      kind: 'update-features',
      unitName: level.unit.name,
      upload: { ...upload, partial: false },
      before,
      after,
    });
    before = after;
  }
  return operations;
}

/** Same versions, other content: overwritten in place where every one of them is still open. */
function correct(
  level: DesiredLevel,
  features: readonly UnitFeature[],
  history: readonly UnitFeature[],
): Planned | undefined {
  const operations = correctInPlace(level.unit.name, features, history);
  if (!operations || operations.length === 0) return operations && { operations, findings: [] };
  const count = operations.reduce((sum, operation) => sum + operation.upload.features.length, 0);
  const found = `„${level.unit.name}“ (${count} Raumeinheiten)`;
  return { operations, findings: [finding('sync.geometry-corrected', TARGET_PLACE, { found })] };
}

/**
 * One upload for each first day, or undefined where a closed version would have to change. `history` has
 * the same versions as `features`.
 */
export function correctInPlace(
  unitName: string,
  features: readonly UnitFeature[],
  history: readonly UnitFeature[],
): UpdateFeatures[] | undefined {
  const wanted = new Map(history.map((feature) => [`${feature.key} ${feature.validity.from}`, feature]));
  const wrong = features.filter((feature) => {
    const other = wanted.get(`${feature.key} ${feature.validity.from}`);
    return other !== undefined && !sameContent(feature, other);
  });
  if (wrong.some((feature) => feature.validity.to !== null)) return undefined;

  const operations: UpdateFeatures[] = [];
  let before = features;
  for (const validFrom of [...new Set(wrong.map((feature) => feature.validity.from))].sort()) {
    const replaced = new Set(wrong.filter((f) => f.validity.from === validFrom).map((f) => f.key));
    const isReplaced = (f: UnitFeature) => f.validity.from === validFrom && replaced.has(f.key);
    const after = before.map((f) => (isReplaced(f) ? (wanted.get(`${f.key} ${validFrom}`) ?? f) : f));
    const upload = { validFrom, partial: true, features: after.filter(isReplaced).map(uploadFeature) };
    operations.push({ kind: 'update-features', unitName, upload, before, after });
    before = after;
  }
  return operations;
}

function describe(level: DesiredLevel, actual: Actual): Operation[] {
  const unit = findUnit(actual.units, level.unit.name);
  const neighbour = placeholderNeighbour(level.unit.name);
  const before = unit ? unitDescription(unit) : { ...level.unit, lower: neighbour, upper: neighbour };
  const after = unit ? { ...level.unit, outline: unit.outline } : level.unit;
  return sameUnitDescription(before, after) ? [] : [{ kind: 'describe-unit', before, after }];
}

export function sameVersions(a: readonly UnitFeature[], b: readonly UnitFeature[]): boolean {
  const versions = (features: readonly UnitFeature[]) =>
    features.map((f) => `${f.key} ${f.validity.from} ${f.validity.to ?? ''}`).sort();
  const theirs = versions(b);
  return a.length === b.length && versions(a).every((version, index) => version === theirs[index]);
}

function uploadFeature({ key, name, geometry }: UnitFeature) {
  return { key, name, geometry };
}

function unreachable(level: DesiredLevel): Planned {
  const dates: readonly ReferenceDate[] = level.editions.map((edition) => edition.validFrom);
  return {
    operations: [],
    findings: [
      finding('sync.history-not-reachable', TARGET_PLACE, {
        found: level.unit.name,
        expected: `Ausgaben ab ${dates.join(', ')}`,
      }),
    ],
  };
}

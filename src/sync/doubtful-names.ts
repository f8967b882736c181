/**
 * Names under which the target holds more than one thing, or none although it should: everything here is
 * addressed by name, so a plan has to say where a name is in doubt.
 */
import { finding, type Finding } from '../core/finding.ts';
import { findIndicator, findUnit, type Actual, type Scope } from './actual.ts';
import type { Desired } from './desired.ts';
import { indicatorKeyText } from './operations.ts';
import { TARGET_PLACE } from './plan-levels.ts';

/** Two units of one name, or two indicators of one key: no reading and no upload can tell which one is meant. */
export function ambiguousNames(scope: Scope, actual: Actual): Finding[] {
  const units = repeated(actual.units.map((unit) => unit.name));
  const indicators = repeated(actual.indicators.map(indicatorKeyText));
  const keys = new Map(scope.links.map(({ indicator }) => [indicatorKeyText(indicator), indicator.name]));
  return [
    ...scope.unitNames.filter((name) => units.has(name)),
    ...[...keys].filter(([key]) => indicators.has(key)).map(([, name]) => name),
  ].map((name) => finding('sync.name-ambiguous', TARGET_PLACE, { found: `„${name}“` }));
}

/** A level that is missing while its indicators hang on a unit no level has: somebody may have renamed it. */
export function renamedUnits(desired: Desired, actual: Actual): Finding[] {
  const names = desired.levels.map((level) => level.unit.name);
  const missing = names.filter((name) => !findUnit(actual.units, name));
  const unknown = desired.indicators
    .flatMap(({ description }) => findIndicator(actual.indicators, description)?.links ?? [])
    .map((link) => link.unitName)
    .filter((name) => !names.includes(name));
  if (missing.length === 0 || unknown.length === 0) return [];
  const found = missing.join(', ');
  return [finding('sync.unit-renamed', TARGET_PLACE, { found, expected: [...new Set(unknown)].join(', ') })];
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}

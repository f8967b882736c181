/**
 * Would a reader of the map see what was published? The checks of contract page 6.2, on a fresh reading of
 * the target after a run.
 */
import { finding, type Finding } from '../core/finding.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { PALETTES } from '../mapping/palettes.ts';
import { findIndicator, findUnit } from './actual.ts';
import { sameAccess } from './descriptions.ts';
import type { Desired } from './desired.ts';
import { keyOf, type IndicatorKey } from './operations.ts';
import { TARGET_PLACE } from './plan-levels.ts';
import type { TargetIndicator, TargetReader, TargetUnit, TopicNode, UnitFeature } from './target.ts';

/** One indicator on one level that has to be visible at these dates. Part of a plan. */
export interface Expectation {
  readonly indicator: IndicatorKey;
  readonly unitName: string;
  readonly dates: readonly ReferenceDate[];
}

export interface Reading {
  readonly units: readonly TargetUnit[];
  readonly indicators: readonly TargetIndicator[];
  readonly topics: readonly TopicNode[];
  readonly features: ReadonlyMap<string, readonly UnitFeature[]>;
}

export function expectationsOf(desired: Desired): Expectation[] {
  return desired.release.series.flatMap((series) => {
    const indicator = desired.indicators.find((candidate) => candidate.id === series.indicator);
    const level = desired.levels.find((candidate) => candidate.level === series.level);
    if (!indicator || !level) return [];
    return [{ indicator: keyOf(indicator.description), unitName: level.unit.name, dates: series.dates }];
  });
}

export async function readForVisibility(
  target: TargetReader,
  expectations: readonly Expectation[],
): Promise<Reading> {
  const units = await target.units();
  const indicators = await target.indicators();
  const topics = await target.topics();
  const features = new Map<string, readonly UnitFeature[]>();
  for (const name of new Set(expectations.map((expectation) => expectation.unitName))) {
    const unit = findUnit(units, name);
    if (unit) features.set(name, await target.features(unit.id));
  }
  return { units, indicators, topics, features };
}

export function checkVisibility(expectations: readonly Expectation[], reading: Reading): Finding[] {
  const topicIds = new Set(allTopics(reading.topics).map((topic) => topic.id));
  const seen = new Map<TargetIndicator, Finding[]>();
  const findings: Finding[] = [];
  for (const expectation of expectations) {
    const found = findIndicator(reading.indicators, expectation.indicator);
    if (!found) {
      findings.push(invisible(expectation));
      continue;
    }
    seen.set(found, [...checkTopic(found, topicIds), ...checkPalette(found)]);
    findings.push(...checkLink(expectation, found, reading));
  }
  return [...findings, ...[...seen.values()].flat(), ...checkValidities(expectations, reading)];
}

/** Once for each unit. On the map a version no longer counts on its last day (contract 2.7, 6.2 #7). */
function checkValidities(expectations: readonly Expectation[], reading: Reading): Finding[] {
  return [...reading.features].flatMap(([unitName, features]) => {
    const wanted = expectations.filter((expectation) => expectation.unitName === unitName);
    const dates = [...new Set(wanted.flatMap((expectation) => expectation.dates))].sort();
    const shown = (date: ReferenceDate) =>
      features.some(({ validity: { from, to } }) => from <= date && (to === null || to > date));
    const ending = (date: ReferenceDate) => features.filter(({ validity }) => validity.to === date).length;

    const empty = dates.filter((date) => !shown(date));
    const holed = dates.filter((date) => shown(date) && ending(date) > 0);
    const findings: Finding[] = [];
    if (empty.length > 0)
      findings.push(
        finding('sync.validity-too-short', TARGET_PLACE, { found: empty.join(', '), expected: unitName }),
      );
    if (holed.length > 0) {
      const found = holed.map((date) => `${date} (${ending(date)})`).join(', ');
      findings.push(finding('sync.last-day-hidden', TARGET_PLACE, { found, expected: unitName }));
    }
    return findings;
  });
}

function checkLink(expectation: Expectation, found: TargetIndicator, reading: Reading): Finding[] {
  const { unitName, dates } = expectation;
  const unit = findUnit(reading.units, unitName);
  const link = found.links.find((candidate) => candidate.unitName === unitName);
  if (!unit || !link) return [invisible(expectation)];

  const name = `„${found.name}“, ${unitName}`;
  const findings: Finding[] = [];
  const missing = dates.filter((date) => !found.dates.includes(date));
  if (missing.length > 0)
    findings.push(
      finding('sync.invisible-dates', TARGET_PLACE, { found: name, expected: missing.join(', ') }),
    );
  if (!sameReaders(unit, found, link))
    findings.push(
      finding('sync.visibility-differs', TARGET_PLACE, {
        found: name,
        expected: 'Raumebene, Indikator und Verknüpfung öffentlich oder für dieselben Gruppen',
      }),
    );
  return findings;
}

function sameReaders(
  unit: TargetUnit,
  indicator: TargetIndicator,
  link: TargetIndicator['links'][number],
): boolean {
  const all = [unit.access, indicator.access, link.access];
  if (all.every((access) => access.isPublic)) return true;
  const first = unit.access;
  return all.every((access) => sameAccess({ ...access, ownerId: first.ownerId }, first));
}

function checkTopic(indicator: TargetIndicator, topicIds: ReadonlySet<string>): Finding[] {
  if (indicator.topicId && topicIds.has(indicator.topicId)) return [];
  return [finding('sync.topic-unknown', TARGET_PLACE, { found: indicator.name })];
}

function checkPalette(indicator: TargetIndicator): Finding[] {
  const { scheme, classes } = indicator.description.classification;
  if (classes >= 3 && classes <= (PALETTES[scheme] ?? 0)) return [];
  const found = `${scheme}, ${classes} Klassen (${indicator.name})`;
  return [finding('sync.palette-unknown', TARGET_PLACE, { found })];
}

function invisible({ indicator, unitName }: Expectation): Finding {
  return finding('sync.invisible-link', TARGET_PLACE, { found: indicator.name, expected: unitName });
}

function allTopics(topics: readonly TopicNode[]): TopicNode[] {
  return topics.flatMap((topic) => [topic, ...allTopics(topic.children)]);
}

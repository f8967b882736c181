/** A hash over the part of the target that a plan rests on: the plan is stale where it differs. */
import { canonicalJson, contentHash } from '../core/hash.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { findIndicator, linkKey, type Actual, type Scope } from './actual.ts';

/** Everything of the target a plan rests on: content only, never ids, timestamps, counters or the order of answers. */
export function fingerprintOf(actual: Actual, scope: Scope): string {
  const units = actual.units
    .filter((unit) => scope.unitNames.includes(unit.name))
    .map(({ id: _id, lastUpdate: _last, ...content }) => ({
      content,
      features: unordered(actual.features.get(content.name) ?? []),
    }));
  const links = scope.links.map(({ indicator, unitName }) => {
    const found = findIndicator(actual.indicators, indicator);
    const values = actual.values.get(linkKey(indicator, unitName));
    return {
      unitName,
      indicator: found && {
        description: found.description,
        topicId: found.topicId,
        remainder: found.remainder,
        access: found.access,
        dates: found.dates,
        link: found.links.find((link) => link.unitName === unitName)?.access ?? null,
      },
      values: values && unordered([...values.rows].map(([key, row]) => [key, inOrder(row, values.dates)])),
      dates: values?.dates,
      contradictory: values?.contradictory,
    };
  });
  return contentHash({ url: actual.identity.url, units: unordered(units), links });
}

function inOrder(row: ReadonlyMap<ReferenceDate, number | null>, dates: readonly ReferenceDate[]) {
  return dates.map((date) => row.get(date) ?? null);
}

function unordered(items: readonly unknown[]): string[] {
  return items.map(canonicalJson).sort();
}

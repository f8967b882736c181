/**
 * Quantities that earlier releases of any job have told: read beside what a job publishes now, whether it still counts
 * them or not. Sums of several measures or days are recognised only while an indicator of the catalogue counts them.
 */
import { referenceDate } from '../../core/reference-date.ts';
import type { Indicator } from '../../mapping/indicator.ts';
import type { KnownSide } from './known-relations.ts';
import type { ReadableRelease } from './knowledge-of.ts';
import { onItsDay, sidesOf, wholeMeasure, type Side } from './sides.ts';

/** Quantity, level, area and day. */
const FIGURE = /^(.+)\|[^|]+\|[^|]+\|(\d{4}-\d{2}-\d{2})(?:\+rest)?$/s;
/** Dataset, measure, and which part of it. */
const ONE_COUNT = /^([^.[+*~]+)\.([^[+*~]+)(?:\[(.+)\])?$/s;

export function earlierSides(
  before: readonly ReadableRelease[],
  indicators: Iterable<Indicator>,
): readonly KnownSide[] {
  const sides = new Map<string, Side>();
  for (const { formula } of indicators) {
    if (formula.kind !== 'count' && formula.kind !== 'rate') continue;
    const { numerator, denominator } = sidesOf(formula);
    for (const side of denominator ? [numerator, denominator] : [numerator])
      if (!sides.has(side.quantity)) sides.set(side.quantity, side);
  }
  const found = new Map<string, KnownSide>();
  for (const { content } of before)
    for (const { open } of content.tables)
      for (const figure of Object.keys(open)) {
        const [, quantity = '', day = ''] = FIGURE.exec(figure) ?? [];
        const key = `${quantity}|${day}`;
        if (quantity === '' || found.has(key)) continue;
        const side = sides.get(quantity) ?? sideNamed(quantity);
        if (!side) continue;
        const date = referenceDate(day);
        found.set(key, { side: onItsDay(side, date).side, date });
      }
  return [...found.values()];
}

/** Of a formula that no indicator has any more. */
function sideNamed(quantity: string): Side | undefined {
  const [, dataset, measure, selection] = ONE_COUNT.exec(quantity) ?? [];
  if (dataset === undefined || measure === undefined) return undefined;
  const side = wholeMeasure(dataset, measure, selection === undefined ? {} : codesIn(selection));
  return side.quantity === quantity ? side : undefined;
}

function codesIn(selection: string): Record<string, string[]> {
  return Object.fromEntries(
    selection.split(/(?<!\\)\|/).map((dimension) => {
      const at = dimension.indexOf('=');
      const codes = dimension.slice(at + 1).replace(/\\([\\|])/g, '$1');
      return [dimension.slice(0, at), codes.split(',')];
    }),
  );
}

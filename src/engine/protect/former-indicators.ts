/**
 * What was released before and is not computed any more, or by another job: it can still be read, so its figures belong
 * into the proof. Indicators are found by their id in today's catalogue.
 */
import { catalogueId } from '../../core/circle.ts';
import { finding, type Finding } from '../../core/finding.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { FigureTable } from '../../disclosure/figures.ts';
import type { Catalogue } from '../../mapping/catalogue.ts';
import type { FigureFormula } from '../../statistics/figure-cells.ts';
import type { ReadableRelease } from './knowledge-of.ts';

export interface FormerIndicator {
  readonly formula: FigureFormula;
  readonly dates: readonly ReferenceDate[];
}

export function formerIndicators(
  before: readonly ReadableRelease[],
  catalogue: Catalogue,
): FormerIndicator[] {
  const dates = new Map<string, Set<ReferenceDate>>();
  for (const { content } of before)
    for (const series of content.series) {
      const id = catalogueId(series.indicator);
      const own = dates.get(id) ?? new Set();
      for (const date of series.dates) own.add(date);
      dates.set(id, own);
    }
  return [...dates].flatMap(([id, own]) => {
    const formula = catalogue.indicators.get(id)?.formula;
    return formula?.kind === 'count' || formula?.kind === 'rate' ? [{ formula, dates: [...own].sort() }] : [];
  });
}

const SHOWN = 5;

/**
 * Figures that could be read and that nobody can say any more how they hang together with today's: a formula that was
 * changed, an indicator that is gone from the catalogue. Of data of other days and datasets they tell nothing.
 */
export function forgottenFigures({ figures }: FigureTable, before: readonly ReadableRelease[]): Finding[] {
  const computed = new Set(
    [...figures.values()].map(({ quantity, date }) => `${datasetOf(quantity)} ${date}`),
  );
  const forgotten = new Map<string, number>();
  for (const { content } of before)
    for (const { open } of content.tables)
      for (const id of Object.keys(open)) {
        const [quantity = '', , , day = ''] = id.split('|');
        if (figures.has(id) || id.endsWith('|umgerechnet')) continue;
        if (computed.has(`${datasetOf(quantity)} ${day}`))
          forgotten.set(quantity, (forgotten.get(quantity) ?? 0) + 1);
      }
  if (forgotten.size === 0) return [];
  const names = [...forgotten.keys()].sort();
  const more = names.length > SHOWN ? ` und ${names.length - SHOWN} weitere` : '';
  const found = names.slice(0, SHOWN).join('; ') + more;
  return [finding('disclosure.former-unknown', { file: 'Geheimhaltung', row: 0 }, { found })];
}

function datasetOf(quantity: string): string {
  return quantity.replace(/^-?[\d.]+\*/, '').replace(/\..*$/s, '');
}

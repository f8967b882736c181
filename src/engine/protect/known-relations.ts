/** What the policy knows of the data: measures that can be computed from each other, and stock and flow. */
import { addMonths } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import type { FigureMeans } from './figure-means.ts';
import { wholeMeasure, type Side } from './sides.ts';

/** What has to be looked at because the side's measures are: parts of identities, flows, counters, contributions. */
export function knownSides(side: Side, { policy, dataset }: FigureMeans): Side[] {
  const named = new Set(side.parts.map(({ count }) => `${count.dataset}.${count.measure}`));
  const identities = policy.identities.flatMap((rule) => {
    const measures = [rule.total, ...rule.parts];
    if (!measures.some((measure) => named.has(`${rule.dataset}.${measure}`))) return [];
    const cube = dataset(rule.dataset)?.cube;
    return measures
      .filter((measure) => cube?.hasMeasure(measure))
      .map((measure) => wholeMeasure(rule.dataset, measure));
  });
  const flows = policy.balances.flatMap(({ flows: id, plus, minus }) => {
    const all = [...plus, ...minus];
    return all.some((measure) => named.has(`${id}.${measure}`))
      ? all
          .filter((measure) => dataset(id)?.cube.hasMeasure(measure))
          .map((measure) => wholeMeasure(id, measure))
      : [];
  });
  const counters = policy.units.flatMap(({ dataset: id, counter, measures }) =>
    measures.some((measure) => named.has(`${id}.${measure}`)) ? [wholeMeasure(id, counter)] : [],
  );
  const contributions = policy.contributions.flatMap(({ dataset: id, measure, largest, second, holders }) =>
    named.has(`${id}.${measure}`) ? [largest, second, holders].map((one) => wholeMeasure(id, one)) : [],
  );
  return [...identities, ...flows, ...counters, ...contributions];
}

type Figures = ReadonlyMap<string, Figure>;

/** Parts add up to their total, or to no more than it. Where the data say otherwise, nothing is known. */
export function identityRelations(figures: Figures, { policy }: FigureMeans): FigureRelation[] {
  return policy.identities.flatMap(({ dataset, total, parts, rest }) =>
    onEvery(figures, `${dataset}.${total}`).flatMap((whole) => {
      const found = parts.map((measure) => figures.get(sibling(whole, `${dataset}.${measure}`)));
      if (found.includes(undefined)) return [];
      const known = found.flatMap((figure) => figure ?? []);
      const gap = gapOf(whole, known);
      if (gap !== undefined && (gap < 0 || (gap > 0 && !rest))) return [];
      const terms = [[whole.id, 1] as const, ...known.map(({ id }) => [id, -1] as const)];
      const name = rest ? `Teile von „${total}“` : `„${total}“ aus seinen Teilen`;
      return [{ name, terms, lower: 0, upper: rest ? Number.POSITIVE_INFINITY : 0 }];
    }),
  );
}

/** The stock of now is the stock of then and what came and went in between. */
export function balanceRelations(figures: Figures, { policy }: FigureMeans): FigureRelation[] {
  return policy.balances.flatMap(({ stock, flows, plus, minus, months, tolerance }) =>
    onEvery(figures, `${stock.dataset}.${stock.measure}`).flatMap((now) => {
      const then = figures.get(sibling(now, now.quantity, addMonths(now.date, -months)));
      const inflows = plus.map((measure) => figures.get(sibling(now, `${flows}.${measure}`)));
      const outflows = minus.map((measure) => figures.get(sibling(now, `${flows}.${measure}`)));
      if (!then || inflows.includes(undefined) || outflows.includes(undefined)) return [];
      const terms = [
        [now.id, 1] as const,
        [then.id, -1] as const,
        ...inflows.flatMap((figure) => (figure ? [[figure.id, -1] as const] : [])),
        ...outflows.flatMap((figure) => (figure ? [[figure.id, 1] as const] : [])),
      ];
      const gap = terms.reduce<number | undefined>((sum, [id, factor]) => {
        const value = figures.get(id)?.value ?? undefined;
        return sum === undefined || value === undefined ? undefined : sum + factor * value;
      }, 0);
      // A move of a border, or a register put right in between: the balance tells nothing there.
      if (gap !== undefined && Math.abs(gap) > tolerance) return [];
      return [{ name: 'Bestand und Bewegungen', terms, lower: -tolerance, upper: tolerance }];
    }),
  );
}

function onEvery(figures: Figures, quantity: string): Figure[] {
  return [...figures.values()].filter(
    (figure) => figure.quantity === quantity && !figure.id.endsWith('umgerechnet'),
  );
}

/** The figure of another quantity for the same place. */
function sibling(figure: Figure, quantity: string, date = figure.date): string {
  const [, level, area, day = ''] = figure.id.split('|');
  return [quantity, level, area, day.replace(figure.date, date)].join('|');
}

function gapOf(whole: Figure, parts: readonly Figure[]): number | undefined {
  if (whole.value === null || parts.some(({ value }) => value === null)) return undefined;
  return whole.value - parts.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

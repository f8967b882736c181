/** What the policy knows of the data: measures that can be computed from each other, and stock and flow. */
import { addMonths, type ReferenceDate } from '../../core/reference-date.ts';
import type { Figure, FigureRelation } from '../../disclosure/figures.ts';
import type { FigureMeans } from './figure-means.ts';
import { wholeMeasure, type Side } from './sides.ts';

/** A quantity that has to be looked at as well, and on which day. */
export interface KnownSide {
  readonly side: Side;
  readonly date: ReferenceDate;
}

/**
 * What has to be looked at because the side's measures are: parts of identities and counters, in the same selection;
 * flows and contributions; the stocks that flows lie between, which anybody may have from elsewhere.
 */
export function knownSides(side: Side, date: ReferenceDate, { policy, dataset }: FigureMeans): KnownSide[] {
  const named = new Set(side.parts.map(({ count }) => `${count.dataset}.${count.measure}`));
  const isNamed = (id: string, measures: readonly string[]) =>
    measures.some((measure) => named.has(`${id}.${measure}`));
  const has = (id: string) => (measure: string) => dataset(id)?.cube.hasMeasure(measure) ?? false;
  const wholes = (id: string, measures: readonly string[], day = date) =>
    measures.filter(has(id)).map((measure) => ({ side: wholeMeasure(id, measure), date: day }));
  const alike = (id: string, of: readonly string[], measures: readonly string[]) =>
    side.parts
      .filter(({ count }) => count.dataset === id && of.includes(count.measure))
      .flatMap(({ count }) =>
        measures.filter(has(id)).map((measure) => ({ side: wholeMeasure(id, measure, count.where), date })),
      );
  const identities = policy.identities.flatMap(({ dataset: id, total, parts }) => {
    const measures = [total, ...parts];
    return isNamed(id, measures) ? [...wholes(id, measures), ...alike(id, measures, measures)] : [];
  });
  const balances = policy.balances.flatMap(({ stock, flows, plus, minus, months }) => {
    const all = [...plus, ...minus];
    if (!isNamed(flows, all)) return [];
    const own = [stock.measure];
    return [
      ...wholes(flows, all),
      ...wholes(stock.dataset, own),
      ...wholes(stock.dataset, own, addMonths(date, -months)),
    ];
  });
  const counters = policy.units.flatMap(({ dataset: id, counter, measures }) =>
    isNamed(id, measures)
      ? [{ side: wholeMeasure(id, counter), date }, ...alike(id, measures, [counter])]
      : [],
  );
  const contributions = policy.contributions.flatMap(({ dataset: id, measure, largest, second, holders }) =>
    isNamed(id, [measure])
      ? [largest, second, holders].map((one) => ({ side: wholeMeasure(id, one), date }))
      : [],
  );
  return [...identities, ...balances, ...counters, ...contributions];
}

type Figures = ReadonlyMap<string, Figure>;

/** Parts add up to their total, or to no more than it. Where the data say otherwise, nothing is known. */
export function identityRelations(figures: Figures, { policy }: FigureMeans): FigureRelation[] {
  return policy.identities.flatMap(({ dataset, total, parts, rest }) =>
    selectionsOf(figures, `${dataset}.${total}`).flatMap(({ whole, selection }) => {
      const found = parts.map((measure) => figures.get(sibling(whole, `${dataset}.${measure}${selection}`)));
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

/** Figures of a measure, in each of its selections and atoms: `einwohner.personen`, `einwohner.personen[alter=0-2]`. */
function selectionsOf(figures: Figures, measure: string): { whole: Figure; selection: string }[] {
  return [...figures.values()].flatMap((whole) => {
    if (!whole.quantity.startsWith(measure) || whole.id.endsWith('umgerechnet')) return [];
    const selection = whole.quantity.slice(measure.length);
    return selection === '' || ONE_SELECTION.test(selection) ? [{ whole, selection }] : [];
  });
}

/** Not those of several parts or days. */
const ONE_SELECTION = /^(#.*|\[((?!\]\+).)*\])$/s;

/** The figure of another quantity for the same place. */
function sibling(figure: Figure, quantity: string, date = figure.date): string {
  const place = figure.id.slice(figure.quantity.length);
  const at = place.lastIndexOf(figure.date);
  return `${quantity}${place.slice(0, at)}${date}${place.slice(at + figure.date.length)}`;
}

function gapOf(whole: Figure, parts: readonly Figure[]): number | undefined {
  if (whole.value === null || parts.some(({ value }) => value === null)) return undefined;
  return whole.value - parts.reduce((sum, { value }) => sum + (value ?? 0), 0);
}

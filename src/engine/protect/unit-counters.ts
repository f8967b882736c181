/** Further unit types behind figures: how many Bedarfsgemeinschaften the persons live in, who contributes to an amount. */
import type { Figure } from '../../disclosure/figures.ts';
import type { FigureMeans } from './figure-means.ts';

export function withCounters(
  figures: ReadonlyMap<string, Figure>,
  { policy }: FigureMeans,
): ReadonlyMap<string, Figure> {
  const counters = policy.units.flatMap(({ unit, dataset, counter, measures }) =>
    measures.map((measure) => [`${dataset}.${measure}`, { unit, counter: `${dataset}.${counter}` }] as const),
  );
  const byMeasure = new Map<string, { unit: string; counter: string }[]>();
  for (const [measure, rule] of counters) byMeasure.set(measure, [...(byMeasure.get(measure) ?? []), rule]);
  const contributions = new Map(policy.contributions.map((one) => [`${one.dataset}.${one.measure}`, one]));

  return new Map(
    [...figures].map(([id, figure]) => {
      const at = id.slice(figure.quantity.length);
      const { measure, selection } = partsOf(figure.quantity);
      const units = (byMeasure.get(measure) ?? []).flatMap(({ unit, counter }) => {
        const value = figures.get(`${counter}${selection}${at}`)?.value;
        return typeof value === 'number' ? [[unit, value] as const] : [];
      });
      const rule = contributions.get(figure.quantity);
      const valueOf = (measure: string) => figures.get(`${rule?.dataset}.${measure}${at}`)?.value;
      const first = rule && valueOf(rule.largest);
      const second = rule && valueOf(rule.second);
      const holders = rule && valueOf(rule.holders);
      return [
        id,
        {
          ...figure,
          ...(units.length > 0 ? { units: Object.fromEntries(units) } : {}),
          ...(typeof first === 'number' && typeof second === 'number'
            ? { largest: [first, second] as const }
            : {}),
          ...(typeof holders === 'number' ? { holders } : {}),
        },
      ];
    }),
  );
}

/** `sgb2.elb` and `[alter=15-24]`; of an atom or of several parts, nothing that a measure is called. */
function partsOf(quantity: string): { measure: string; selection: string } {
  const at = quantity.endsWith(']') && !quantity.includes(']+') ? quantity.indexOf('[') : -1;
  return at < 0
    ? { measure: quantity, selection: '' }
    : { measure: quantity.slice(0, at), selection: quantity.slice(at) };
}

/**
 * How people are spread over the land: a weight for every hexagon, and for every quarter how poor and how
 * international it is. Sizes differ by a factor of ten, so that small cells exist.
 */
import { random } from './random.ts';
import type { Territory } from './territory.ts';

export interface Settlement {
  /** Share of the county's dwellings per hexagon; sums to 1. */
  readonly weights: readonly number[];
  /** Probability per hexagon that an ordinary household needs SGB II. */
  readonly poverty: readonly number[];
  /** Probability per hexagon that a household is not German. */
  readonly foreign: readonly number[];
}

export function settle(seed: number, t: Territory): Settlement {
  const rnd = random(seed, 'settlement');
  const weights = t.grid.centres.map(() => 0);
  const poverty = weights.slice();
  const foreign = weights.slice();
  for (const quarter of t.editions[0].quartiere) {
    const core = quarter.name.startsWith('Innenstadt');
    const large = quarter.key === t.special.splitFrom ? 1.8 : 1;
    const people = large * (core ? 2.2 : 1) * Math.exp(0.6 * rnd.normal());
    const poor = Math.min(0.2, 0.02 * Math.exp(1.4 * rnd.normal()) * (core ? 2 : 1));
    const abroad = Math.min(0.35, 0.05 + poor * 1.2 * rnd.next());
    const parts = quarter.hexes.map(() => 0.3 + rnd.next());
    const sum = parts.reduce((a, b) => a + b, 0);
    quarter.hexes.forEach((hex, i) => {
      weights[hex] = (people * parts[i]!) / sum;
      poverty[hex] = poor;
      foreign[hex] = abroad;
    });
  }
  const all = weights.reduce((a, b) => a + b, 0);
  return { weights: weights.map((weight) => weight / all), poverty, foreign };
}

/** What sums of amounts tell those who contribute to them: T4. */
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredCell } from '../../src/core/dataset.ts';
import { Attacker, sum } from '../support/attacker.ts';
import {
  nestedLevels,
  openWorld,
  quartersIn,
  readAll,
  valuesOf,
  type OpenWorld,
  type Shown,
  type World,
} from '../support/attack-world.ts';
import { storedCell } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const TREE = { S1: ['Q1', 'Q2', 'Q3', 'Q4'], S2: ['Q5', 'Q6', 'Q7'] };
/** Sum, the two largest contributions, and how many contribute. */
const AMOUNTS: Readonly<
  Record<string, readonly [all: number, first: number, second: number, holders: number]>
> = {
  Q1: [1000, 900, 80, 12],
  Q2: [2400, 500, 400, 30],
  Q3: [1900, 400, 300, 25],
  Q4: [3100, 700, 500, 40],
  Q5: [0, 0, 0, 2],
  Q6: [1500, 300, 250, 22],
  Q7: [2200, 350, 300, 28],
};
const MEASURES = ['flaeche', 'groesste', 'zweite', 'inhaber'] as const;
const data = {
  betriebe: Object.entries(AMOUNTS).flatMap(([area, numbers]) =>
    numbers.map((number, at): StoredCell => storedCell(area, number, { measure: MEASURES[at] ?? '' })),
  ),
};
const worldOf: World = {
  levels: nestedLevels(TREE),
  amounts: { betriebe: ['flaeche', 'groesste', 'zweite'] },
  indicators: [
    { id: 'flaeche', disclosureClass: 0, formula: { count: { dataset: 'betriebe', measure: 'flaeche' } } },
  ],
  policy: {
    contributions: [
      { dataset: 'betriebe', measure: 'flaeche', largest: 'groesste', second: 'zweite', holders: 'inhaber' },
    ],
  },
};
const attack = (shown: readonly Shown[]) =>
  readAll(new Attacker(), shown, {
    flaeche: ({ area }) => ({ decimals: 0, numerator: sum(quartersIn(TREE, area)) }),
  });
const REAL = { counts: false };

describe('T4 amounts', () => {
  it('are told by subtraction where only those of few and of one large contributor are hidden', async () => {
    world = await openWorld(worldOf);

    const shown = (await world.unprotected(data)).map((one) =>
      ['Q1', 'Q5'].includes(one.area) ? { ...one, value: null } : one,
    );

    expect(attack(shown).interval({ Q1: 1 }, REAL)).toEqual({ lo: 1000, hi: 1000 });
    expect(attack(shown).interval({ Q5: 1 }, REAL)).toEqual({ lo: 0, hi: 0 });
  });

  it('leave the second largest contributor ten percent of the largest one', async () => {
    world = await openWorld(worldOf);

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public')).interval({ Q1: 1 }, REAL);
    expect(valuesOf(shown('public'), 'flaeche')['Q1']).toBeNull();
    // A tenth of 900 less the 20 of all the others.
    expect(hi).toBeGreaterThanOrEqual(1000 + 70);
    expect(lo).toBeLessThanOrEqual(1000 - 70);
  });

  it('of two contributors who have nothing are never alone in a sum', async () => {
    world = await openWorld(worldOf);

    const { shown } = await world.release(data);

    expect(valuesOf(shown('public'), 'flaeche')['Q5']).toBeNull();
    const { lo, hi } = attack(shown('public')).interval({ Q5: 1 }, REAL);
    expect(hi).toBeGreaterThan(lo);
  });
});

/** Groups that contain each other tell the steps between them: T13. */
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredCell } from '../../src/core/dataset.ts';
import { Attacker, sum } from '../support/attacker.ts';
import {
  hidingSmall,
  openWorld,
  readAll,
  valuesOf,
  type OpenWorld,
  type Shown,
  type WorldIndicator,
} from '../support/attack-world.ts';
import { poisson, seeded } from '../support/hierarchy-table.ts';
import { geographyLevel, storedCell } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Steps of age, and the groups that are published: each is all steps from one to another. */
const STEPS = ['0-2', '3-5', '6-9', '10-14', '15-17', '18-24', '25-44', '45-64', '65-79', '80+'];
const GROUPS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  u3: [0, 0],
  u6: [0, 1],
  u10: [0, 2],
  u15: [0, 3],
  u18: [0, 4],
  u25: [0, 5],
  'w18-64': [5, 7],
  ab65: [8, 9],
  ab80: [9, 9],
  '45-79': [7, 8],
  alle: [0, 9],
};
const stepsOf = (group: string) => {
  const [from, to] = GROUPS[group]!;
  return STEPS.slice(from, to + 1);
};

function indicators(groups: readonly string[]): WorldIndicator[] {
  return groups.map((group) => ({
    id: group,
    disclosureClass: 1,
    formula: { count: { dataset: 'alter', measure: 'personen', where: { alter: stepsOf(group) } } },
  }));
}

function attackerOf(shown: readonly Shown[], area: string): Attacker {
  const own = shown.filter((one) => one.area === area);
  const reading = ({ indicator }: Shown) => ({ decimals: 0, numerator: sum(stepsOf(indicator)) });
  return readAll(new Attacker(), own, Object.fromEntries(Object.keys(GROUPS).map((one) => [one, reading])));
}

describe('T13 age ladders', () => {
  const flat = (keys: readonly string[]) => [
    geographyLevel('quartier', null, { '2010-01-01': Object.fromEntries(keys.map((key) => [key, null])) }),
  ];

  it('tell one child of three to five years by the difference, unless one of both is hidden', async () => {
    const data = {
      alter: [
        storedCell('Q1', 12, { breakdown: { alter: '0-2' } }),
        storedCell('Q1', 1, { breakdown: { alter: '3-5' } }),
      ],
    };
    world = await openWorld({ levels: flat(['Q1']), indicators: indicators(['u3', 'u6']) });
    const raw = await world.unprotected(data);
    expect(attackerOf(hidingSmall(raw, 3), 'Q1').interval({ '3-5': 1 })).toEqual({ lo: 1, hi: 1 });

    const { shown } = await world.release(data);

    expect(
      Object.values(valuesOf(shown('public'), 'u3')).concat(Object.values(valuesOf(shown('public'), 'u6'))),
    ).toContain(null);
    const { lo, hi } = attackerOf(shown('public'), 'Q1').interval({ '3-5': 1 });
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });

  it('of 64 quarters and eleven groups give no step away', async () => {
    const random = seeded(13);
    const means = [8, 3, 4, 5, 3, 12, 30, 45, 20, 9];
    const keys = Array.from({ length: 64 }, (_, at) => `Q${String(at).padStart(2, '0')}`);
    const size = new Map(keys.map((key) => [key, 0.3 + 1.7 * random()]));
    const cells = keys.flatMap((key) =>
      STEPS.map(
        (alter, at): StoredCell =>
          storedCell(key, poisson(means[at]! * size.get(key)!, random), { breakdown: { alter } }),
      ),
    );
    // Steps that are no group by themselves: nobody shows them.
    const small = cells.filter(
      ({ cell: { value }, breakdown: { alter = '' } }) =>
        (value === 1 || value === 2) && alter !== '0-2' && alter !== '80+',
    );
    const derived = (shown: readonly Shown[]) => {
      const attackers = new Map(keys.map((key) => [key, attackerOf(shown, key)]));
      return small.map(({ area, breakdown }) =>
        attackers.get(area)!.interval({ [breakdown['alter'] ?? '']: 1 }),
      );
    };
    world = await openWorld({ levels: flat(keys), indicators: indicators(Object.keys(GROUPS)) });
    const raw = derived(hidingSmall(await world.unprotected({ alter: cells }), 3));
    expect(small.length).toBeGreaterThan(30);
    expect(raw.filter(({ lo, hi }) => lo === hi).length / small.length).toBeGreaterThan(0.6);

    const { shown } = await world.release({ alter: cells });

    const left = derived(shown('public'));
    expect(left.filter(({ lo, hi }) => lo === hi)).toEqual([]);
    expect(left.filter(({ hi }) => hi < 3)).toEqual([]);
  });
});

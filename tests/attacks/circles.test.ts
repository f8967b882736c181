/** What two circles see together: T24. */
import { afterEach, describe, expect, it } from 'vitest';
import { poisson, seeded } from '../support/hierarchy-table.ts';
import { Attacker, sum } from '../support/attacker.ts';
import {
  nestedLevels,
  openWorld,
  quartersIn,
  readAll,
  type OpenWorld,
  type Shown,
  type World,
} from '../support/attack-world.ts';
import { storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'], S3: ['Q7', 'Q8', 'Q9'] };
const KEYS = quartersIn(TREE, 'K');
const indicators: World['indicators'] = [
  { id: 'bev', disclosureClass: 1, formula: { count: { dataset: 'einwohner', measure: 'personen' } } },
  { id: 'hilfe', disclosureClass: 2, formula: { count: { dataset: 'hilfe', measure: 'personen' } } },
];
const attacker = (shown: readonly Shown[]) =>
  readAll(new Attacker(), shown, {
    hilfe: ({ area }) => ({ decimals: 0, numerator: sum(quartersIn(TREE, area)) }),
  });
const dataOf = (counts: Readonly<Record<string, number>>) => ({
  einwohner: storedCells(Object.fromEntries(KEYS.map((key) => [key, 900]))),
  hilfe: storedCells(counts),
});

describe('T24 circles', () => {
  it('of which each hides another one of a pair tell everything to whoever sees both', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators });
    const shown = await world.unprotected(
      dataOf({ Q1: 31, Q2: 24, Q3: 2, Q4: 30, Q5: 40, Q6: 50, Q7: 20, Q8: 21, Q9: 22 }),
    );
    const without = (...areas: string[]) =>
      shown.map((one) => (areas.includes(one.area) ? { ...one, value: null } : one));

    expect(attacker(without('Q3', 'Q1')).interval({ Q3: 1 }).hi).toBeGreaterThan(2);
    expect(attacker(without('Q3', 'Q2')).interval({ Q3: 1 }).hi).toBeGreaterThan(2);
    expect(attacker([...without('Q3', 'Q1'), ...without('Q3', 'Q2')]).interval({ Q3: 1 })).toEqual({
      lo: 2,
      hi: 2,
    });
  });

  it('are nested: the public sees nothing that the inner circle does not see', async () => {
    const random = seeded(24);
    for (let round = 0; round < 5; round += 1) {
      const counts = Object.fromEntries(KEYS.map((key) => [key, poisson(9, random)]));
      world = await openWorld({ levels: nestedLevels(TREE), indicators });

      const { shown, release } = await world.release(dataOf(counts));

      const seen = (inner: boolean) =>
        new Map(
          release!.series
            .filter(({ indicator }) => indicator === (inner ? 'hilfe:intern' : 'hilfe'))
            .flatMap(({ level, values }) =>
              values.map(({ area, cell }) => [`${level} ${area}`, cell.value] as const),
            ),
        );
      const [intern, open] = [seen(true), seen(false)];
      expect(intern.size).toBe(13);
      for (const [place, value] of open) if (value !== null) expect(intern.get(place)).toBe(value);
      for (const [circle, n] of [
        ['intern', 3],
        ['public', 10],
      ] as const) {
        const attack = attacker(shown(circle));
        for (const key of KEYS) {
          const count = counts[key]!;
          if (count === 0 || count >= n) continue;
          const { lo, hi } = attack.interval({ [key]: 1 });
          expect(hi).toBeGreaterThanOrEqual(n);
          expect(lo).toBeLessThan(hi);
        }
      }
      await world.close();
    }
    world = undefined;
  });
});

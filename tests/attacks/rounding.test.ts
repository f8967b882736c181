/** What rounded figures tell beside exact ones: T25. */
import { afterEach, describe, expect, it } from 'vitest';
import { Attacker, sum, type Form } from '../support/attacker.ts';
import {
  nestedLevels,
  openWorld,
  quartersIn,
  valuesOf,
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

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'] };
const KEYS = quartersIn(TREE, 'K');
const children = { dataset: 'kinder', measure: 'personen' };
const ROUNDED: World['indicators'][number] = {
  id: 'kinder',
  disclosureClass: 1,
  formula: { count: children },
};
const EXACT: World['indicators'][number] = { ...ROUNDED, id: 'genau' };
const policy: World['policy'] = { rounding: { indicators: { kinder: 5 } } };
const data = { kinder: storedCells(Object.fromEntries(KEYS.map((key) => [key, 2]))) };

/** Multiples of five leave two up and two down. */
function attack(shown: readonly Shown[], isRounded: (at: Shown) => boolean): Attacker {
  const attacker = new Attacker();
  for (const one of shown) {
    if (one.value === null) continue;
    const form: Form = sum(quartersIn(TREE, one.area));
    const room = isRounded(one) ? 2 : 0;
    attacker.know(form, Math.max(0, one.value - room), one.value + room);
  }
  return attacker;
}

describe('T25 rounding', () => {
  it('of six quarters to 0 tells each of them beside an exact sum of twelve', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [ROUNDED] });

    const shown = (await world.unprotected(data))
      .filter(({ level }) => level !== 'sozialraum')
      .map((one) => (one.level === 'quartier' ? { ...one, value: 0 } : one));

    expect(attack(shown, ({ level }) => level === 'quartier').interval({ Q1: 1 })).toEqual({ lo: 2, hi: 2 });
  });

  it('is done on every level, so that no figure is found exactly', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [ROUNDED], policy });

    const { shown } = await world.release(data);

    const own = valuesOf(shown('public'), 'kinder');
    expect(own).toEqual({ Q1: 0, Q2: 0, Q3: 0, Q4: 0, Q5: 0, Q6: 0, S1: 5, S2: 5, K: 10 });
    for (const key of KEYS) {
      const { lo, hi } = attack(shown('public'), () => true).interval({ [key]: 1 });
      expect(lo).toBeLessThan(hi);
    }
  });

  it('is never shown beside exact figures of the same', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [ROUNDED, EXACT], policy });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('public'), 'genau')).toMatchObject({ Q1: null, Q2: null, K: null });
    const attacker = attack(shown('public'), ({ indicator }) => indicator === 'kinder');
    for (const key of KEYS) {
      const { lo, hi } = attacker.interval({ [key]: 1 });
      expect(lo).toBeLessThan(hi);
    }
  });
});

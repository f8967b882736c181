/** What rates, shares and full or empty cells tell: T5 to T12. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredCell } from '../../src/core/dataset.ts';
import type { Circle } from '../../src/mapping/policy-class.ts';
import { Attacker, sum } from '../support/attacker.ts';
import {
  hidingSmall,
  nestedLevels,
  openWorld,
  quartersIn,
  readAll,
  valuesOf,
  type OpenWorld,
  type Shown,
  type World,
} from '../support/attack-world.ts';
import { geographyLevel, storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'] };
const RESIDENTS = { Q1: 412, Q2: 1234, Q3: 900, Q4: 700, Q5: 800, Q6: 650 };
const people = { dataset: 'einwohner', measure: 'personen' };
const helped = { dataset: 'hilfe', measure: 'personen' };
const POPULATION = { id: 'bev', disclosureClass: 1, formula: { count: people } } as const;
const RATE = {
  id: 'quote',
  disclosureClass: 2,
  precision: 1,
  formula: { rate: { numerator: helped, denominator: people, per: 100 } },
} as const;
const ofPeople = ({ area }: Shown) => sum(quartersIn(TREE, area).map((quarter) => `bev ${quarter}`));
const ofHelped = ({ area }: Shown) => sum(quartersIn(TREE, area).map((quarter) => `hilfe ${quarter}`));

/** Decimals by the size of the denominator are no secret: the policy says so. */
function attackRates(shown: readonly Shown[], decimals: (residents: number) => number) {
  const residents = ({ area }: Shown) =>
    quartersIn(TREE, area).reduce((all, quarter) => all + RESIDENTS[quarter as 'Q1'], 0);
  return readAll(new Attacker(), shown, {
    bev: (at) => ({ decimals: 0, numerator: ofPeople(at) }),
    hilfe: (at) => ({ decimals: 0, numerator: ofHelped(at) }),
    quote: (at) => ({
      decimals: decimals(residents(at)),
      numerator: ofHelped(at),
      denominator: ofPeople(at),
    }),
  });
}
const byPolicy = (residents: number) => (residents >= 1000 ? 1 : 0);

describe('T5 rate with a small base', () => {
  const data = {
    einwohner: storedCells(RESIDENTS),
    hilfe: storedCells({ Q1: 2, Q2: 60, Q3: 41, Q4: 30, Q5: 35, Q6: 28 }),
  };
  const COUNT = { id: 'hilfe', disclosureClass: 2, formula: { count: helped } } as const;

  it('tells the count that is hidden', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [POPULATION, COUNT, RATE] });

    const shown = hidingSmall(await world.unprotected(data), 10, 'hilfe');
    // Quarters alone: nobody has subtracted anything.
    const quarters = shown.filter(({ level }) => level === 'quartier');

    expect(attackRates(quarters, () => 1).interval({ 'hilfe Q1': 1 })).toEqual({ lo: 2, hi: 2 });
  });

  it.for(['intern', 'public'] as const)('is hidden with its numerator from the circle %s', async (circle) => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [POPULATION, COUNT, RATE] });

    const { shown } = await world.release(data);

    const own = shown(circle);
    const seen = own.filter(({ area, value: one }) => area === 'Q1' && one !== null);
    expect(new Set(seen.map(({ indicator }) => indicator))).toEqual(new Set(['bev']));
    const { lo, hi } = attackRates(own, byPolicy).interval({ 'hilfe Q1': 1 });
    expect(hi).toBeGreaterThanOrEqual(circle === 'intern' ? 3 : 10);
    expect(lo).toBeLessThan(hi);
  });
});

describe('T6 rate with a larger base', () => {
  const data = {
    einwohner: storedCells(RESIDENTS),
    hilfe: storedCells({ Q1: 60, Q2: 2, Q3: 41, Q4: 30, Q5: 35, Q6: 28 }),
  };

  it('leaves two or three cases to choose from', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [POPULATION, RATE] });

    const quarters = (await world.unprotected(data)).filter(({ level }) => level === 'quartier');

    expect(attackRates(quarters, () => 1).interval({ 'hilfe Q2': 1 })).toEqual({ lo: 2, hi: 3 });
  });

  it('is hidden, and with it what would tell it', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [POPULATION, RATE] });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('public'), 'quote')['Q2']).toBeNull();
    const { lo, hi } = attackRates(shown('public'), byPolicy).interval({ 'hilfe Q2': 1 });
    expect(hi).toBeGreaterThanOrEqual(10);
    expect(lo).toBeLessThan(hi);
  });
});

describe('T7 unrounded rate', () => {
  const PAIRS = 10_000;

  it('leaves rounded values only, of which no fraction can be found', async () => {
    const pair = fc
      .integer({ min: 100, max: 6000 })
      .chain((whole) => fc.tuple(fc.integer({ min: 10, max: whole }), fc.constant(whole)));
    const pairs = fc.sample(pair, { numRuns: PAIRS, seed: 7 });
    const keys = pairs.map((_, at) => `Q${String(at).padStart(5, '0')}`);
    const cells = (at: 0 | 1) =>
      storedCells(Object.fromEntries(keys.map((key, row) => [key, pairs[row]![at]])));
    const quarters = Object.fromEntries(keys.map((key) => [key, null]));
    world = await openWorld({
      levels: [geographyLevel('quartier', null, { '2010-01-01': quarters })],
      indicators: [POPULATION, { ...RATE, disclosureClass: 1, precision: 6 }],
    });

    const data = { einwohner: cells(1), hilfe: cells(0) };
    const { shown } = await world.release(data);

    const rates = valuesOf(shown('public'), 'quote');
    let [found, foundBefore] = [0, 0];
    const wrong: string[] = [];
    for (const [row, key] of keys.entries()) {
      const [part, whole] = pairs[row]!;
      const rate = rates[key];
      const decimals = byPolicy(whole);
      const isRounded = typeof rate === 'number' && rate === Number(rate.toFixed(decimals));
      const isNear = Math.abs((rate ?? NaN) - (100 * part) / whole) <= 0.5 * 10 ** -decimals + 1e-9;
      if (!isRounded || !isNear) wrong.push(key);
      if (isFraction(Math.fround((100 * part) / whole), part, whole)) foundBefore += 1;
      if (isFraction(Math.fround(rate!), part, whole) && !isRoundFraction(part, whole, decimals)) found += 1;
    }
    expect(wrong).toEqual([]);
    expect(foundBefore / PAIRS).toBeGreaterThan(0.95);
    expect(found).toBe(0);
  });
});

/** The simplest fraction that float32 cannot tell from the value, compared with the reduced one. */
function isFraction(percent: number, part: number, whole: number): boolean {
  const wanted = percent / 100;
  const width = wanted * 2 ** -24;
  const [num, den] = simplestBetween(wanted - width, wanted + width);
  return num * whole === part * den;
}

/** Its rate has no more decimals than are shown: rounding takes nothing away, and tells nothing but the rate. */
function isRoundFraction(part: number, whole: number, decimals: number): boolean {
  return (part * 100 * 10 ** decimals) % whole === 0;
}

function simplestBetween(low: number, high: number): [number, number] {
  const floor = Math.floor(low);
  if (floor + 1 <= high) return floor === low ? [floor, 1] : [floor + 1, 1];
  if (floor === low) return [floor, 1];
  const [num, den] = simplestBetween(1 / (high - floor), 1 / (low - floor));
  return [floor * num + den, num];
}

describe('T8 complement of a rate', () => {
  const recipients = { dataset: 'hilfe', measure: 'personen' };
  const share = (sex: string) => ({
    id: `anteil-${sex}`,
    disclosureClass: 2 as const,
    precision: 1,
    formula: { share: { numerator: { ...recipients, where: { geschlecht: sex } }, denominator: recipients } },
  });
  const indicators: World['indicators'] = [
    POPULATION,
    { id: 'hilfe', disclosureClass: 2, formula: { count: recipients } },
    share('m'),
    share('w'),
  ];
  const sexes = (sex: string, counts: Readonly<Record<string, number>>): StoredCell[] =>
    storedCells(counts, { breakdown: { geschlecht: sex } });
  const data = {
    einwohner: storedCells(RESIDENTS),
    hilfe: [
      ...sexes('m', { Q1: 2, Q2: 60, Q3: 55, Q4: 61, Q5: 64, Q6: 58 }),
      ...sexes('w', { Q1: 118, Q2: 62, Q3: 57, Q4: 66, Q5: 59, Q6: 53 }),
    ],
  };
  const of = (sex: string, { area }: Shown) =>
    sum(quartersIn(TREE, area).map((quarter) => `${sex} ${quarter}`));
  const attack = (shown: readonly Shown[], decimals: number) => {
    const all = (at: Shown) => ({ ...of('m', at), ...of('w', at) });
    return readAll(new Attacker(), shown, {
      hilfe: (at) => ({ decimals: 0, numerator: all(at) }),
      'anteil-m': (at) => ({ decimals, numerator: of('m', at), denominator: all(at) }),
      'anteil-w': (at) => ({ decimals, numerator: of('w', at), denominator: all(at) }),
    }).interval({ 'm Q1': 1 });
  };

  it('follows from the other share', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators });

    const quarters = (await world.unprotected(data)).filter(
      ({ level, indicator, area }) => level === 'quartier' && !(area === 'Q1' && indicator === 'anteil-m'),
    );

    expect(attack(quarters, 1)).toEqual({ lo: 2, hi: 2 });
  });

  it.for(['intern', 'public'] as const)('inherits its status in the circle %s', async (circle) => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown(circle), 0);
    expect(hi).toBeGreaterThanOrEqual(circle === 'intern' ? 3 : 10);
    expect(lo).toBeLessThan(hi);
  });
});

describe('full and empty cells', () => {
  const young = { dataset: 'jugend', measure: 'personen' };
  const jobless = { dataset: 'arbeitslos', measure: 'personen' };
  const worldOf = (disclosureClass: 2 | 3): World => ({
    levels: nestedLevels(TREE),
    indicators: [
      POPULATION,
      { id: 'jugend', disclosureClass: 1, formula: { count: young } },
      { id: 'arbeitslos', disclosureClass, formula: { count: jobless } },
      { id: 'anteil', disclosureClass, formula: { share: { numerator: jobless, denominator: young } } },
    ],
  });
  const dataOf = (group: number, cases: number) => ({
    einwohner: storedCells(RESIDENTS),
    jugend: storedCells({ Q1: group, Q2: 160, Q3: 120, Q4: 90, Q5: 110, Q6: 105 }),
    arbeitslos: storedCells({ Q1: cases, Q2: 50, Q3: 41, Q4: 30, Q5: 35, Q6: 28 }),
  });
  const attack = (shown: readonly Shown[]) =>
    readAll(new Attacker(), shown, {
      jugend: ({ area }) => ({
        decimals: 0,
        numerator: sum(quartersIn(TREE, area).map((one) => `alle ${one}`)),
      }),
      arbeitslos: ({ area }) => ({
        decimals: 0,
        numerator: sum(quartersIn(TREE, area).map((one) => `los ${one}`)),
      }),
      anteil: ({ area }) => ({
        decimals: 0,
        numerator: sum(quartersIn(TREE, area).map((one) => `los ${one}`)),
        denominator: sum(quartersIn(TREE, area).map((one) => `alle ${one}`)),
      }),
    })
      // Nobody is counted who is not there.
      .know({ 'alle Q1': 1, 'los Q1': -1 }, 0, Infinity);
  const others = { 'alle Q1': 1, 'los Q1': -1 };

  it('T9 shows that all five of five are unemployed, unless it is hidden although five are enough', async () => {
    const data = dataOf(5, 5);
    world = await openWorld(worldOf(2));
    expect(attack(await world.unprotected(data)).interval(others)).toEqual({ lo: 0, hi: 0 });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('intern'), 'arbeitslos')['Q1']).toBeNull();
    expect(attack(shown('intern')).interval(others).hi).toBeGreaterThanOrEqual(2);
  });

  it('T9 hides a full cell of a large group from everybody', async () => {
    const data = dataOf(140, 140);
    world = await openWorld(worldOf(2));
    expect(attack(await world.unprotected(data)).interval(others)).toEqual({ lo: 0, hi: 0 });

    const { shown } = await world.release(data);

    for (const circle of ['intern', 'public'] as const)
      expect(attack(shown(circle)).interval(others).hi).toBeGreaterThanOrEqual(2);
  });

  it('T10 tells the tenth of ten that all the others are, unless it is hidden as well', async () => {
    const data = dataOf(10, 9);
    world = await openWorld(worldOf(2));
    // She is the one who is not.
    expect(
      attack(await world.unprotected(data))
        .know(others, 1, Infinity)
        .interval(others),
    ).toEqual({
      lo: 1,
      hi: 1,
    });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('intern'), 'arbeitslos')['Q1']).toBeNull();
    const { lo, hi } = attack(shown('intern')).know(others, 1, Infinity).interval(others);
    expect(hi).toBeGreaterThanOrEqual(2);
    expect(lo).toBeLessThan(hi);
  });

  it.for(['intern', 'public'] as const)(
    'T11 says that nobody has it, unless zeros are hidden from the circle %s',
    async (circle: Circle) => {
      const data = dataOf(11, 0);
      const withZeros = {
        ...data,
        arbeitslos: storedCells({ Q1: 0, Q2: 0, Q3: 41, Q4: 30, Q5: 35, Q6: 28 }),
      };
      world = await openWorld(worldOf(3));
      expect(attack(await world.unprotected(withZeros)).interval({ 'los Q1': 1 })).toEqual({ lo: 0, hi: 0 });

      const { shown } = await world.release(withZeros);

      const own = valuesOf(shown(circle), 'arbeitslos', 'quartier');
      expect([own['Q1'], own['Q2']]).toEqual([null, null]);
      const n = circle === 'intern' ? 5 : 10;
      expect(attack(shown(circle)).interval({ 'los Q1': 1 }).hi).toBeGreaterThanOrEqual(n);
      expect(attack(shown(circle)).interval({ 'los Q2': 1 }).hi).toBeGreaterThanOrEqual(n);
    },
  );
});

describe('T12 households', () => {
  const data = {
    einwohner: storedCells(RESIDENTS),
    sgb2: [
      ...storedCells({ Q1: 6, Q2: 60, Q3: 41, Q4: 30, Q5: 35, Q6: 28 }, { measure: 'leistungsberechtigte' }),
      ...storedCells({ Q1: 1, Q2: 30, Q3: 21, Q4: 15, Q5: 17, Q6: 14 }, { measure: 'bedarfsgemeinschaften' }),
    ],
  };
  const indicators: World['indicators'] = [
    POPULATION,
    {
      id: 'hilfe',
      disclosureClass: 2,
      formula: { count: { dataset: 'sgb2', measure: 'leistungsberechtigte' } },
    },
  ];
  const attack = (shown: readonly Shown[]) =>
    readAll(new Attacker(), shown, { hilfe: (at) => ({ decimals: 0, numerator: ofHelped(at) }) }).interval({
      'hilfe Q1': 1,
    });

  it('shows the six persons of one household where persons alone are counted', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators });

    expect(attack(hidingSmall(await world.unprotected(data), 3))).toEqual({ lo: 6, hi: 6 });
  });

  it('hides them, and what would tell them', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('intern'), 'hilfe')['Q1']).toBeNull();
    const { lo, hi } = attack(shown('intern'));
    expect(hi).toBeGreaterThan(6);
    expect(lo).toBeLessThan(hi);
  });
});

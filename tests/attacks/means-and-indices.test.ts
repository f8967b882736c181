/** What means, scores and indices tell of the figures they are made of: T21, T22. */
import { afterEach, describe, expect, it } from 'vitest';
import { Attacker, sum } from '../support/attacker.ts';
import {
  openWorld,
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

const KEYS = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6'];
const flat = [
  geographyLevel('quartier', null, { '2010-01-01': Object.fromEntries(KEYS.map((key) => [key, null])) }),
];
const people = { dataset: 'einwohner', measure: 'personen' };
const POPULATION = { id: 'bev', disclosureClass: 1, formula: { count: people } } as const;

describe('T21 scores and indices', () => {
  const rate = (id: string, dataset: string) => ({
    id,
    disclosureClass: 2 as const,
    precision: 1,
    formula: { rate: { numerator: { dataset, measure: 'personen' }, denominator: people, per: 100 } },
  });
  const indicators: World['indicators'] = [
    POPULATION,
    rate('hilfe', 'hilfe'),
    rate('pflege', 'pflege'),
    { id: 'z', disclosureClass: 2, precision: 2, formula: { zscore: { of: 'hilfe' } } },
    { id: 'index', disclosureClass: 2, precision: 2, formula: { index: { of: ['hilfe', 'pflege'] } } },
  ];
  const data = {
    einwohner: storedCells({ Q1: 412, Q2: 1234, Q3: 900, Q4: 700, Q5: 800, Q6: 650 }),
    hilfe: storedCells({ Q1: 2, Q2: 130, Q3: 41, Q4: 30, Q5: 60, Q6: 28 }),
    pflege: storedCells({ Q1: 40, Q2: 60, Q3: 31, Q4: 50, Q5: 44, Q6: 38 }),
  };
  /** Two quarters that are shown tell mean and deviation, and those the value behind any other score. */
  const rateBehind = (shown: readonly Shown[], area: string): number | undefined => {
    const [rates, scores] = [valuesOf(shown, 'hilfe'), valuesOf(shown, 'z')];
    const score = scores[area];
    const open = KEYS.filter((key) => typeof rates[key] === 'number' && typeof scores[key] === 'number');
    const [low, high] = [
      open.toSorted((a, b) => scores[a]! - scores[b]!)[0],
      open.toSorted((a, b) => scores[b]! - scores[a]!)[0],
    ];
    if (typeof score !== 'number' || low === undefined || high === undefined || low === high)
      return undefined;
    const deviation = (rates[high]! - rates[low]!) / (scores[high]! - scores[low]!);
    return rates[low]! + (score - scores[low]!) * deviation;
  };

  it('tell a hidden rate, and with it the count', async () => {
    world = await openWorld({ levels: flat, indicators });

    const shown = (await world.unprotected(data)).map((one) =>
      one.area === 'Q1' && one.indicator === 'hilfe' ? { ...one, value: null } : one,
    );

    const found = rateBehind(shown, 'Q1');
    expect(found).toBeCloseTo((100 * 2) / 412, 1);
    expect(Math.round((found! * 412) / 100)).toBe(2);
  });

  it.for(['intern', 'public'] as const)(
    'are hidden with what they are made of from the circle %s',
    async (circle) => {
      world = await openWorld({ levels: flat, indicators });

      const { shown } = await world.release(data);

      const own = shown(circle);
      for (const indicator of ['hilfe', 'z', 'index'])
        expect(
          own.filter((one) => one.indicator === indicator && one.area === 'Q1' && one.value !== null),
        ).toEqual([]);
      expect(rateBehind(own, 'Q1')).toBeUndefined();
    },
  );

  it('are computed from what is shown, so that mean and deviation tell nothing of what is hidden', async () => {
    world = await openWorld({ levels: flat, indicators });

    const { shown } = await world.release(data);

    const open = shown('public');
    const rates = Object.values(valuesOf(open, 'hilfe')).flatMap((one) => one ?? []);
    const scores = Object.values(valuesOf(open, 'z')).flatMap((one) => one ?? []);
    expect(scores.length).toBe(rates.length);
    expect(scores.length).toBeGreaterThanOrEqual(4);
    // Mean zero over the open ones alone: whoever is hidden has no part in it.
    expect(Math.abs(scores.reduce((all, one) => all + one, 0))).toBeLessThan(0.05);
  });
});

describe('T22 mean age', () => {
  const indicators: World['indicators'] = [
    POPULATION,
    {
      id: 'alter',
      disclosureClass: 1,
      precision: 2,
      formula: { quotient: { numerator: { dataset: 'alter', measure: 'jahre' }, denominator: people } },
    },
  ];
  const [then, now] = ['2023-12-31', '2024-12-31'];
  const amounts = { alter: ['jahre'] };
  // One person of 30 has come to Q1, and everybody else has grown a year older, as everybody knows.
  const data = {
    einwohner: [
      ...storedCells({ Q1: 50, Q2: 420 }, { date: then }),
      ...storedCells({ Q1: 51, Q2: 460 }, { date: now }),
    ],
    alter: [
      ...storedCells({ Q1: 2113, Q2: 18_000 }, { date: then, measure: 'jahre' }),
      ...storedCells({ Q1: 2113 + 50 + 30, Q2: 19_700 }, { date: now, measure: 'jahre' }),
    ],
  };
  const levels = [geographyLevel('quartier', null, { '2010-01-01': { Q1: null, Q2: null } })];
  const attack = (shown: readonly Shown[], decimals: number) => {
    const attacker = new Attacker()
      .know({ [`jahre Q1 ${now}`]: 1, [`jahre Q1 ${then}`]: -1, 'alter der Neuen': -1 }, 50)
      .know({ 'alter der Neuen': 1 }, 0, 110);
    return readAll(attacker, shown, {
      bev: ({ area, date }) => ({ decimals: 0, numerator: sum([`bev ${area} ${date}`]) }),
      alter: ({ area, date }) => ({
        decimals,
        per: 1,
        numerator: sum([`jahre ${area} ${date}`]),
        denominator: sum([`bev ${area} ${date}`]),
      }),
    }).interval({ 'alter der Neuen': 1 });
  };

  it('of two days tells the age of the one person who came', async () => {
    world = await openWorld({ levels, indicators, amounts });

    expect(attack(await world.unprotected(data), 2)).toEqual({ lo: 30, hi: 30 });
  });

  it('is withheld on the later day where few have come and the group is small', async () => {
    world = await openWorld({ levels, indicators, amounts });

    const { shown } = await world.release(data);

    const own = shown('public').filter(({ indicator, value }) => indicator === 'alter' && value !== null);
    expect(own.map(({ area, date }) => `${area} ${date}`)).toEqual([`Q1 ${then}`, `Q2 ${then}`, `Q2 ${now}`]);
    expect(attack(shown('public'), 1)).toEqual({ lo: 0, hi: 110 });
  });

  it('is withheld as well where the two days come in two releases', async () => {
    world = await openWorld({ levels, indicators, amounts });
    const of = (date: string) => ({
      einwohner: data.einwohner.filter((one) => one.date <= date),
      alter: data.alter.filter((one) => one.date <= date),
    });
    const first = await world.release(of(then));

    const second = await world.release(of(now));

    expect(attack([...first.shown('public'), ...second.shown('public')], 1)).toEqual({ lo: 0, hi: 110 });
  });
});

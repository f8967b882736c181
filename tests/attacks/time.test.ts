/** What several releases and days tell together: T16 to T20. */
import { afterEach, describe, expect, it } from 'vitest';
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
import { geographyLevel, storedCell, storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'] };
const children = { dataset: 'kinder', measure: 'personen' };
const CHILDREN: World['indicators'][number] = {
  id: 'kinder',
  disclosureClass: 1,
  formula: { count: children },
};
const COUNTS = { Q1: 31, Q2: 24, Q3: 2, Q4: 30, Q5: 40, Q6: 50 };
const readings = { kinder: ({ area }: Shown) => ({ decimals: 0, numerator: sum(quartersIn(TREE, area)) }) };

describe('T16 union of releases', () => {
  it('tells the hidden quarter where a later release opens the one that protects it', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });
    const first = (await world.release({ kinder: storedCells(COUNTS) })).shown('public');
    expect(valuesOf(first, 'kinder')).toMatchObject({ Q2: null, Q3: null });
    const before = readAll(new Attacker().atLeast('Q3', 1), first, readings);
    expect(before.interval({ Q3: 1 })).toEqual({ lo: 1, hi: 26 });

    const careless = before.know({ Q2: 1 }, 24);

    expect(careless.interval({ Q3: 1 })).toEqual({ lo: 2, hi: 2 });
  });

  it('keeps the pattern of before whatever would be cheaper now', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });
    const first = await world.release({ kinder: storedCells(COUNTS) });

    // Q1 has become the cheapest to hide, and all that was ever readable still is.
    const second = await world.release({ kinder: storedCells({ ...COUNTS, Q1: 18 }) });

    // Whoever assumes that only what he sees change has changed.
    const attacker = readAll(new Attacker(), first.shown('public'), {
      kinder: ({ area }) => ({ decimals: 0, numerator: { ...sum(quartersIn(TREE, area)) } }),
    });
    const later = second.shown('public').filter(({ area }) => area === 'Q2' || area === 'Q3');
    const { lo, hi } = readAll(attacker, later, readings).interval({ Q3: 1 });
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });

  it('hides what another indicator would tell of it later', async () => {
    const sexes = (sex: string, counts: Readonly<Record<string, number>>) =>
      storedCells(counts, { breakdown: { geschlecht: sex } });
    const data = {
      kinder: [
        ...sexes('m', { Q1: 15, Q2: 11, Q3: 1, Q4: 15, Q5: 20, Q6: 25 }),
        ...sexes('w', { Q1: 16, Q2: 13, Q3: 1, Q4: 15, Q5: 20, Q6: 25 }),
      ],
    };
    const bySex = (sex: string): World['indicators'][number] => ({
      id: sex,
      disclosureClass: 1,
      formula: { count: { ...children, where: { geschlecht: sex } } },
    });
    const levels = nestedLevels(TREE);
    world = await openWorld({ levels, indicators: [CHILDREN] });
    const first = await world.release(data);
    const more = await world.again({ levels, indicators: [CHILDREN, bySex('m'), bySex('w')] });

    const second = await more.release(data);

    const of = (sex: string, { area }: Shown) => sum(quartersIn(TREE, area).map((one) => `${sex} ${one}`));
    const attacker = new Attacker();
    for (const release of [first, second])
      readAll(attacker, release.shown('public'), {
        kinder: (at) => ({ decimals: 0, numerator: { ...of('m', at), ...of('w', at) } }),
        m: (at) => ({ decimals: 0, numerator: of('m', at) }),
        w: (at) => ({ decimals: 0, numerator: of('w', at) }),
      });
    for (const target of [{ 'm Q3': 1 }, { 'w Q3': 1 }, { 'm Q3': 1, 'w Q3': 1 }]) {
      const { lo, hi } = attacker.interval(target);
      expect(hi).toBeGreaterThanOrEqual(3);
      expect(lo).toBeLessThan(hi);
    }
  });

  it('blocks a release that cannot be protected any more, and says since when it is known', async () => {
    const levels = nestedLevels(TREE);
    const milder = { ...CHILDREN, disclosureClass: 0 as const };
    world = await openWorld({ levels, indicators: [milder] });
    // Everything but Q3 itself: a quarter that was delivered later.
    const early = storedCells(COUNTS).filter(({ area }) => area !== 'Q3');
    await world.release({ kinder: [...early, ...storedCells({ S1: 57, S2: 120 }, { level: 'sozialraum' })] });
    const strict = await world.again({ levels, indicators: [CHILDREN] });

    const { release, findings } = await strict.release({ kinder: storedCells(COUNTS) });

    expect(release).toBeUndefined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'disclosure.not-protectable',
        expected: expect.stringContaining('veröffentlicht seit'),
      }),
    );
  });
});

describe('T17 withdrawal', () => {
  it('does not make forgotten what could be read: it is counted as known and told aloud', async () => {
    const levels = nestedLevels(TREE);
    world = await openWorld({ levels, indicators: [{ ...CHILDREN, disclosureClass: 0 }] });
    const first = await world.release({ kinder: storedCells(COUNTS) });
    expect(valuesOf(first.shown('public'), 'kinder')).toMatchObject({ Q3: 2 });
    const strict = await world.again({ levels, indicators: [CHILDREN] });

    const { findings } = await strict.release({ kinder: storedCells(COUNTS) });

    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'disclosure.already-public',
        found: expect.stringContaining('Q3'),
        expected: '03.02.2026',
      }),
    );
  });
});

describe('T18 correction', () => {
  const late = { ...COUNTS, Q3: 22 };

  it('shows the one person who was recorded late', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });
    const before = valuesOf(await world.unprotected({ kinder: storedCells(late) }), 'kinder');

    const after = valuesOf(await world.unprotected({ kinder: storedCells({ ...late, Q1: 32 }) }), 'kinder');

    expect(after['Q1']! - before['Q1']!).toBe(1);
  });

  it('is held back until it tells no more than the figure', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });
    const first = await world.release({ kinder: storedCells(late) });

    const second = await world.release({ kinder: storedCells({ ...late, Q1: 32 }) });

    // What was added anywhere, as far as it follows from both releases.
    const attacker = readAll(new Attacker(), first.shown('public'), readings);
    readAll(attacker, second.shown('public'), {
      kinder: ({ area }) => ({
        decimals: 0,
        numerator: {
          ...sum(quartersIn(TREE, area)),
          ...sum(quartersIn(TREE, area).map((one) => `${one} more`)),
        },
      }),
    });
    for (const area of ['Q1', 'S1', 'K']) {
      const seen = [first, second].map(({ shown }) => valuesOf(shown('public'), 'kinder')[area]);
      const difference = Math.abs((seen[1] ?? NaN) - (seen[0] ?? NaN));
      expect(Number.isNaN(difference) || difference === 0 || difference >= 3).toBe(true);
    }
    expect(valuesOf(second.shown('public'), 'kinder')['Q1']).not.toBe(32);
    expect(second.findings).toContainEqual(expect.objectContaining({ code: 'disclosure.correction-held' }));
  });
});

describe('T19 balance', () => {
  const FLOWS = ['geburten', 'sterbefaelle', 'zuzuege', 'fortzuege', 'umzuege-hinein', 'umzuege-hinaus'];
  const flat = [geographyLevel('quartier', null, { '2010-01-01': { Q1: null, Q2: null, Q3: null } })];
  const indicators: World['indicators'] = [
    { id: 'bev', disclosureClass: 1, formula: { count: { dataset: 'einwohner', measure: 'personen' } } },
    ...FLOWS.map((measure) => ({
      id: measure,
      disclosureClass: 1 as const,
      formula: { count: { dataset: 'bewegungen', measure } },
    })),
  ];
  const flows: Readonly<Record<string, readonly number[]>> = {
    Q1: [6, 2, 40, 50, 0, 0],
    Q2: [9, 7, 30, 21, 10, 12],
    Q3: [8, 6, 25, 29, 11, 9],
  };
  const then: Readonly<Record<string, number>> = { Q1: 812, Q2: 900, Q3: 700 };
  const now = Object.fromEntries(
    Object.entries(flows).map(([area, [born = 0, died = 0, came = 0, left = 0, into = 0, out = 0]]) => [
      area,
      then[area]! + born - died + came - left + into - out,
    ]),
  );
  const data = {
    einwohner: [...storedCells(then, { date: '2023-12-31' }), ...storedCells(now, { date: '2024-12-31' })],
    bewegungen: Object.entries(flows).flatMap(([area, counts]) =>
      counts.map((count, at) => storedCell(area, count, { measure: FLOWS[at] ?? '', date: '2024-12-31' })),
    ),
  };
  const attack = (shown: readonly Shown[]) => {
    const attacker = new Attacker();
    for (const area of Object.keys(flows))
      attacker.know(
        {
          [`bev ${area} 2024-12-31`]: 1,
          [`bev ${area} 2023-12-31`]: -1,
          ...Object.fromEntries(
            FLOWS.map((flow, at) => [`${flow} ${area} 2024-12-31`, at % 2 === 0 ? -1 : 1] as const),
          ),
        },
        0,
      );
    const reading = ({ indicator, area, date }: Shown) => ({
      decimals: 0,
      numerator: { [`${indicator} ${area} ${date}`]: 1 },
    });
    return readAll(
      attacker,
      shown,
      Object.fromEntries(['bev', ...FLOWS].map((one) => [one, reading])),
    ).interval({
      'sterbefaelle Q1 2024-12-31': 1,
    });
  };

  it('of stock and flows tells the one flow that is hidden', async () => {
    world = await openWorld({ levels: flat, indicators });
    expect(now['Q1']).toBe(806);

    const shown = (await world.unprotected(data)).map((one) =>
      one.value !== null && one.value > 0 && one.value < 3 ? { ...one, value: null } : one,
    );

    expect(attack(shown)).toEqual({ lo: 2, hi: 2 });
  });

  it('is known to disclosure control: another flow is hidden as well', async () => {
    world = await openWorld({ levels: flat, indicators });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public'));
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });
});

describe('T20 rolling mean', () => {
  const flat = [geographyLevel('quartier', null, { '2010-01-01': { Q1: null, Q2: null, Q3: null } })];
  const born = { dataset: 'bewegungen', measure: 'geburten' };
  const people = { dataset: 'einwohner', measure: 'personen' };
  const indicators: World['indicators'] = [
    { id: 'bev', disclosureClass: 1, formula: { count: people } },
    { id: 'geburten', disclosureClass: 1, formula: { count: born } },
    {
      id: 'drei',
      disclosureClass: 1,
      precision: 2,
      formula: { rate: { numerator: born, denominator: people, per: 1000, pooledYears: 3 } },
    },
  ];
  const years = ['2021-12-31', '2022-12-31', '2023-12-31'];
  const births: Readonly<Record<string, readonly number[]>> = {
    Q1: [9, 7, 2],
    Q2: [8, 12, 9],
    Q3: [7, 9, 11],
  };
  const data = {
    einwohner: years.flatMap((date) => storedCells({ Q1: 412, Q2: 900, Q3: 700 }, { date })),
    bewegungen: Object.entries(births).flatMap(([area, counts]) =>
      counts.map((count, at) => storedCell(area, count, { measure: 'geburten', date: years[at] ?? '' })),
    ),
  };
  const attack = (shown: readonly Shown[], decimals: number) => {
    const at = (what: string, area: string, dates: readonly string[]) =>
      sum(dates.map((date) => `${what} ${area} ${date}`));
    return readAll(new Attacker(), shown, {
      bev: ({ area, date }) => ({ decimals: 0, numerator: at('bev', area, [date]) }),
      geburten: ({ area, date }) => ({ decimals: 0, numerator: at('geburten', area, [date]) }),
      drei: ({ area }) => ({
        decimals,
        per: 1000,
        numerator: at('geburten', area, years),
        denominator: at('bev', area, years),
      }),
    }).interval({ 'geburten Q1 2023-12-31': 1 });
  };

  it('tells the third year where two are shown', async () => {
    world = await openWorld({ levels: flat, indicators });

    const shown = (await world.unprotected(data)).map((one) =>
      one.value === 2 ? { ...one, value: null } : one,
    );

    expect(attack(shown, 2)).toEqual({ lo: 2, hi: 2 });
  });

  it('is hidden, or one of its years is', async () => {
    world = await openWorld({ levels: flat, indicators });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public'), 1);
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });
});

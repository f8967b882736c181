/** Random worlds with everything at once: ladders, sexes, shares, rates, two levels of sums, two circles, two releases. */
import { describe, expect, it } from 'vitest';
import { Attacker, sum, type Form, type Reading } from '../support/attacker.ts';
import {
  nestedLevels,
  openWorld,
  quartersIn,
  readAll,
  type Data,
  type Shown,
  type World,
  type WorldIndicator,
} from '../support/attack-world.ts';
import { poisson, seeded } from '../support/hierarchy-table.ts';
import { storedCell, storedCells } from '../support/small-county.ts';

const WORLDS = 16;
const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'] };
const KEYS = quartersIn(TREE, 'K');
const SEXES = ['m', 'w'];
const AGES = ['0-5', '6-17', '18+'];

interface Group {
  readonly geschlecht?: readonly string[];
  readonly alter?: readonly string[];
}
const GROUPS: Readonly<Record<string, Group>> = {
  alle: {},
  u6: { alter: ['0-5'] },
  u18: { alter: ['0-5', '6-17'] },
  wu18: { geschlecht: ['w'], alter: ['0-5', '6-17'] },
  m: { geschlecht: ['m'] },
};
const SHARES: Readonly<Record<string, readonly [part: Group, whole: Group]>> = {
  'anteil-w': [{ geschlecht: ['w'] }, {}],
  'anteil-u6': [{ alter: ['0-5'] }, { alter: ['0-5', '6-17'] }],
};
const people = { dataset: 'einwohner', measure: 'personen' };
const helped = (where: Group) => ({ dataset: 'hilfe', measure: 'personen', where });
const SOCIAL: readonly WorldIndicator[] = [
  ...Object.entries(GROUPS).map(([id, where]) => ({ id, formula: { count: helped(where) } })),
  ...Object.entries(SHARES).map(([id, [part, whole]]) => ({
    id,
    precision: 1,
    formula: { share: { numerator: helped(part), denominator: helped(whole) } },
  })),
  { id: 'quote', precision: 1, formula: { rate: { numerator: helped({}), denominator: people, per: 100 } } },
].map((one) => ({ ...one, disclosureClass: 2 as const }));
const POPULATION: WorldIndicator = { id: 'bev', disclosureClass: 1, formula: { count: people } };

/** All cells of the group in the quarters of the area. */
function cellsOf(area: string, { geschlecht = SEXES, alter = AGES }: Group): Form {
  return sum(
    quartersIn(TREE, area).flatMap((quarter) =>
      geschlecht.flatMap((sex) => alter.map((age) => `${quarter} ${sex} ${age}`)),
    ),
  );
}

interface RandomWorld {
  readonly data: Data;
  /** Indicators of the first release; the second has all of them. */
  readonly first: World['indicators'];
  readonly counts: ReadonlyMap<string, number>;
  readonly residents: Readonly<Record<string, number>>;
}

function randomWorld(seed: number): RandomWorld {
  const random = seeded(seed);
  const mean = 3 + 12 * random();
  const counts = new Map<string, number>();
  const hilfe = KEYS.flatMap((quarter) =>
    SEXES.flatMap((geschlecht) =>
      AGES.map((alter) => {
        const count = poisson(alter === '18+' ? 2 * mean : mean, random);
        counts.set(`${quarter} ${geschlecht} ${alter}`, count);
        return storedCell(quarter, count, { breakdown: { geschlecht, alter } });
      }),
    ),
  );
  const residents = Object.fromEntries(KEYS.map((key) => [key, 320 + Math.floor(900 * random())]));
  const first = [POPULATION, ...SOCIAL.filter(() => random() < 0.4)];
  return { data: { einwohner: storedCells(residents), hilfe }, first, counts, residents };
}

function attackOn({ counts, residents }: RandomWorld, shown: readonly Shown[]): Attacker {
  // How many decimals a value has, the policy says by the size of what it is divided by.
  const decimalsFor = (whole: number) => (whole >= 1000 ? 1 : 0);
  const total = (form: Form) => Object.keys(form).reduce((all, cell) => all + (counts.get(cell) ?? 0), 0);
  const inhabitants = (area: string) =>
    quartersIn(TREE, area).reduce((all, quarter) => all + (residents[quarter] ?? 0), 0);
  const count =
    (group: Group) =>
    ({ area }: Shown) => ({ decimals: 0, numerator: cellsOf(area, group) });
  const share =
    ([part, whole]: readonly [Group, Group]) =>
    ({ area }: Shown): Omit<Reading, 'value'> => ({
      decimals: decimalsFor(total(cellsOf(area, whole))),
      numerator: cellsOf(area, part),
      denominator: cellsOf(area, whole),
    });
  return readAll(new Attacker(), shown, {
    ...Object.fromEntries(Object.entries(GROUPS).map(([id, group]) => [id, count(group)])),
    ...Object.fromEntries(Object.entries(SHARES).map(([id, sides]) => [id, share(sides)])),
    bev: ({ area }) => ({ decimals: 0, numerator: { [`bev ${area}`]: 1 } }),
    quote: ({ area }) => ({
      decimals: decimalsFor(inhabitants(area)),
      numerator: cellsOf(area, {}),
      denominator: { [`bev ${area}`]: 1 },
    }),
  });
}

/** Everything that counts fewer than `n`: published groups, and the smallest cells they are made of. */
function given(world: RandomWorld, shown: readonly Shown[], n: number): string[] {
  const attacker = attackOn(world, shown);
  const cells = KEYS.flatMap((quarter) =>
    SEXES.flatMap((sex) => AGES.map((age) => [quarter, { geschlecht: [sex], alter: [age] }] as const)),
  );
  const groups = [...KEYS, ...Object.keys(TREE)].flatMap((area) =>
    [...Object.values(GROUPS), { geschlecht: ['w'] }].map((group) => [area, group] as const),
  );
  return [...cells, ...groups].flatMap(([area, group]) => {
    const form = cellsOf(area, group);
    const count = Object.keys(form).reduce((all, cell) => all + (world.counts.get(cell) ?? 0), 0);
    if (count === 0 || count >= n) return [];
    const { lo, hi } = attacker.interval(form);
    return lo === hi || hi < n ? [`${area} ${JSON.stringify(group)}`] : [];
  });
}

describe('random worlds', () => {
  it('give small groups away where only small values are hidden', async () => {
    const random = randomWorld(500);
    const world = await openWorld({ levels: nestedLevels(TREE), indicators: [POPULATION, ...SOCIAL] });
    const raw = await world.unprotected(random.data);
    await world.close();

    const careless = raw.map((one) => (one.value !== null && one.value < 10 ? { ...one, value: null } : one));

    expect(
      given(
        random,
        careless.filter(({ indicator }) => indicator in GROUPS),
        10,
      ).length,
    ).toBeGreaterThan(0);
  });

  it('give nobody away over two releases, in neither circle', async () => {
    for (let seed = 500; seed < 500 + WORLDS; seed += 1) {
      const random = randomWorld(seed);
      const world = await openWorld({ levels: nestedLevels(TREE), indicators: random.first });
      const first = await world.release(random.data);
      const more = await world.again({ levels: nestedLevels(TREE), indicators: [POPULATION, ...SOCIAL] });

      const second = await more.release(random.data);

      await world.close();
      expect([first.release, second.release]).not.toContain(undefined);
      for (const [circle, n] of [
        ['intern', 3],
        ['public', 10],
      ] as const) {
        const shown = [...first.shown(circle), ...second.shown(circle)];
        expect({ seed, circle, given: given(random, shown, n) }).toEqual({ seed, circle, given: [] });
      }
    }
  }, 90_000);
});

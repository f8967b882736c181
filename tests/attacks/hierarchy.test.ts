/** What parts, wholes and margins tell of each other: T1, T2, T3, T23. */
import { afterEach, describe, expect, it } from 'vitest';
import type { StoredCell } from '../../src/core/dataset.ts';
import { Attacker, sum, type Reading } from '../support/attacker.ts';
import { releaseTable } from '../support/attack-table.ts';
import {
  hidingSmall,
  nestedLevels,
  openWorld,
  quartersIn,
  readAll,
  valuesOf,
  type OpenWorld,
  type Shown,
} from '../support/attack-world.ts';
import { figure, value } from '../support/figures.ts';
import { storedCell, storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const TREE = { S1: ['Q1', 'Q2', 'Q3'], S2: ['Q4', 'Q5', 'Q6'] };
const CHILDREN = {
  id: 'kinder',
  disclosureClass: 1,
  formula: { count: { dataset: 'kinder', measure: 'personen' } },
} as const;

describe('T1 hierarchy', () => {
  const data = { kinder: storedCells({ Q1: 31, Q2: 24, Q3: 2, Q4: 30, Q5: 40, Q6: 50 }) };
  const attack = (shown: readonly Shown[]) =>
    readAll(new Attacker().atLeast('Q3', 1), shown, {
      kinder: ({ area }) => ({ decimals: 0, numerator: sum(quartersIn(TREE, area)) }),
    }).interval({ Q3: 1 });

  it('gives away the one hidden quarter of a Sozialraum that is shown', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });

    const shown = hidingSmall(await world.unprotected(data), 3);

    expect(attack(shown)).toEqual({ lo: 2, hi: 2 });
  });

  it('hides a second quarter or the sum', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public'));
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
    expect(valuesOf(shown('public'), 'kinder', 'sozialraum')).toEqual({ S1: 57, S2: 120 });
  });
});

describe('T2 crossing', () => {
  // sdcTable's example of a pattern with two hidden cells in each row and column that is not safe.
  const COUNTS: Readonly<Record<string, readonly number[]>> = {
    w: [30, 47, 64, 89],
    x: [90, 124, 5, 31],
    y: [92, 100, 59, 85],
    z: [800, 991, 651, 685],
  };
  const PRIMARY = ['w/a', 'w/b', 'w/c', 'x/a', 'x/c', 'y/b', 'y/d', 'z/b', 'z/d'];
  const COLUMNS = ['a', 'b', 'c', 'd'];
  const cells = Object.entries(COUNTS).flatMap(([row, counts]) =>
    counts.map((count, at) => ({ row, column: COLUMNS[at] ?? '', count })),
  );
  const lines = [
    ...Object.keys(COUNTS).map((row) => ({ name: row, own: cells.filter((one) => one.row === row) })),
    ...COLUMNS.map((column) => ({ name: column, own: cells.filter((one) => one.column === column) })),
  ];
  const total = (own: typeof cells) => own.reduce((all, { count }) => all + count, 0);
  const attack = (shown: ReadonlyMap<string, number | null>) => {
    const attacker = new Attacker();
    for (const { own } of lines)
      attacker.know(sum(own.map(({ row, column }) => `${row}/${column}`)), total(own));
    for (const [id, count] of shown) if (count !== null) attacker.know({ [id]: 1 }, count);
    return attacker;
  };

  it('gives away a cell although two are hidden in its row and two in its column', () => {
    const shown = new Map(
      cells.map(({ row, column, count }) => {
        const id = `${row}/${column}`;
        return [id, PRIMARY.includes(id) ? null : count] as const;
      }),
    );

    expect(attack(shown).interval({ 'w/b': 1 })).toEqual({ lo: 47, hi: 47 });
  });

  it('hides one cell more', async () => {
    // One household behind each of the nine: no threshold for persons would hide them.
    const figures = cells.map(({ row, column, count }) => {
      const id = `${row}/${column}`;
      return figure(id, count, PRIMARY.includes(id) ? { units: { haushalt: 1 } } : {});
    });
    const margins = lines.map(({ name, own }) => figure(`sum ${name}`, total(own), { population: true }));
    const relations = lines.map(({ name, own }) => ({
      name,
      terms: [
        [`sum ${name}`, 1] as const,
        ...own.map(({ row, column }) => [`${row}/${column}`, -1] as const),
      ],
      lower: 0,
      upper: 0,
    }));

    const shown = await releaseTable({
      figures: new Map([...figures, ...margins].map((one) => [one.id, one])),
      relations,
      values: figures.map(({ id }) => value('count', [id])),
    });

    for (const circle of ['intern', 'public'] as const) {
      const own = shown![circle];
      const hidden = [...own].filter(([, count]) => count === null).map(([id]) => id);
      expect(hidden).toEqual(expect.arrayContaining(PRIMARY));
      expect(hidden.length).toBeGreaterThan(PRIMARY.length);
      for (const id of hidden) {
        const { lo, hi } = attack(own).interval({ [id]: 1 });
        expect(hi).toBeGreaterThan(lo);
      }
    }
  });
});

describe('T3 linked tables', () => {
  const TREE_OF_FIRMS = { S1: ['Q1', 'Q2', 'Q3', 'Q4'] };
  const MEASURES = ['alle', 'klein', 'gross', 'handel', 'gewerbe'];
  const firms: Readonly<Record<string, readonly number[]>> = {
    Q1: [15, 2, 13, 8, 7],
    Q2: [44, 20, 24, 21, 23],
    Q3: [38, 18, 20, 20, 18],
    Q4: [51, 25, 26, 25, 26],
  };
  const data = {
    firmen: Object.entries(firms).flatMap(([area, counts]) =>
      counts.map((count, at): StoredCell => storedCell(area, count, { measure: MEASURES[at] ?? '' })),
    ),
  };
  const indicators = (measures: readonly string[]) =>
    measures.map((measure) => ({
      id: measure,
      disclosureClass: 1 as const,
      formula: { count: { dataset: 'firmen', measure } },
    }));
  const policy = {
    identities: [
      { dataset: 'firmen', total: 'alle', parts: ['klein', 'gross'], rest: false },
      { dataset: 'firmen', total: 'alle', parts: ['handel', 'gewerbe'], rest: false },
    ],
  };
  const attack = (shown: readonly Shown[]) => {
    const attacker = new Attacker();
    for (const quarter of Object.keys(firms)) {
      attacker.know({ [`alle ${quarter}`]: 1, [`klein ${quarter}`]: -1, [`gross ${quarter}`]: -1 }, 0);
      attacker.know({ [`alle ${quarter}`]: 1, [`handel ${quarter}`]: -1, [`gewerbe ${quarter}`]: -1 }, 0);
    }
    const reading = ({ indicator, area }: Shown): Omit<Reading, 'value'> => ({
      decimals: 0,
      numerator: sum(quartersIn(TREE_OF_FIRMS, area).map((quarter) => `${indicator} ${quarter}`)),
    });
    return readAll(attacker, shown, Object.fromEntries(MEASURES.map((one) => [one, reading]))).interval({
      'klein Q1': 1,
    });
  };

  it('gives away what one table hides by the margin that the other shows', async () => {
    world = await openWorld({
      levels: nestedLevels(TREE_OF_FIRMS),
      indicators: indicators(MEASURES),
      policy: { ...policy, identities: [] },
    });
    const shown = await world.unprotected(data);
    // The first table by itself: the small one, the margin, and another quarter for both.
    const hidden = ['klein Q1', 'alle Q1', 'klein Q2', 'alle Q2'];
    const alone = shown.map((one) =>
      hidden.includes(`${one.indicator} ${one.area}`) ? { ...one, value: null } : one,
    );

    expect(attack(alone)).toEqual({ lo: 2, hi: 2 });
    expect(
      attack(alone.filter(({ indicator }) => !['handel', 'gewerbe'].includes(indicator))).hi,
    ).toBeGreaterThan(2);
  });

  it('protects both together', async () => {
    world = await openWorld({
      levels: nestedLevels(TREE_OF_FIRMS),
      indicators: indicators(MEASURES),
      policy,
    });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public'));
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });
});

describe('T23 residual', () => {
  const rest = storedCell('S1', 2, { role: 'residual', level: 'sozialraum' });
  const data = { kinder: [...storedCells({ Q1: 31, Q2: 24, Q3: 17, Q4: 30, Q5: 40, Q6: 50 }), rest] };
  const attack = (shown: readonly Shown[]) =>
    readAll(new Attacker(), shown, {
      kinder: ({ area }) => ({
        decimals: 0,
        numerator: {
          ...sum(quartersIn(TREE, area)),
          ...(area === 'S1' || area === 'K' ? { 'Rest S1': 1 } : {}),
        },
      }),
    }).interval({ 'Rest S1': 1 });

  it('counts those who could not be assigned to a quarter', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });

    expect(attack(await world.unprotected(data))).toEqual({ lo: 2, hi: 2 });
  });

  it('is audited as a cell of its own', async () => {
    world = await openWorld({ levels: nestedLevels(TREE), indicators: [CHILDREN] });

    const { shown } = await world.release(data);

    const { lo, hi } = attack(shown('public'));
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });
});

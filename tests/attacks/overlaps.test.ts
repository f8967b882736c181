/** Areas that are not nested, and areas whose borders have moved: T14, T15. */
import { afterEach, describe, expect, it } from 'vitest';
import { areaKey, levelId, type Ring } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { GeographyLevel } from '../../src/statistics/geography.ts';
import { Attacker, sum, type Form } from '../support/attacker.ts';
import { openWorld, valuesOf, type OpenWorld, type Shown, type World } from '../support/attack-world.ts';
import { poisson, seeded } from '../support/hierarchy-table.ts';
import { geographyLevel, storedCells } from '../support/small-county.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** West, south, east, north, in blocks of 0.001 degrees. */
type Box = readonly [west: number, south: number, east: number, north: number];
type Boxes = Readonly<Record<string, readonly Box[]>>;

function ringOf([west, south, east, north]: Box): Ring {
  const at = (x: number, y: number) => [7 + x / 1000, 51 + y / 1000] as const;
  return [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
}

function levelOf(level: string, editions: Readonly<Record<string, Boxes>>): GeographyLevel {
  const version = {
    id: `version of ${level}`,
    level: levelId(level),
    sources: [],
    editions: Object.entries(editions).map(([day, areas]) => ({
      validFrom: referenceDate(day),
      areas: Object.entries(areas).map(([key, boxes]) => ({
        key: areaKey(key),
        name: key,
        parent: areaKey('K'),
        geometry: { type: 'MultiPolygon' as const, coordinates: boxes.map((box) => [ringOf(box)]) },
      })),
    })),
  };
  return { level: levelId(level), parent: levelId('kreis'), version };
}

const COUNTY = geographyLevel('kreis', null, { '2010-01-01': { K: null } });
const CHILDREN: World['indicators'][number] = {
  id: 'kinder',
  disclosureClass: 1,
  formula: { count: { dataset: 'kinder', measure: 'personen' } },
};

/** Every area is the sum of the pieces that lie in it. */
function attackerOf(shown: readonly Shown[], piecesOf: (at: Shown) => readonly string[]): Attacker {
  const attacker = new Attacker();
  for (const one of shown) if (one.value !== null) attacker.know(sum(piecesOf(one)), one.value);
  return attacker;
}

describe('T14 overlapping areas', () => {
  const levels = [
    levelOf('quartier', { '2010-01-01': { Q1: [[0, 0, 10, 10]], Q2: [[10, 0, 20, 10]] } }),
    levelOf('schulbezirk', {
      '2010-01-01': {
        A: [
          [0, 0, 10, 10],
          [10, 0, 11, 1],
        ],
        B: [
          [11, 0, 20, 1],
          [10, 1, 20, 10],
        ],
      },
    }),
    COUNTY,
  ];
  const pieces: Readonly<Record<string, readonly string[]>> = {
    Q1: ['Q1'],
    Q2: ['block', 'rest'],
    A: ['Q1', 'block'],
    B: ['rest'],
    K: ['Q1', 'block', 'rest'],
  };
  const data = {
    kinder: [
      ...storedCells({ Q1: 143, Q2: 80 }),
      ...storedCells({ A: 144, B: 79 }, { level: 'schulbezirk' }),
    ],
  };
  const attack = (shown: readonly Shown[]) =>
    attackerOf(shown, ({ area }) => pieces[area] ?? []).interval({ block: 1 });

  it('tell who lives in the block by which they differ', async () => {
    world = await openWorld({ levels, indicators: [CHILDREN] });

    expect(attack(await world.unprotected(data))).toEqual({ lo: 1, hi: 1 });
  });

  it('are not all shown', async () => {
    world = await openWorld({ levels, indicators: [CHILDREN] });

    const { shown } = await world.release(data);

    expect(valuesOf(shown('public'), 'kinder', 'kreis')).toEqual({ K: 223 });
    const { lo, hi } = attack(shown('public'));
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });

  it('of 64 quarters and 36 school districts give nobody away', async () => {
    const random = seeded(14);
    const [across, down] = [
      [3, 3, 2, 3, 2, 3],
      [3, 2, 3, 3, 2, 3],
    ];
    const quarterAt = (x: number, y: number) => `Q${Math.floor(x / 2)}${Math.floor(y / 2)}`;
    const strip = (widths: readonly number[], at: number) => {
      let end = 0;
      return widths.findIndex((width) => (end += width) > at);
    };
    const districtAt = (x: number, y: number) => `S${strip(across, x)}${strip(down, y)}`;
    const boxes = { quartier: new Map<string, Box[]>(), schulbezirk: new Map<string, Box[]>() };
    const counts = { quartier: new Map<string, number>(), schulbezirk: new Map<string, number>() };
    const inPiece = new Map<string, number>();
    for (let x = 0; x < 16; x += 1)
      for (let y = 0; y < 16; y += 1) {
        const count = poisson(1.2, random);
        const [quarter, district] = [quarterAt(x, y), districtAt(x, y)];
        for (const [level, key] of [
          ['quartier', quarter],
          ['schulbezirk', district],
        ] as const) {
          boxes[level].set(key, [...(boxes[level].get(key) ?? []), [x, y, x + 1, y + 1]]);
          counts[level].set(key, (counts[level].get(key) ?? 0) + count);
        }
        const piece = `${quarter} ${district}`;
        inPiece.set(piece, (inPiece.get(piece) ?? 0) + count);
      }
    const grid = (level: 'quartier' | 'schulbezirk') =>
      levelOf(level, { '2010-01-01': Object.fromEntries(boxes[level]) });
    const cells = {
      kinder: [
        ...storedCells(Object.fromEntries(counts.quartier)),
        ...storedCells(Object.fromEntries(counts.schulbezirk), { level: 'schulbezirk' }),
      ],
    };
    const all = [...inPiece.keys()];
    const piecesOf = ({ area }: Shown) =>
      area === 'K' ? all : all.filter((piece) => piece.split(' ').includes(area));
    const small = all.filter((piece) => inPiece.get(piece) === 1 || inPiece.get(piece) === 2);
    const attacked = (shown: readonly Shown[]) => {
      const attacker = attackerOf(shown, piecesOf);
      return small.map((piece) => attacker.interval({ [piece]: 1 }));
    };
    world = await openWorld({
      levels: [grid('quartier'), grid('schulbezirk'), COUNTY],
      indicators: [CHILDREN],
    });
    const raw = attacked(await world.unprotected(cells));
    expect(all.length).toBeGreaterThan(100);
    expect(raw.filter(({ lo, hi }) => lo === hi || hi < 3).length).toBeGreaterThan(0);

    const { shown } = await world.release(cells);

    const left = attacked(shown('public'));
    expect(shown('public').length).toBeGreaterThan(0);
    expect(left.filter(({ lo, hi }) => lo === hi || hi < 3)).toEqual([]);
  });
});

describe('T15 new boundaries', () => {
  const old: Boxes = { Q1: [[0, 0, 10, 10]], Q2: [[10, 0, 20, 10]] };
  const moved: Boxes = {
    Q1: [
      [0, 0, 10, 9],
      [0, 9, 9, 10],
    ],
    Q2: [
      [10, 0, 20, 10],
      [9, 9, 10, 10],
    ],
  };
  const renamed: Boxes = { N1: moved['Q1'] ?? [], N2: moved['Q2'] ?? [] };
  const before: Readonly<Record<string, Form>> = {
    Q1: { Q1: 1, strip: 1 },
    Q2: { Q2: 1 },
    K: { Q1: 1, strip: 1, Q2: 1 },
  };
  const after: Readonly<Record<string, Form>> = {
    Q1: { Q1: 1 },
    Q2: { Q2: 1, strip: 1 },
    N1: { Q1: 1 },
    N2: { Q2: 1, strip: 1 },
    K: { Q1: 1, strip: 1, Q2: 1 },
  };
  const attack = (first: readonly Shown[], second: readonly Shown[]) => {
    const attacker = new Attacker();
    for (const [shown, forms] of [
      [first, before],
      [second, after],
    ] as const)
      for (const { area, value } of shown) if (value !== null) attacker.know(forms[area] ?? {}, value);
    return attacker;
  };
  const on = (areas: Boxes): World => ({
    levels: [levelOf('quartier', { '2010-01-01': areas }), COUNTY],
    indicators: [CHILDREN],
  });

  it('tell how many live where the border has moved', async () => {
    world = await openWorld(on(old));
    const first = await world.unprotected({ kinder: storedCells({ Q1: 212, Q2: 388 }) });
    const later = await world.again(on(moved));

    const second = await later.unprotected({ kinder: storedCells({ Q1: 210, Q2: 390 }) });

    expect(attack(first, second).interval({ strip: 1 })).toEqual({ lo: 2, hi: 2 });
  });

  it('are not shown for the same day where few live between old and new', async () => {
    world = await openWorld(on(old));
    const first = await world.release({ kinder: storedCells({ Q1: 212, Q2: 388 }) });
    const later = await world.again(on(moved));

    const second = await later.release({ kinder: storedCells({ Q1: 210, Q2: 390 }) });

    const own = valuesOf(second.shown('public'), 'kinder');
    expect(own['Q1']).not.toBe(210);
    expect(own['Q2']).not.toBe(390);
    // What is held is the number of then: it is about the old areas, and tells nothing of the new ones.
    const news = second.shown('public').filter(({ area }) => area === 'K');
    const { lo, hi } = attack(first.shown('public'), news).interval({ strip: 1 });
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });

  it('are not shown under new keys either', async () => {
    world = await openWorld(on(old));
    const first = await world.release({ kinder: storedCells({ Q1: 212, Q2: 388 }) });
    const later = await world.again(on(renamed));

    const second = await later.release({ kinder: storedCells({ N1: 210, N2: 390 }) });

    const { lo, hi } = attack(first.shown('public'), second.shown('public')).interval({ strip: 1 });
    expect(hi).toBeGreaterThanOrEqual(3);
    expect(lo).toBeLessThan(hi);
  });
});

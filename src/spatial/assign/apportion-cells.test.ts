import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, type Position } from '../../core/area.ts';
import { apportionCounts, apportionMeans } from './apportion-cells.ts';
import { sharesByAddress, sharesByArea, type CellShare, type GridArea } from './cell-shares.ts';
import { gridCellId } from './grid-cell.ts';

const [Q1, Q2] = [areaKey('Q1'), areaKey('Q2')];
const id = (column: number, row: number) =>
  gridCellId({ resolution: 100, north: row * 100, east: column * 100 });

function ring(...points: Position[]): Position[] {
  return [...points, points[0]!];
}

function shares(list: readonly CellShare[]): Record<string, number> {
  return Object.fromEntries(list.map(({ cell, unit, weight }) => [`${cell} ${unit}`, Math.round(weight)]));
}

describe('sharesByArea', () => {
  const west: GridArea = { key: Q1, polygons: [[ring([0, 0], [150, 0], [150, 100], [0, 100])]] };
  const east: GridArea = { key: Q2, polygons: [[ring([150, 0], [250, 0], [250, 100], [150, 100])]] };

  it('measures the parts of each cell and what lies outside', () => {
    expect(shares(sharesByArea([west, east], 100))).toEqual({
      [`${id(0, 0)} Q1`]: 10_000,
      [`${id(1, 0)} Q1`]: 5000,
      [`${id(1, 0)} Q2`]: 5000,
      [`${id(2, 0)} Q2`]: 5000,
      [`${id(2, 0)} null`]: 5000,
    });
  });

  it('takes holes and arms that fall apart in a cell into account', () => {
    const comb = ring([0, 0], [100, 0], [100, 300], [70, 300], [70, 50], [30, 50], [30, 300], [0, 300]);
    const hole = ring([10, 10], [10, 20], [20, 20], [20, 10]);

    const found = shares(sharesByArea([{ key: Q1, polygons: [[comb, hole]] }], 100));

    expect(found[`${id(0, 0)} Q1`]).toBe(5000 + 60 * 50 - 100);
    expect(found[`${id(0, 1)} Q1`]).toBe(6000);
    expect(found[`${id(0, 2)} Q1`]).toBe(6000);
  });

  it('adds up to the surface of the area', () => {
    const radius = fc.array(fc.integer({ min: 50, max: 900 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(radius, fc.integer({ min: -500, max: 500 }), (radii, off) => {
        const points = radii.map((r, i): Position => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [off + r * Math.cos(angle), r * Math.sin(angle)];
        });
        const twice = points.reduce((sum, [x, y], i) => {
          const [nx, ny] = points[(i + 1) % points.length]!;
          return sum + x * ny - nx * y;
        }, 0);

        const found = sharesByArea([{ key: Q1, polygons: [[ring(...points)]] }], 100);
        const sum = found.reduce((all, { unit, weight }) => all + (unit === null ? 0 : weight), 0);

        expect(Math.abs(sum - twice / 2)).toBeLessThan(1);
      }),
    );
  });
});

describe('apportionCounts', () => {
  const addresses = [
    { east: 10, north: 10, unit: Q1, weight: 3 },
    { east: 20, north: 10, unit: Q1, weight: 3 },
    { east: 90, north: 10, unit: Q2, weight: 3 },
    { east: 150, north: 10, unit: Q2, weight: 2 },
    { east: 199, north: 10, unit: null, weight: 2 },
    { east: 250, north: 10, unit: Q2, weight: 1 },
    { east: 10, north: 110, unit: Q1, weight: 5 },
    { east: 10, north: 110, unit: Q1, weight: 0 },
  ];
  const byAddress = sharesByAddress(addresses, 100);

  it('spreads by address, keeps what lies outside, and adds up', () => {
    const values = new Map([
      [id(0, 0), 100],
      [id(1, 0), 11],
      [id(2, 0), 7],
      [id(0, 1), 40],
    ]);

    const { units, outside, total } = apportionCounts({ values, shares: byAddress });

    expect(total).toBe(158);
    expect(units.get(Q1)!.value! + units.get(Q2)!.value! + outside).toBe(158);
    expect(units.get(Q1)).toMatchObject({
      value: 107,
      cells: 2,
      missingCells: 0,
      estimated: true,
      hidden: true,
    });
    expect(units.get(Q2)!.value).toBe(46);
    expect(outside).toBe(5);
  });

  it('tells how much of a value comes from border cells', () => {
    const values = new Map([
      [id(0, 0), 30],
      [id(0, 1), 80],
    ]);

    const { units } = apportionCounts({ values, shares: byAddress });

    expect(units.get(Q1)).toMatchObject({ value: 100, borderShare: 0.2, estimated: false, hidden: false });
    expect(units.get(Q2)).toMatchObject({ value: 10, borderShare: 1, estimated: true, hidden: true });
  });

  it('does not read a missing cell as zero', () => {
    const { units } = apportionCounts({
      values: new Map([
        [id(0, 1), 80],
        [id(2, 0), null],
      ]),
      shares: byAddress,
    });

    expect(units.get(Q1)).toMatchObject({ value: 80, cells: 1, missingCells: 1 });
    expect(units.get(Q2)).toMatchObject({ value: null, cells: 0, missingCells: 3 });
  });

  it('falls back to the surface for cells without addresses, and counts unknown cells outside', () => {
    const values = new Map([
      [id(5, 5), 10],
      [id(9, 9), 4],
    ]);
    const fallback = [
      { cell: id(5, 5), unit: Q1, weight: 7500 },
      { cell: id(5, 5), unit: Q2, weight: 2500 },
      { cell: id(0, 0), unit: Q2, weight: 10_000 },
    ];

    const { units, outside } = apportionCounts({ values, shares: byAddress, fallback });

    expect([units.get(Q1)!.value, units.get(Q2)!.value, outside]).toEqual([8, 2, 4]);
  });

  it('adds up whatever the shares', () => {
    const share = fc.record({
      cell: fc.integer({ min: 0, max: 5 }).map((column) => id(column, 0)),
      unit: fc.constantFrom(Q1, Q2, areaKey('Q3'), null),
      weight: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    });
    const value = fc.option(fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(fc.array(share), fc.array(value, { minLength: 6, maxLength: 6 }), (list, numbers) => {
        const values = new Map(numbers.map((number, column) => [id(column, 0), number]));

        const { units, outside, total } = apportionCounts({ values, shares: list });

        const parts = [...units.values()].reduce((sum, unit) => sum + (unit.value ?? 0), 0);
        expect(parts + outside).toBe(total);
        expect(total).toBe(numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0));
      }),
    );
  });
});

describe('apportionMeans', () => {
  it('goes through numerator and denominator', () => {
    const shares = [
      { cell: id(0, 0), unit: Q1, weight: 1 },
      { cell: id(1, 0), unit: Q1, weight: 1 },
      { cell: id(2, 0), unit: Q1, weight: 1 },
      { cell: id(3, 0), unit: Q2, weight: 1 },
    ];
    const means = new Map([
      [id(0, 0), { mean: 40, count: 30 }],
      [id(1, 0), { mean: 60, count: 10 }],
      [id(2, 0), { mean: null, count: 100 }],
      [id(3, 0), { mean: 50, count: null }],
    ]);

    const found = apportionMeans(means, { shares });

    expect(found.get(Q1)).toMatchObject({ value: 45, cells: 2, missingCells: 1 });
    expect(found.get(Q2)!.value).toBeNull();
  });
});

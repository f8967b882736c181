import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, type Position } from '../../core/area.ts';
import type { Polygon } from '../../core/same-geometry.ts';
import { countyOptions } from '../../demo/county-options.ts';
import { dissolve } from '../../demo/dissolve.ts';
import { territory } from '../../demo/territory.ts';
import { createCoverage, type CoverageArea } from './coverage.ts';
import { slabIndex } from './slab-index.ts';

/** The quarters of the demo county: wavy common borders, an enclave, an exclave, a hole. */
const { grid, editions, gemeinden } = territory(countyOptions());
const QUARTERS: readonly CoverageArea[] = editions[1].quartiere.map(({ key, hexes }) => ({
  key: areaKey(key),
  polygons: dissolve(grid, hexes),
}));
const COVERAGE = createCoverage(QUARTERS);
const EDGES = QUARTERS.flatMap(({ polygons }) => polygons.flat()).flatMap((ring) =>
  ring.slice(1).map((to, i) => [ring[i]!, to] as const),
);
const OUTLINE = dissolve(
  grid,
  gemeinden.flatMap(({ hexes }) => hexes),
);
const OUTER_NODES = new Set(OUTLINE.flat(2).map(([x, y]) => `${x} ${y}`));
const OUTER_EDGES = new Set(
  OUTLINE.flat().flatMap((ring) =>
    ring.slice(1).flatMap((to, i) => [edgeText(ring[i]!, to), edgeText(to, ring[i]!)]),
  ),
);
const INNER_EDGES = EDGES.filter(([a, b]) => !OUTER_EDGES.has(edgeText(a, b)));
const INSIDE = QUARTERS.map(({ polygons }) => slabIndex(polygons));

function edgeText(a: Position, b: Position): string {
  return [...a, ...b].join(' ');
}

function unitsHolding([x, y]: Position): number {
  return INSIDE.filter((inside) => inside(x, y)).length;
}

function square(west: number, south: number, side: number): Polygon {
  return [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ];
}

describe('a point on a shared border', () => {
  it('lies in exactly one unit: every node of the county', () => {
    const nodes = EDGES.map(([from]) => from).filter(([x, y]) => !OUTER_NODES.has(`${x} ${y}`));

    expect(nodes.length).toBeGreaterThan(1000);
    expect(nodes.filter((node) => unitsHolding(node) !== 1)).toEqual([]);
  });

  it('lies in exactly one unit: any point along any edge, as far as it can be computed', () => {
    const edge = fc.nat(INNER_EDGES.length - 1);
    fc.assert(
      fc.property(edge, fc.double({ min: 0, max: 1, noNaN: true }), (index, along) => {
        const [a, b] = INNER_EDGES[index]!;
        const on: Position = [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])];

        // Where a border meets the county's outline, the point belongs to the outline.
        if (OUTER_NODES.has(`${on[0]} ${on[1]}`)) return;
        expect(unitsHolding(on)).toBe(1);
      }),
      { numRuns: 5000 },
    );
  });

  it('lies in one of four cells that meet in it, whichever way their rings run', () => {
    const cells = [square(0, 0, 1), square(1, 0, 1), square(0, 1, 1), square(1, 1, 1)];
    const turned = cells.map((cell, i) => (i % 2 ? cell.map((ring) => ring.toReversed()) : cell));
    const points: Position[] = [
      [1, 1],
      [1, 0.5],
      [0.5, 1],
      [1, 1.5],
      [1.5, 1],
    ];

    for (const point of points) expect(turned.filter((cell) => slabIndex([cell])(...point))).toHaveLength(1);
  });
});

describe('unitAt', () => {
  it('agrees with turf about points that lie on no border', () => {
    const box = OUTLINE.flat(2);
    const [xs, ys] = [box.map(([x]) => x), box.map(([, y]) => y)];
    const x = fc.double({ min: Math.min(...xs) - 500, max: Math.max(...xs) + 500, noNaN: true });
    const y = fc.double({ min: Math.min(...ys) - 500, max: Math.max(...ys) + 500, noNaN: true });
    fc.assert(
      fc.property(x, y, (east, north) => {
        const theirs = QUARTERS.filter(({ polygons }) =>
          booleanPointInPolygon([east, north], {
            type: 'MultiPolygon',
            coordinates: polygons.map((polygon) => polygon.map((ring) => ring.map((p) => [...p]))),
          }),
        );

        expect(COVERAGE.unitAt(east, north)).toBe(theirs[0]?.key);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same answer however often and in whatever order it is asked', () => {
    const points = EDGES.flatMap(([[x, y]]): Position[] => [
      [x + 0.01, y],
      [x, y - 40],
    ]);
    const other = createCoverage(QUARTERS.toReversed());

    const first = points.map(([x, y]) => COVERAGE.unitAt(x, y));
    const again = points.toReversed().map(([x, y]) => other.unitAt(x, y));

    expect(again.toReversed()).toEqual(first);
  });

  it('gives a point in two overlapping units to the lower key', () => {
    const areas = ['Q2', 'Q1'].map((key, i) => ({ key: areaKey(key), polygons: [square(i, 0, 10)] }));

    expect(createCoverage(areas).unitAt(5, 5)).toBe('Q1');
    expect(createCoverage(areas.toReversed()).unitAt(5, 5)).toBe('Q1');
  });

  it('leaves out holes, and knows nothing without areas', () => {
    const ring = square(0, 0, 30)[0]!;
    const hole = square(10, 10, 10)[0]!.toReversed();
    const coverage = createCoverage([{ key: areaKey('Q1'), polygons: [[ring, hole]] }]);

    expect(coverage.unitAt(5, 5)).toBe('Q1');
    expect(coverage.unitAt(15, 15)).toBeUndefined();
    expect(createCoverage([]).unitAt(5, 5)).toBeUndefined();
    expect(createCoverage([]).locate(5, 5, '05998004')).toBeUndefined();
    expect(coverage.unitAt(Number.NaN, 5)).toBeUndefined();
  });
});

describe('locate', () => {
  const areas = [
    { key: areaKey('Q1'), gemeinde: 'A', polygons: [square(0, 0, 100)] },
    { key: areaKey('Q2'), gemeinde: 'B', polygons: [square(100, 0, 100)] },
  ];
  const { locate } = createCoverage(areas);

  it('marks points within a metre of a border', () => {
    expect(locate(50, 50)).toEqual({ unit: 'Q1', how: 'inside', nearEdge: false });
    expect(locate(99.2, 50)).toEqual({ unit: 'Q1', how: 'inside', nearEdge: true });
  });

  it('gives nodes of the outer border to the nearest unit', () => {
    const lost = OUTLINE.flat(2).filter(([x, y]) => COVERAGE.unitAt(x, y) === undefined);
    const located = OUTLINE.flat(2).map(([x, y]) => COVERAGE.locate(x, y));

    expect(lost.length).toBeGreaterThan(0);
    expect(located.every((found) => found?.nearEdge)).toBe(true);
  });

  it('reaches 25 m within the Gemeinde, 1 m without one, and no further', () => {
    expect(locate(50, 100.5)).toEqual({ unit: 'Q1', how: 'nearest', nearEdge: true });
    expect(locate(50, 110)).toBeUndefined();
    expect(locate(50, 110, 'A')).toEqual({ unit: 'Q1', how: 'nearest', nearEdge: false });
    expect(locate(50, 125, 'A')).toMatchObject({ unit: 'Q1' });
    expect(locate(50, 125.1, 'A')).toBeUndefined();
  });

  it('never gives an address to a unit of another Gemeinde', () => {
    expect(locate(110, 50, 'A')).toEqual({ unit: 'Q1', how: 'nearest', nearEdge: false });
    expect(locate(150, 50, 'A')).toBeUndefined();
    expect(locate(150, 50, 'C')).toBeUndefined();
  });
});

import { featureCollection, intersect, polygon as turfPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Ring } from '../core/area.ts';
import type { Polygon } from '../core/same-geometry.ts';
import { sweepCoverage } from './coverage-sweep.ts';
import { polygonArea, signedArea } from './polygons.ts';

function box(x: number, y: number, width: number, height = width): Ring {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
}

/** A ring around a centre: one distance per direction, so it never meets itself. */
function star(centre: Position, distances: readonly number[]): Ring {
  const points = distances.map((distance, i): Position => {
    const angle = (2 * Math.PI * i) / distances.length;
    return [centre[0] + distance * Math.cos(angle), centre[1] + distance * Math.sin(angle)];
  });
  return [...points, points[0] as Position];
}

const anyStar = fc
  .tuple(
    fc.tuple(fc.double({ min: -40, max: 40, noNaN: true }), fc.double({ min: -40, max: 40, noNaN: true })),
    fc.array(fc.double({ min: 5, max: 60, noNaN: true }), { minLength: 3, maxLength: 24 }),
  )
  .map(([centre, distances]) => star(centre, distances));

function planeArea(rings: Position[][][]): number {
  return rings.reduce((sum, rings1) => sum + polygonArea(rings1), 0);
}

describe('sweepCoverage', () => {
  it('measures areas as the shoelace formula does', () => {
    fc.assert(
      fc.property(anyStar, (ring) => {
        expect(sweepCoverage([[[ring]]]).areas[0]).toBeCloseTo(Math.abs(signedArea(ring)), 6);
      }),
    );
  });

  it('measures what two areas have in common as polygon clipping does', () => {
    fc.assert(
      fc.property(anyStar, anyStar, (a, b) => {
        const mutable = (ring: Ring) => [ring.map(([x, y]): [number, number] => [x, y])];
        const clipped = intersect(featureCollection([turfPolygon(mutable(a)), turfPolygon(mutable(b))]));
        const coordinates = clipped?.geometry.coordinates ?? [];
        const polygons = clipped?.geometry.type === 'Polygon' ? [coordinates] : coordinates;

        const shared = sweepCoverage([[[a]], [[b]]]).shared[0]?.squareMetres ?? 0;

        expect(shared).toBeCloseTo(planeArea(polygons as unknown as Position[][][]), 4);
      }),
      { numRuns: 60 },
    );
  });

  it('counts holes out and parts in', () => {
    const withHole: Polygon[] = [[box(0, 0, 10), box(2, 2, 3)], [box(20, 0, 2)]];

    expect(sweepCoverage([withHole]).areas[0]).toBeCloseTo(100 - 9 + 4, 9);
  });

  it('finds no overlap and no gap where borders are shared exactly', () => {
    const jitter = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
      minLength: 72,
      maxLength: 72,
    });

    fc.assert(
      fc.property(jitter, (by) => {
        const node = (i: number, j: number): Position => [
          10 * (i + (by[(i * 6 + j) * 2] ?? 0)),
          10 * (j + (by[(i * 6 + j) * 2 + 1] ?? 0)),
        ];
        const cells = Array.from({ length: 25 }, (_, n): Polygon[] => {
          const [i, j] = [Math.floor(n / 5), n % 5];
          return [[[node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1), node(i, j)]]];
        });

        const coverage = sweepCoverage(cells);

        for (const { squareMetres } of coverage.shared) expect(squareMetres).toBeLessThan(1e-9);
        for (const { squareMetres } of coverage.gaps) expect(squareMetres).toBeLessThan(0.01);
      }),
    );
  });

  it('finds a place that no area covers, and not the bay that is open to the outside', () => {
    const frame: Polygon[] = [[box(0, 0, 30), box(10, 10, 10)]];
    const bay: Polygon[] = [
      [
        [
          [40, 0],
          [70, 0],
          [70, 30],
          [60, 30],
          [60, 10],
          [50, 10],
          [50, 30],
          [40, 30],
          [40, 0],
        ],
      ],
    ];

    const { gaps } = sweepCoverage([frame, bay]);

    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.squareMetres).toBeCloseTo(100, 9);
    expect(gaps[0]?.at).toEqual([15, 15]);
  });

  it('sees one gap where its way winds up and down', () => {
    const frame: Polygon[] = [
      [
        box(0, 0, 40),
        [
          [5, 5],
          [5, 30],
          [10, 30],
          [10, 10],
          [20, 10],
          [20, 30],
          [25, 30],
          [25, 5],
          [5, 5],
        ],
      ],
    ];

    const { gaps } = sweepCoverage([frame]);

    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.squareMetres).toBeCloseTo(5 * 25 * 2 + 10 * 5, 9);
  });

  it('fills a hole with the area that lies in it', () => {
    const { gaps, shared } = sweepCoverage([[[box(0, 0, 30), box(10, 10, 10)]], [[box(10, 10, 10)]]]);

    expect(gaps).toEqual([]);
    expect(shared).toEqual([]);
  });

  it('names the pair and a point inside what they share', () => {
    const { shared } = sweepCoverage([[[box(0, 0, 10)]], [[box(100, 0, 10)]], [[box(8, 4, 10)]]]);

    expect(shared).toHaveLength(1);
    expect(shared[0]).toMatchObject({ a: 0, b: 2 });
    expect(shared[0]?.squareMetres).toBeCloseTo(2 * 6, 9);
    const [x, y] = shared[0]?.at ?? [0, 0];
    expect(x > 8 && x < 10 && y > 4 && y < 10).toBe(true);
  });
});

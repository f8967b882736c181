import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesEvidence, eastFirst } from './gml-axes.ts';
import type { GmlGeometry } from './gml-geometry.ts';

/** East and north in the ranges that German data have in the usual systems. */
const position = fc.oneof(
  fc.tuple(fc.double({ min: 5.5, max: 15.5, noNaN: true }), fc.double({ min: 47.2, max: 55.2, noNaN: true })),
  fc.tuple(
    fc.double({ min: 280_000, max: 920_000, noNaN: true }),
    fc.double({ min: 5_230_000, max: 6_110_000, noNaN: true }),
  ),
  fc.tuple(
    fc.double({ min: 32_280_000, max: 32_920_000, noNaN: true }),
    fc.double({ min: 5_230_000, max: 6_110_000, noNaN: true }),
  ),
  fc.tuple(
    fc.double({ min: 2_480_000, max: 2_750_000, noNaN: true }),
    fc.double({ min: 5_230_000, max: 6_110_000, noNaN: true }),
  ),
  fc.tuple(
    fc.double({ min: 3_280_000, max: 3_920_000, noNaN: true }),
    fc.double({ min: 5_230_000, max: 6_110_000, noNaN: true }),
  ),
  fc.tuple(
    fc.double({ min: 4_020_000, max: 4_680_000, noNaN: true }),
    fc.double({ min: 2_650_000, max: 3_560_000, noNaN: true }),
  ),
);
const point = (coordinates: readonly [number, number]): GmlGeometry => ({ type: 'Point', coordinates });

function verdict(...geometries: readonly GmlGeometry[]) {
  const evidence = axesEvidence();
  for (const geometry of geometries) evidence.add(geometry);
  return evidence.verdict();
}

describe('the order of the axes', () => {
  it('is told by every position in Germany, in every usual system', () => {
    fc.assert(
      fc.property(position, ([east, north]) => {
        expect(verdict(point([east, north]))).toBe('east-north');
        expect(verdict(point([north, east]))).toBe('north-east');
        expect(eastFirst(point([north, east]), 'north-east')).toEqual(point([east, north]));
      }),
    );
  });

  it('is not told by one position that fits neither, nor where positions disagree', () => {
    expect(verdict(point([7, 51]), point([0, 0]))).toBeUndefined();
    expect(verdict(point([7, 51]), point([51, 7]))).toBe('mixed');
    expect(verdict()).toBe('east-north');
  });
});

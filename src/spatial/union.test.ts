import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaGeometry, Position, Ring } from '../core/area.ts';
import { polygonsOf, sameGeometry } from '../core/same-geometry.ts';
import { polygonArea, signedArea, toAreaGeometry } from './polygons.ts';
import { selfContacts } from './self-contacts.ts';
import { unionOf } from './union.ts';

function box(x: number, y: number, width: number, height = width): Ring {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
}
function geometry(...rings: Ring[]): AreaGeometry {
  return toAreaGeometry([rings]);
}
function size(shape: AreaGeometry): number {
  return polygonsOf(shape).reduce((sum, polygon) => sum + polygonArea(polygon), 0);
}
const round = (n: number) => Math.round(n * 1e7) / 1e7;

describe('unionOf', () => {
  it('dissolves shared borders', async () => {
    const union = await unionOf([geometry(box(6, 51, 0.5)), geometry(box(6.5, 51, 0.5))]);

    expect(sameGeometry(union, geometry(box(6, 51, 1, 0.5)))).toBe(true);
  });

  it('keeps a hole, an enclave that belongs to nobody, and fills one that is taken', async () => {
    const around = geometry(box(6, 51, 0.9), box(6.3, 51.3, 0.3).toReversed());

    expect(polygonsOf(await unionOf([around]))[0]).toHaveLength(2);
    expect(polygonsOf(await unionOf([around, geometry(box(6.3, 51.3, 0.3))]))[0]).toHaveLength(1);
  });

  it('keeps exclaves as parts', async () => {
    const union = await unionOf([geometry(box(6, 51, 0.1)), geometry(box(7, 51, 0.1))]);

    expect(union.type).toBe('MultiPolygon');
    expect(polygonsOf(union)).toHaveLength(2);
  });

  it('unites borders that do not match vertex by vertex', async () => {
    const left: Ring = [
      [6, 51],
      [6.1, 51],
      [6.1, 51.05],
      [6.1, 51.1],
      [6, 51.1],
      [6, 51],
    ];
    const right: Ring = [
      [6.1, 51],
      [6.2, 51],
      [6.2, 51.1],
      [6.1, 51.1],
      [6.0999, 51.06],
      [6.1, 51],
    ];

    const union = await unionOf([geometry(left), geometry(right)]);

    const [polygon] = polygonsOf(union);
    expect(polygonsOf(union)).toHaveLength(1);
    expect(signedArea(polygon?.[0] ?? [])).toBeCloseTo(0.02, 5);
    expect(selfContacts(polygonsOf(union))).toEqual([]);
  });

  it('leaves no hairline behind where a border misses a vertex by a centimetre', async () => {
    const left: Ring = [
      [6, 51],
      [6.1, 51],
      [6.0999999, 51.0005],
      [6.1, 51.001],
      [6.1, 51.1],
      [6, 51.1],
      [6, 51],
    ];
    const right: Ring = [
      [6.1, 51],
      [6.2, 51],
      [6.2, 51.1],
      [6.1, 51.1],
      [6.1, 51.001],
      [6.1, 51],
    ];

    const union = await unionOf([geometry(left), geometry(right)]);

    expect(sameGeometry(union, geometry(box(6, 51, 0.2, 0.1)))).toBe(true);
  });

  it('has the area of its parts, is valid and wound by RFC 7946, for any crooked net', async () => {
    const jitter = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), {
      minLength: 50,
      maxLength: 50,
    });
    const chosen = fc.uniqueArray(fc.nat(15), { minLength: 1 });

    await fc.assert(
      fc.asyncProperty(jitter, chosen, async (by, cells) => {
        const node = (i: number, j: number): Position => [
          round(6 + 0.01 * (i + (by[(i * 5 + j) * 2] ?? 0))),
          round(51 + 0.01 * (j + (by[(i * 5 + j) * 2 + 1] ?? 0))),
        ];
        const parts = cells.map((n) => {
          const [i, j] = [Math.floor(n / 4), n % 4];
          return geometry([node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1), node(i, j)]);
        });

        const union = await unionOf(parts);

        const total = parts.reduce((sum, part) => sum + size(part), 0);
        expect(size(union)).toBeCloseTo(total, 8);
        expect(selfContacts(polygonsOf(union))).toEqual([]);
        for (const [outer, ...holes] of polygonsOf(union)) {
          expect(signedArea(outer ?? [])).toBeGreaterThan(0);
          for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to unite nothing', async () => {
    await expect(unionOf([])).rejects.toMatchObject({ code: 'spatial.union-empty' });
  });
});

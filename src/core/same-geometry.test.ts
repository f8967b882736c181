import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaGeometry, Position } from './area.ts';
import { polygonsOf, sameGeometry } from './same-geometry.ts';

type Points = readonly Position[];

function polygon(...rings: Points[]): AreaGeometry {
  return { type: 'Polygon', coordinates: rings } as unknown as AreaGeometry;
}
function multi(...polygons: Points[][]): AreaGeometry {
  return { type: 'MultiPolygon', coordinates: polygons };
}
function closed(points: Points): Points {
  return points.length === 0 ? points : [...points, points[0] as Position];
}

const L: Points = [
  [6, 51],
  [6.2, 51],
  [6.2, 51.1],
  [6.1, 51.1],
  [6.1, 51.3],
  [6, 51.3],
];
const HOLE: Points = [
  [6.02, 51.02],
  [6.04, 51.02],
  [6.03, 51.05],
];

describe('sameGeometry', () => {
  it('ignores where a ring starts and which way it runs', () => {
    fc.assert(
      fc.property(fc.nat(L.length - 1), fc.boolean(), (start, reverse) => {
        const turned = [...L.slice(start), ...L.slice(0, start)];

        const same = sameGeometry(
          polygon(closed(L)),
          polygon(closed(reverse ? turned.toReversed() : turned)),
        );

        expect(same).toBe(true);
      }),
    );
  });

  it('ignores the order of parts and holes, and whether one polygon is written as many', () => {
    const far = closed(L.map(([x, y]): Position => [x + 1, y]));

    expect(
      sameGeometry(multi([closed(L), closed(HOLE)], [far]), multi([far], [closed(L), closed(HOLE)])),
    ).toBe(true);
    expect(sameGeometry(polygon(closed(L)), multi([closed(L)]))).toBe(true);
  });

  it('ignores points on a straight edge and repeated points, also at the start of the ring', () => {
    const idle: Points = [[6.1, 51], [6.2, 51], [6.2, 51], ...L.slice(2), [6, 51.2], [6, 51], [6.05, 51]];

    expect(sameGeometry(polygon(closed(idle)), polygon(closed(L)))).toBe(true);
  });

  it('sees a change of one millionth of a degree and overlooks a smaller one', () => {
    const moved = (by: number) => polygon(closed(L.map(([x, y], i): Position => [i === 3 ? x + by : x, y])));

    expect(sameGeometry(polygon(closed(L)), moved(0.000001))).toBe(false);
    expect(sameGeometry(polygon(closed(L)), moved(0.0000002))).toBe(true);
  });

  it('tells a shape with a hole from the same shape without it', () => {
    expect(sameGeometry(polygon(closed(L), closed(HOLE)), polygon(closed(L)))).toBe(false);
  });

  it('does not confuse a hole with a part', () => {
    expect(sameGeometry(polygon(closed(L), closed(HOLE)), multi([closed(L)], [closed(HOLE)]))).toBe(false);
  });
});

describe('polygonsOf', () => {
  it('lists one polygon as a list of one', () => {
    expect(polygonsOf(polygon(closed(L)))).toEqual([[closed(L)]]);
    expect(polygonsOf(multi([closed(L)], [closed(HOLE)]))).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { countyOptions } from './county-options.ts';
import { dissolve, isInsideRing, signedArea, type DemoPolygon } from './dissolve.ts';
import type { Point } from './hex-grid.ts';
import { territory } from './territory.ts';

const county = territory(countyOptions());
const outlines = (edition: 0 | 1) =>
  new Map(county.editions[edition].quartiere.map((q) => [q.key, dissolve(county.grid, q.hexes)]));
const areaOf = (polygons: readonly DemoPolygon[]) =>
  polygons.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
const sidesOf = (polygons: readonly DemoPolygon[]) =>
  polygons.flat().flatMap((ring) => ring.slice(1).map((point, i) => `${ring[i]!.join()} ${point.join()}`));
const turned = (side: string) => side.split(' ').reverse().join(' ');

describe('the areas of the demo county', () => {
  it('are 63 quarters, then 64, in 20 social areas and 10 municipalities', () => {
    const counts = [
      county.editions[0].quartiere.length,
      county.editions[1].quartiere.length,
      county.sozialraeume.length,
      county.gemeinden.length,
    ];

    expect(counts).toEqual([63, 64, 20, 10]);
  });

  it('have keys as text with leading zeros that never occur twice in an edition', () => {
    for (const { quartiere } of county.editions) {
      const keys = quartiere.map(({ key }) => key);

      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.every((key) => /^\d{6}$/.test(key))).toBe(true);
      expect(keys.some((key) => key.startsWith('0'))).toBe(true);
      expect(keys).toEqual(keys.toSorted());
    }
    expect(county.gemeinden.every(({ key }) => /^05998\d{3}$/.test(key))).toBe(true);
  });

  it('have 200 to 1,000 vertices to a quarter', () => {
    for (const edition of [0, 1] as const) {
      const vertices = [...outlines(edition).values()].map((polygons) => polygons.flat(2).length);

      expect(Math.min(...vertices)).toBeGreaterThanOrEqual(200);
      expect(Math.max(...vertices)).toBeLessThanOrEqual(1000);
    }
  });

  it('share every inner border vertex by vertex with exactly one neighbour', () => {
    for (const edition of [0, 1] as const) {
      const all = [...outlines(edition).values()].flatMap(sidesOf);
      const outer = new Set(sidesOf(dissolve(county.grid, county.grid.centres.keys())));
      const sides = new Set(all);

      expect(sides.size).toBe(all.length);
      expect(all.every((side) => outer.has(side) !== sides.has(turned(side)))).toBe(true);
    }
  });

  it('cover the county without gap or overlap', () => {
    const whole = areaOf(dissolve(county.grid, county.grid.centres.keys()));

    for (const edition of [0, 1] as const) {
      const parts = [...outlines(edition).values()].reduce((sum, polygons) => sum + areaOf(polygons), 0);
      expect(Math.abs(parts - whole)).toBeLessThan(1);
    }
  });

  it('never cross their own border', () => {
    for (const polygons of outlines(1).values())
      for (const ring of polygons.flat()) expect(crossings(ring)).toBe(0);
  });

  it('nest exactly: quarters in social areas, social areas in municipalities, in both editions', () => {
    for (const { quartiere } of county.editions) {
      for (const [index, sozialraum] of county.sozialraeume.entries()) {
        const own = quartiere.filter(({ parent }) => parent === index).flatMap(({ hexes }) => hexes);
        expect(own.sort((a, b) => a - b)).toEqual(sozialraum.hexes);
      }
    }
    for (const [index, gemeinde] of county.gemeinden.entries()) {
      const own = county.sozialraeume.filter(({ parent }) => parent === index).flatMap(({ hexes }) => hexes);
      expect(own.sort((a, b) => a - b)).toEqual(gemeinde.hexes);
    }
  });

  it('hold an enclave in a hole and an exclave as a second polygon', () => {
    const shapes = outlines(1);
    const host = shapes.get(county.special.host)!;
    const enclave = shapes.get(county.special.enclave)!;

    expect(host).toHaveLength(1);
    expect(host[0]).toHaveLength(2);
    expect(isInsideRing(enclave[0]![0]![0]!, host[0]![0]!)).toBe(true);
    expect(signedArea(host[0]![1]!)).toBeCloseTo(-signedArea(enclave[0]![0]!), 3);
    expect(shapes.get(county.special.exclave)).toHaveLength(2);
  });

  it('change in 2023: one key is closed, two are new, and one border moves between two keys that stay', () => {
    const [before, after] = [outlines(0), outlines(1)];
    const { splitFrom, splitInto, movedFrom, movedTo } = county.special;

    const closed = [...before.keys()].filter((key) => !after.has(key));
    const opened = [...after.keys()].filter((key) => !before.has(key));
    const changed = [...before.keys()].filter(
      (key) => after.has(key) && JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
    );

    expect(closed).toEqual([splitFrom]);
    expect(opened).toEqual(splitInto);
    expect(changed.sort()).toEqual([movedFrom, movedTo].sort());
    expect(county.editions.map(({ validFrom }) => validFrom)).toEqual(['2019-01-01', '2023-01-01']);
  });

  it('come out in one connected county without holes for other seeds and sizes too', () => {
    for (const wishes of [
      { seed: 1 },
      { seed: 2 },
      { seed: 3, quartiere: 158, sozialraeume: 40, gemeinden: 19 },
    ]) {
      const other = territory(countyOptions(wishes));

      const outline = dissolve(other.grid, other.grid.centres.keys());

      expect(outline).toHaveLength(1);
      expect(outline[0]).toHaveLength(1);
      expect(other.editions[1].quartiere).toHaveLength(wishes.quartiere ?? 64);
    }
  });
});

/** Pairs of sides that are no neighbours and cross. */
function crossings(ring: readonly Point[]): number {
  const sides = ring.slice(1).map((b, i) => ({ a: ring[i]!, b }));
  let found = 0;
  for (const [i, first] of sides.entries())
    for (const second of sides.slice(i + 2)) {
      const closing = i === 0 && second === sides.at(-1);
      if (!closing && cross(first, second)) found += 1;
    }
  return found;
}

interface Side {
  readonly a: Point;
  readonly b: Point;
}

function cross(p: Side, q: Side): boolean {
  return side(p, q.a) !== side(p, q.b) && side(q, p.a) !== side(q, p.b);
}

function side({ a, b }: Side, [x, y]: Point): boolean {
  return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Ring } from '../core/area.ts';
import type { GeoLayer, SourceGeometry } from '../formats/geo-layer.ts';
import { openCoordinateSystems, type Crs } from './crs.ts';
import { signedArea, sourcePolygons } from './polygons.ts';
import { toGeographic } from './to-geographic.ts';

const systems = await openCoordinateSystems('config/grids');
const UTM32: Crs = { kind: 'registered', code: 25832, axes: 'east-north' };
const WGS84: Crs = { kind: 'registered', code: 4326, axes: 'east-north' };

function layerOf(...geometries: (SourceGeometry | null)[]): GeoLayer {
  const features = geometries.map((geometry, i) => ({ row: i + 1, properties: {}, geometry }));
  return { file: 'a.shp', features, declaredCrs: null, droppedOrdinates: 0 };
}
function polygon(...rings: [number, number][][]): SourceGeometry {
  return { type: 'Polygon', coordinates: rings };
}
function ringsOf(layer: GeoLayer, feature = 0): readonly Ring[] {
  const geometry = layer.features[feature]?.geometry;
  return geometry ? sourcePolygons(geometry).flat() : [];
}
function codes(findings: readonly { code: string; found?: string }[]) {
  return findings.map((f) => `${f.code} ${f.found}`);
}

/** Two neighbours with a crooked common border through the given points, the second with noise on it. */
function neighbours(border: Position[], noise: readonly Position[]): GeoLayer {
  const [x, y] = [356_000, 5_645_000];
  const points = border.map(([bx, by], i): [number, number] => [x + bx, y + 10 + i * 10 + by]);
  const top = y + 20 + border.length * 10;
  const noisy = points.map(([px, py], i): [number, number] => [
    px + (noise[i]?.[0] ?? 0),
    py + (noise[i]?.[1] ?? 0),
  ]);
  return layerOf(
    polygon([[x - 500, y], [x, y], ...points, [x, top], [x - 500, top], [x - 500, y]]),
    polygon([[x, y], [x + 500, y], [x + 500, top], [x, top], ...noisy.toReversed(), [x, y]]),
  );
}

describe('toGeographic', () => {
  it('keeps shared borders shared to the last digit, also under noise below a millimetre', () => {
    const coordinate = fc.double({ min: -4, max: 4, noNaN: true });
    const border = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30 });
    const tiny = fc.double({ min: -0.0005, max: 0.0005, noNaN: true });
    const noise = fc.array(fc.tuple(tiny, tiny), { minLength: 30, maxLength: 30 });

    fc.assert(
      fc.property(border, noise, (points, shifts) => {
        const { layer } = toGeographic(neighbours(points, shifts), UTM32, systems);

        const texts = (feature: number) => ringsOf(layer, feature).flat().map(String);
        const shared = texts(0).filter((text) => new Set(texts(1)).has(text));
        // The border with its two ends; the ring's closing point is not on it.
        expect(new Set(shared).size).toBe(points.length + 2);
      }),
    );
  });

  it('turns outer rings counter-clockwise and holes clockwise, whatever they were', () => {
    const square = (x: number, y: number, size: number): [number, number][] => [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ];

    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (turnOuter, turnHole) => {
        const outer = square(6.9, 50.9, 0.1);
        const hole = square(6.93, 50.93, 0.02);
        const source = layerOf(
          polygon(turnOuter ? outer.toReversed() : outer, turnHole ? hole.toReversed() : hole),
        );

        const { layer } = toGeographic(source, WGS84, systems);

        const [first, second] = ringsOf(layer);
        expect(signedArea(first ?? [])).toBeGreaterThan(0);
        expect(signedArea(second ?? [])).toBeLessThan(0);
      }),
    );
  });

  it('closes rings, drops repeated points and counts both', () => {
    const open = polygon([
      [6.9, 50.9],
      [7, 50.9],
      [7, 50.9],
      [7, 51],
      [6.9, 51],
    ]);

    const { layer, findings } = toGeographic(layerOf(open), WGS84, systems);

    expect(ringsOf(layer)[0]).toEqual([
      [6.9, 50.9],
      [7, 50.9],
      [7, 51],
      [6.9, 51],
      [6.9, 50.9],
    ]);
    expect(codes(findings)).toEqual(['spatial.duplicate-points 1', 'spatial.ring-unclosed 1']);
  });

  it('drops a hole that vanishes in the rounding, and an area that vanishes as a whole', () => {
    const speck: [number, number][] = [
      [6.95, 50.95],
      [6.950000001, 50.95],
      [6.95, 50.950000001],
      [6.95, 50.95],
    ];
    const outer: [number, number][] = [
      [6.9, 50.9],
      [7, 50.9],
      [7, 51],
      [6.9, 50.9],
    ];

    const { layer, findings } = toGeographic(layerOf(polygon(outer, speck), polygon(speck)), WGS84, systems);

    expect(ringsOf(layer, 0)).toHaveLength(1);
    expect(layer.features[1]?.geometry).toBeNull();
    expect(findings.filter((f) => f.code === 'spatial.ring-collapsed').map((f) => f.place.row)).toEqual([
      1, 2,
    ]);
  });

  it('stops at a position that cannot be transformed and names the row', () => {
    const outside = polygon([
      [2_500_000, 4_000_000],
      [2_510_000, 4_000_000],
      [2_510_000, 4_010_000],
      [2_500_000, 4_000_000],
    ]);

    const { layer, findings } = toGeographic(
      layerOf(outside),
      { kind: 'registered', code: 31466, axes: 'east-north' },
      systems,
    );

    expect(layer.features[0]?.geometry).toBeNull();
    expect(findings[0]).toMatchObject({
      code: 'spatial.coordinate-invalid',
      severity: 'block',
      place: { row: 1 },
    });
  });

  it('leaves features without geometry alone and declares the result', () => {
    const { layer } = toGeographic(layerOf(null), WGS84, systems);

    expect(layer.features[0]?.geometry).toBeNull();
    expect(layer.declaredCrs).toEqual({ kind: 'epsg', code: 4326, text: 'EPSG:4326' });
  });
});

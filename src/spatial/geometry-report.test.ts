import { describe, expect, it } from 'vitest';
import { areaKey, type Position, type Ring } from '../core/area.ts';
import { geometryReport } from './geometry-report.ts';
import type { MetricArea } from './metric-area.ts';
import type { Polygon } from '../core/same-geometry.ts';

const pointText = ([x, y]: Position) => `${x}/${y}`;

function box(x: number, y: number, width: number, height = width): Ring {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
}
function area(key: string, polygons: readonly Polygon[], parent?: string): MetricArea {
  return { row: Number(key), key: areaKey(key), parent: parent ? areaKey(parent) : null, polygons };
}
function report(areas: MetricArea[], parents?: MetricArea[]) {
  return geometryReport({ file: 'a.shp', areas, parents, pointText }).map((f) =>
    `${f.severity} ${f.code} ${f.place.row} ${f.found ?? ''} ${f.expected ?? ''}`.trim(),
  );
}

describe('geometryReport', () => {
  it('has nothing to say about a clean coverage with a hole and what lies in it', () => {
    const around = area('1', [[box(0, 0, 300), box(100, 100, 100).toReversed()]]);

    expect(report([around, area('2', [[box(100, 100, 100)]]), area('3', [[box(300, 0, 100)]])])).toEqual([]);
  });

  it('stops at short and empty rings, with the place', () => {
    const short = area('1', [
      [
        [
          [0, 0],
          [5, 5],
          [0, 0],
        ],
      ],
    ]);
    const flat = area('2', [
      [
        [
          [0, 0],
          [5, 5],
          [9, 9],
          [0, 0],
        ],
      ],
    ]);

    expect(report([short, flat])).toEqual([
      'block spatial.ring-too-short 1 2',
      'block spatial.zero-area 2 0/0',
      'block spatial.self-intersection 2 2 bei 0/0, 5/5',
    ]);
  });

  it('stops at a border that crosses itself, with the place', () => {
    const bowTie: Ring = [
      [0, 0],
      [100, 100],
      [100, 0],
      [0, 100],
      [0, 0],
    ];

    expect(report([area('1', [[bowTie]])])).toEqual(['block spatial.self-intersection 1 1 bei 50/50']);
  });

  it('names a touching ring once', () => {
    const hourglass: Ring = [
      [0, 0],
      [100, 0],
      [50, 50],
      [100, 100],
      [0, 100],
      [50, 50],
      [0, 0],
    ];

    expect(report([area('1', [[hourglass]])])).toEqual(['block spatial.self-touch 1 1 bei 50/50']);
  });

  it('stops at a part that lies within another part, and at a hole outside', () => {
    const inside = area('1', [[box(0, 0, 100)], [box(10, 10, 20)]]);
    const outside = area('2', [[box(500, 0, 100), box(700, 0, 20)]]);

    const lines = report([inside, outside]).filter((line) => line.startsWith('block'));

    expect(lines).toEqual([
      'block spatial.nesting 1 9600,0 m² 1,04 ha',
      'block spatial.nesting 2 1,04 ha 9600,0 m²',
    ]);
  });

  it('mentions slivers and separate parts', () => {
    const sliver = area('1', [[box(0, 0, 100)], [box(200, 0, 0.5)], [box(300, 0, 5000, 0.5)]]);

    expect(report([sliver])).toEqual([
      'warning spatial.sliver 1 1 0,25 m² bei 200/0',
      'warning spatial.sliver 1 1 2500,0 m² bei 300/0',
      'info spatial.multipart 1 1 3',
    ]);
  });

  it('warns of overlaps over 1 m² and calls those over 100 m² an error, the largest first', () => {
    const lines = report([
      area('1', [[box(0, 0, 100)]]),
      area('2', [[box(99.5, 0, 100)]]),
      area('3', [[box(198, 0, 100)]]),
      area('4', [[box(297.995, 0, 100)]]),
    ]);

    expect(lines).toEqual([
      'error spatial.overlap 3 2 und 3 150,0 m² bei 198.75/50',
      'warning spatial.overlap 2 1 und 2 50,0 m² bei 99.75/50',
    ]);
  });

  it('warns of gaps over 1 m² inside the coverage', () => {
    const ring = [
      area('1', [[box(0, 0, 300, 100)]]),
      area('2', [[box(0, 100, 100, 100)]]),
      area('3', [[box(200, 100, 100, 100)]]),
      area('4', [[box(0, 200, 300, 100)]]),
    ];

    expect(report(ring)).toEqual(['warning spatial.gap 0 1,00 ha bei 150/150']);
  });

  it('finds an area that is not inside its parent, and a parent that is not filled', () => {
    const parents = [area('10', [[box(0, 0, 200, 100)]]), area('20', [[box(200, 0, 100)]])];
    const areas = [area('1', [[box(0, 0, 100)]], '10'), area('2', [[box(150, 0, 100, 100)]], '10')];

    expect(report(areas, parents)).toEqual([
      'error spatial.outside-parent 2 2 5000,0 m² liegen außerhalb von 10',
      'warning spatial.parent-not-filled 0 10 5000,0 m² von 2,00 ha fehlen',
      'warning spatial.parent-not-filled 0 20 1,00 ha von 1,00 ha fehlen',
    ]);
  });

  it('is content with areas that fill their parents', () => {
    const parents = [area('10', [[box(0, 0, 200, 100)]])];

    expect(
      report([area('1', [[box(0, 0, 100)]], '10'), area('2', [[box(100, 0, 100)]], '10')], parents),
    ).toEqual([]);
  });
});

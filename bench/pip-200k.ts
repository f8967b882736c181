/**
 * 200,000 points in 64 polygons of 1,025 vertices: the coverage that assigns addresses, against flatbush with
 * turf's point in polygon. Both say for every point in which area it lies; the answers must be equal.
 */
import { booleanPointInPolygon } from '@turf/turf';
import Flatbush from 'flatbush';
import { areaKey, type Position } from '../src/core/area.ts';
import { createCoverage, type CoverageArea } from '../src/spatial/assign/coverage.ts';
import { median, rounded, type BenchResult } from './bench.ts';

const RUNS = 7;
const POINTS = 200_000;
const ACROSS = 8;
const SIDE = 2000;
/** Points on each of the four sides of a cell: 4 × 256 and the closing one make 1,025 vertices. */
const PER_SIDE = 256;
const ORIGIN = [380_000, 5_660_000] as const;

export const bench = { name: 'pip-200k', run: pip200k };

/** Value and baseline: median milliseconds, with the building of the index. */
export async function pip200k(): Promise<BenchResult> {
  const random = generator(20_241_231);
  const areas = wavyGrid(random);
  const points = Array.from(
    { length: POINTS },
    (): Position => [ORIGIN[0] + random() * ACROSS * SIDE, ORIGIN[1] + random() * ACROSS * SIDE],
  );
  const own: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const theirs = measure(() => withTurf(areas, points));
    const ours = measure(() => withCoverage(areas, points));
    if (ours.answers.some((answer, i) => answer !== theirs.answers[i]))
      throw new Error('the two sides disagree about a point');
    bare.push(theirs.ms);
    own.push(ours.ms);
  }
  const [value, baseline] = [median(own), median(bare)];
  return {
    name: bench.name,
    value: rounded(value, 1),
    baseline: rounded(baseline, 1),
    ratio: rounded(value / baseline, 3),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    runs: RUNS,
  };
}

function measure(locate: () => string[]): { ms: number; answers: string[] } {
  const started = performance.now();
  const answers = locate();
  return { ms: performance.now() - started, answers };
}

function withCoverage(areas: readonly CoverageArea[], points: readonly Position[]): string[] {
  const coverage = createCoverage(areas);
  return points.map(([x, y]) => coverage.unitAt(x, y) ?? '');
}

function withTurf(areas: readonly CoverageArea[], points: readonly Position[]): string[] {
  const shapes = areas.map(({ key, polygons }) => ({
    key,
    geometry: {
      type: 'Polygon' as const,
      coordinates: polygons.flat().map((ring) => ring.map(([x, y]) => [x, y])),
    },
  }));
  const boxes = new Flatbush(areas.length);
  for (const { geometry } of shapes) {
    const [xs, ys] = [0, 1].map((axis) => geometry.coordinates.flat().map((point) => point[axis] ?? 0));
    boxes.add(Math.min(...xs!), Math.min(...ys!), Math.max(...xs!), Math.max(...ys!));
  }
  boxes.finish();
  return points.map(([x, y]) => {
    for (const candidate of boxes.search(x, y, x, y)) {
      const shape = shapes[candidate];
      if (shape && booleanPointInPolygon([x, y], shape.geometry)) return shape.key;
    }
    return '';
  });
}

/** 8 × 8 cells whose common sides are the same wavy lines. */
function wavyGrid(random: () => number): CoverageArea[] {
  const lines = new Map<string, Position[]>();
  const side = (from: Position, to: Position): Position[] => {
    const id = `${from.join(' ')} ${to.join(' ')}`;
    const known = lines.get(id);
    if (known) return known;
    const line = Array.from({ length: PER_SIDE + 1 }, (_, i): Position => {
      const off = i === 0 || i === PER_SIDE ? 0 : (random() - 0.5) * SIDE * 0.04;
      const along = i / PER_SIDE;
      const sway = Math.sin(along * Math.PI) * off;
      return [
        from[0] + (to[0] - from[0]) * along + (from[0] === to[0] ? sway : 0),
        from[1] + (to[1] - from[1]) * along + (from[0] === to[0] ? 0 : sway),
      ];
    });
    lines.set(id, line);
    return line;
  };
  const corner = (column: number, row: number): Position => [
    ORIGIN[0] + column * SIDE,
    ORIGIN[1] + row * SIDE,
  ];
  return Array.from({ length: ACROSS * ACROSS }, (_, i) => {
    const [column, row] = [i % ACROSS, Math.floor(i / ACROSS)];
    const [a, b, c, d] = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    const ring = [
      ...side(a, b).slice(0, -1),
      ...side(b, c).slice(0, -1),
      ...side(d, c).toReversed().slice(0, -1),
      ...side(a, d).toReversed(),
    ];
    return { key: areaKey(String(i).padStart(2, '0')), polygons: [[ring]] };
  });
}

/** A linear congruential generator: the same points on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * How long the maps of a preview take for 400 simplified areas, against writing the same areas as JSON: the drawing of
 * the areas and one map that uses it, from the shapes as they are kept to the text of the page.
 */
import { html } from 'hono/html';
import { AreaMap, ShapeStore } from '../src/console/map/map.tsx';
import { paintOf } from '../src/console/map/paint.ts';
import { simplified } from '../src/console/map/shapes.ts';
import { areaKey, type AreaKey, type EditionArea, type Position } from '../src/core/area.ts';
import { median, rounded, type Bench, type BenchResult } from './bench.ts';

const RUNS = 41;
const SIDE = 20;
/** Points on each side of an area before it is simplified. */
const DETAIL = 150;

export const bench: Bench = { name: 'map', run: map };

/** Milliseconds. */
async function map(): Promise<BenchResult> {
  const shapes = simplified(areas());
  const values = new Map(shapes.areas.map(({ key }, index) => [key, (index * 37) % 101]));
  const paint = paintOf([...values.values()], { scheme: 'YlOrRd', classes: 5, method: 'JENKS' });
  const fill = (key: AreaKey) => paint.colour(values.get(key) ?? 0);
  const draw = async () => {
    const areaMap = AreaMap({ shapes, label: 'Karte', fill, title: (key) => key });
    return (await html`${ShapeStore({ shapes })}${areaMap}`).length;
  };
  const maps: number[] = [];
  const json: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    json.push(await timed(() => JSON.stringify(shapes.areas)));
    maps.push(await timed(draw));
  }
  const value = median(maps);
  const baseline = median(json);
  return {
    name: bench.name,
    value: rounded(value, 2),
    baseline: rounded(baseline, 2),
    ratio: rounded(value / baseline, 2),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    runs: RUNS,
  };
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Twenty rows of twenty areas with winding borders, which neighbours share. */
function areas(): EditionArea[] {
  return Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [column, row] = [index % SIDE, Math.floor(index / SIDE)];
    const south = border((t) => [column + t, row + wind(column + t, row)]);
    const east = border((t) => [column + 1 + wind(row + t, column + 1), row + t]);
    const north = border((t) => [column + 1 - t, row + 1 + wind(column + 1 - t, row + 1)]);
    const west = border((t) => [column + wind(row + 1 - t, column), row + 1 - t]);
    const ring = [...south, ...east, ...north, ...west].map(place);
    const key = areaKey(String(index).padStart(4, '0'));
    return {
      key,
      name: key,
      parent: null,
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] },
    };
  });
}

function border(at: (t: number) => Position): Position[] {
  return Array.from({ length: DETAIL }, (_, index) => at(index / DETAIL));
}

/** Nothing at the corners, so that borders meet. */
function wind(along: number, line: number): number {
  return 0.12 * Math.sin(Math.PI * along) * Math.sin(9 * along + line);
}

function place([x, y]: Position): Position {
  return [7 + x * 0.03, 51 + y * 0.02];
}

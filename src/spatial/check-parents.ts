/** Areas against the areas one level up: each inside its declared parent, each parent filled by its areas. */
import { finding, type Finding } from '../core/finding.ts';
import { sweepCoverage } from './coverage-sweep.ts';
import type { GeometryQuestion, MetricArea } from './metric-area.ts';
import { areaText } from './texts.ts';

/** Share of an area that must lie inside its parent, and of a parent that its areas must cover. */
const SHARE = 0.999;

/** A parent key that is not among `parents` is no matter of geometry and is not reported here. */
export function checkParents(
  { file, areas }: Pick<GeometryQuestion, 'file' | 'areas'>,
  parents: readonly MetricArea[],
): Finding[] {
  const coverage = sweepCoverage([...areas, ...parents].map((area) => area.polygons));
  const parentAt = new Map(parents.map((parent, i) => [parent.key, areas.length + i]));
  const inside = new Map<number, number>();
  const filled = new Map<number, number>();
  for (const { a, b, squareMetres } of coverage.shared) {
    const parent = areas[a]?.parent;
    if (parent === null || parent === undefined || parentAt.get(parent) !== b) continue;
    inside.set(a, squareMetres);
    filled.set(b, (filled.get(b) ?? 0) + squareMetres);
  }
  return [
    ...areas.flatMap((area, i) => {
      if (area.parent === null || !parentAt.has(area.parent)) return [];
      const size = coverage.areas[i] ?? 0;
      const outside = size - (inside.get(i) ?? 0);
      if (outside <= size * (1 - SHARE)) return [];
      const facts = { found: area.key, expected: `${areaText(outside)} liegen außerhalb von ${area.parent}` };
      return [finding('spatial.outside-parent', { file, row: area.row }, facts)];
    }),
    ...parents.flatMap((parent, i) => {
      const at = areas.length + i;
      const size = coverage.areas[at] ?? 0;
      const open = size - (filled.get(at) ?? 0);
      if (open <= size * (1 - SHARE)) return [];
      const facts = { found: parent.key, expected: `${areaText(open)} von ${areaText(size)} fehlen` };
      return [finding('spatial.parent-not-filled', { file, row: 0 }, facts)];
    }),
  ];
}

/**
 * Everything there is to say about the geometry of a level: each area by itself, the areas among each other, and
 * against their parents. Works in metres (EPSG:25832) and repairs nothing.
 */
import type { Finding } from '../core/finding.ts';
import { checkArea } from './check-area.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkParents } from './check-parents.ts';
import { sweepCoverage } from './coverage-sweep.ts';
import type { GeometryQuestion } from './metric-area.ts';

/** Findings in the order of the file, then those between areas. */
export function geometryReport(question: GeometryQuestion): readonly Finding[] {
  const coverage = sweepCoverage(question.areas.map((area) => area.polygons));
  return [
    ...question.areas.flatMap((area, i) => checkArea(area, coverage.areas[i] ?? 0, question)),
    ...checkCoverage(coverage, question),
    ...(question.parents ? checkParents(question, question.parents) : []),
  ];
}

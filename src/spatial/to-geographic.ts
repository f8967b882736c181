/**
 * A whole layer in EPSG:4326 as KomMonitor and RFC 7946 want it: 7 decimals, shared borders still shared, outer
 * rings counter-clockwise, holes clockwise, rings closed, no repeated points. Checks no geometry.
 */
import type { Position, Ring } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import type { Polygon } from '../core/same-geometry.ts';
import type { GeoLayer, SourceFeature, SourceGeometry } from '../formats/geo-layer.ts';
import type { CoordinateSystems, Crs } from './crs.ts';
import { SYSTEMS } from './crs-definitions.ts';
import { samePosition, signedArea, sourcePolygons, windPolygon } from './polygons.ts';
import { degreesText } from './texts.ts';
import { createVertexTable, type VertexTable } from './vertex-table.ts';

/** About 1 mm, in metres and in degrees. */
const SNAP = { metre: 0.001, degree: 1e-8 } as const;

interface Work {
  readonly table: VertexTable;
  readonly counts: { unclosed: number; turned: number; repeated: number };
  readonly findings: Finding[];
  readonly file: string;
  row: number;
}

/** Features without a geometry keep none; a feature with a position that cannot be transformed loses its geometry. */
export function toGeographic(
  layer: GeoLayer,
  crs: Crs,
  systems: CoordinateSystems,
): { layer: GeoLayer; findings: readonly Finding[] } {
  const work: Work = {
    table: createVertexTable(systems.toDegrees(crs), tolerance(layer, crs)),
    counts: { unclosed: 0, turned: 0, repeated: 0 },
    findings: [],
    file: layer.file,
    row: 0,
  };
  const features = layer.features.map((feature) => moveFeature(feature, work));
  return {
    layer: { ...layer, features, declaredCrs: { kind: 'epsg', code: 4326, text: 'EPSG:4326' } },
    findings: [...work.findings, ...countFindings(work)],
  };
}

function tolerance(layer: GeoLayer, crs: Crs): number {
  if (crs.kind === 'registered') return SNAP[SYSTEMS[crs.code].unit];
  return /\+proj=longlat/.test(crs.proj) ? SNAP.degree : SNAP.metre;
}

function moveFeature(feature: SourceFeature, work: Work): SourceFeature {
  if (!feature.geometry) return feature;
  work.row = feature.row;
  const polygons: Polygon[] = [];
  for (const polygon of sourcePolygons(feature.geometry)) {
    const moved = movePolygon(polygon, work);
    if (moved === undefined) return { ...feature, geometry: null };
    if (moved.length > 0) polygons.push(moved);
  }
  return { ...feature, geometry: geometryOf(polygons) };
}

function geometryOf(polygons: readonly Polygon[]): SourceGeometry | null {
  const [first] = polygons;
  if (!first) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Undefined: not transformable. Empty: the outer ring vanished in the rounding. */
function movePolygon(polygon: Polygon, work: Work): Polygon | undefined {
  const rings: Ring[] = [];
  for (const [i, ring] of polygon.entries()) {
    const moved = moveRing(ring, work);
    if (!moved) return undefined;
    if (moved.length < 4 || signedArea(moved) === 0) {
      const found = moved[0] ? degreesText(moved[0]) : '–';
      work.findings.push(finding('spatial.ring-collapsed', { file: work.file, row: work.row }, { found }));
      if (i === 0) return [];
      continue;
    }
    rings.push(moved);
  }
  const wound = windPolygon(rings);
  work.counts.turned += wound.filter((ring, i) => ring !== rings[i]).length;
  return wound;
}

function moveRing(ring: Ring, work: Work): Ring | undefined {
  const moved: Position[] = [];
  for (const source of ring) {
    const position = work.table.degrees(source);
    if (!position) {
      const found = `${source[0]} ${source[1]}`;
      work.findings.push(
        finding('spatial.coordinate-invalid', { file: work.file, row: work.row }, { found }),
      );
      return undefined;
    }
    if (samePosition(moved.at(-1), position)) work.counts.repeated += 1;
    else moved.push(position);
  }
  if (!samePosition(ring[0], ring.at(-1))) work.counts.unclosed += 1;
  if (moved[0] && !samePosition(moved[0], moved.at(-1))) moved.push(moved[0]);
  return moved;
}

function countFindings({ table, counts, file }: Work): Finding[] {
  const counted = [
    ['spatial.vertices-snapped', table.snapped()],
    ['spatial.duplicate-points', counts.repeated],
    ['spatial.ring-unclosed', counts.unclosed],
    ['spatial.winding-fixed', counts.turned],
  ] as const;
  return counted
    .filter(([, count]) => count > 0)
    .map(([code, count]) => finding(code, { file, row: 0 }, { found: String(count) }));
}

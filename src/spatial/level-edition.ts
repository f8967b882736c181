/**
 * From a layer as it was read to one edition of a level: coordinate system, geometry report, degrees, keys and
 * names. Reads no files; the history of a level is put together in level-version.
 */
import type { AreaKey, EditionArea, LevelEdition } from '../core/area.ts';
import { finding, type Finding } from '../core/finding.ts';
import { polygonsOf } from '../core/same-geometry.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { GeoLayer } from '../formats/geo-layer.ts';
import type { CoordinateSystems, Crs } from './crs.ts';
import { geometryReport } from './geometry-report.ts';
import { labelAreas, type AreaNaming, type LabelledArea } from './label-areas.ts';
import type { MetricArea } from './metric-area.ts';
import { layerPositions, sourcePolygons, toAreaGeometry, type Box } from './polygons.ts';
import { checkTargetRules } from './target-rules.ts';
import { degreesText } from './texts.ts';
import { toGeographic } from './to-geographic.ts';
import { toMetric } from './to-metric.ts';
import { decideCrs, type FullDeclaration } from './witnesses.ts';

export interface EditionQuestion {
  readonly layer: GeoLayer;
  /** Where the areas must lie: west, south, east, north in degrees. */
  readonly region: Box;
  readonly crs?: FullDeclaration | undefined;
  readonly naming: AreaNaming;
  readonly validFrom: ReferenceDate;
  readonly systems: CoordinateSystems;
  /** The parent level's areas on `validFrom`, where there is a parent level. */
  readonly parentAreas?: readonly EditionArea[] | undefined;
}

export interface EditionResult {
  /** null where the layer cannot be used at all. Look at the findings either way: one of them may stop the run. */
  readonly edition: LevelEdition | null;
  /** `EPSG:25832` or the proj definition, for the sources of the level version. */
  readonly crs: string;
  readonly findings: readonly Finding[];
}

/** The whole chain. Throws SyncError only for a `crs` that proj cannot read. */
export function buildEdition(question: EditionQuestion): EditionResult {
  const { layer, systems, naming, validFrom } = question;
  const numberless = coordinateFindings(layer);
  if (numberless.length > 0) return { edition: null, crs: '', findings: numberless };
  const { crs, findings } = decideCrs({ ...question, declared: question.crs });
  if (!crs) return { edition: null, crs: '', findings };

  const labelled = labelAreas(layer, naming);
  const report = geometryReport({
    file: layer.file,
    areas: metricAreas(labelled.areas, crs, systems),
    parents: question.parentAreas && parentsInMetres(question.parentAreas, systems),
    pointText: (metres) => degreesText(systems.metresToDegrees(metres) ?? metres),
  });
  const geographic = toGeographic(layer, crs, systems);
  const areas = editionAreas(labelled.areas, geographic.layer);
  return {
    edition: { validFrom, areas },
    crs: crs.kind === 'registered' ? `EPSG:${crs.code}` : crs.proj,
    findings: [
      ...findings,
      ...droppedFinding(layer),
      ...labelled.findings,
      ...parentFindings(labelled.areas, question),
      ...report,
      ...geographic.findings,
      ...vanishedFindings(labelled.areas, areas, layer.file),
      ...checkTargetRules({ areas, validFrom, file: layer.file }),
    ],
  };
}

function coordinateFindings(layer: GeoLayer): Finding[] {
  return layer.features.flatMap((feature) => {
    for (const [x, y] of layerPositions({ features: [feature] }))
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        const facts = { found: `${x} ${y}` };
        return [finding('spatial.coordinate-invalid', { file: layer.file, row: feature.row }, facts)];
      }
    return [];
  });
}

function droppedFinding({ file, droppedOrdinates }: GeoLayer): Finding[] {
  if (droppedOrdinates === 0) return [];
  return [finding('spatial.ordinates-dropped', { file, row: 0 }, { found: String(droppedOrdinates) })];
}

function metricAreas(areas: readonly LabelledArea[], crs: Crs, systems: CoordinateSystems): MetricArea[] {
  const metres = systems.toMetres(crs);
  return areas.map(({ row, key, parent, geometry }) => ({
    row,
    key,
    parent,
    polygons: toMetric(sourcePolygons(geometry), metres),
  }));
}

function parentsInMetres(parents: readonly EditionArea[], systems: CoordinateSystems): MetricArea[] {
  const metres = systems.toMetres({ kind: 'registered', code: 4326, axes: 'east-north' });
  return parents.map(({ key, parent, geometry }) => ({
    row: 0,
    key,
    parent,
    polygons: toMetric(polygonsOf(geometry), metres),
  }));
}

/** Ascending by key, so that two deliveries of the same areas make the same edition. */
function editionAreas(labelled: readonly LabelledArea[], geographic: GeoLayer): EditionArea[] {
  const geometries = new Map(geographic.features.map((feature) => [feature.row, feature.geometry]));
  return labelled
    .flatMap(({ row, key, name, parent }) => {
      const geometry = geometries.get(row);
      return geometry ? [{ key, name, parent, geometry: toAreaGeometry(sourcePolygons(geometry)) }] : [];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function parentFindings(areas: readonly LabelledArea[], question: EditionQuestion): Finding[] {
  if (!question.parentAreas) return [];
  const known: ReadonlySet<AreaKey> = new Set(question.parentAreas.map((area) => area.key));
  return areas.flatMap(({ row, key, parent }) => {
    if (parent === null || known.has(parent)) return [];
    const facts = { found: key, expected: parent };
    return [finding('spatial.parent-unknown', { file: question.layer.file, row }, facts)];
  });
}

/** Areas of which nothing was left after rounding. */
function vanishedFindings(
  labelled: readonly LabelledArea[],
  areas: readonly EditionArea[],
  file: string,
): Finding[] {
  const left = new Set(areas.map((area) => area.key));
  return labelled
    .filter(({ key }) => !left.has(key))
    .map(({ row, key }) => finding('spatial.geometry-missing', { file, row }, { found: key }));
}

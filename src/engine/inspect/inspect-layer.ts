/** A first look at a file of areas: coordinate system, extent, geometries, properties, and a level that reads it. */
import { levelId, type Position } from '../../core/area.ts';
import { finding, stopsRun, type Finding } from '../../core/finding.ts';
import { likelyPersonSign } from '../../core/person-signs.ts';
import type { RawCell } from '../../core/table.ts';
import type { DeclaredCrs, GeoLayer } from '../../formats/geo-layer.ts';
import { levelFile, levelOf } from '../../mapping/level.ts';
import { loadYaml } from '../../mapping/load.ts';
import { columnCounter, type ColumnFacts } from '../../mapping/propose/column-facts.ts';
import { proposeLevel, type LevelProposal } from '../../mapping/propose-level.ts';
import {
  openCoordinateSystems,
  type CoordinateSystems,
  type Crs,
  type Transform,
} from '../../spatial/crs.ts';
import { declarationOf } from '../../spatial/declared-crs.ts';
import { buildEdition } from '../../spatial/level-edition.ts';
import { boxOf, layerPositions, type Box } from '../../spatial/polygons.ts';
import { decideCrs } from '../../spatial/witnesses.ts';
import type { InspectMeans } from './inspect-file.ts';
import type { Inspection, LayerReport, Proof } from './inspection.ts';
import { ofPersons } from './of-persons.ts';
import { columnReport } from './structure.ts';

/** Germany with some room: every layer of the county lies in it. */
const GERMANY: Box = [5.5, 47, 15.5, 55.5];
/** Degrees, about one kilometre. */
const ROOM = 0.01;

export async function inspectLayer(start: Inspection, means: InspectMeans): Promise<Inspection> {
  const { best, delivery, question, ports } = means;
  if (best.layout.kind !== 'polygons') throw new RangeError(`layout ${best.form} reads no polygons`);
  const findings: Finding[] = [];
  const context = { signal: ports.signal, report: (one: Finding) => void findings.push(one) };
  const layer: GeoLayer | undefined = await best.layout.read(
    delivery,
    best.layout.options.parse(best.proposal.options),
    context,
  );
  if (!layer) return { ...start, findings };
  const properties = propertyFacts(layer);
  const sign = personSignOf(layer, properties);
  if (sign !== undefined) return ofPersons(delivery, sign);

  const systems = await openCoordinateSystems(ports.folders.grids);
  const proj = declarationOf(layer)?.proj ?? undefined;
  const decided = decideCrs({ layer, region: GERMANY, systems });
  const crs: Crs | null = decided.crs ?? (proj === undefined ? null : { kind: 'declared', proj });
  const proposal = proposeLevel({
    file: delivery.file,
    connector: best.source.id,
    layout: { form: best.form, ...best.proposal.options },
    level: question.level,
    properties,
    region: crs ? regionOf(layer, crs, systems) : undefined,
    proj: decided.crs ? undefined : proj,
  });
  const proven = proveLevel(proposal, layer, systems);
  return {
    ...start,
    state: proven.proof.runs ? 'runs' : 'does-not-run',
    text: null,
    layer: layerReport(layer, properties, crs),
    proposal: { kind: 'level', id: proposal.id, yaml: proposal.yaml, checks: proposal.checks },
    missing: proposal.missing,
    proof: proven.proof,
    findings: [...findings, ...proven.findings],
  };
}

function propertyFacts({ features }: GeoLayer): ColumnFacts[] {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  return names.map((name, index) => {
    const counter = columnCounter({ position: index + 1, path: [name] });
    for (const { properties } of features) counter.add(cellOf(properties[name]));
    return counter.facts();
  });
}

function cellOf(value: RawCell['value'] | undefined): string | RawCell {
  return typeof value === 'string' ? value : { value: value ?? null };
}

/** Points with names and house numbers come in files of geometry as well. */
function personSignOf({ features }: GeoLayer, properties: readonly ColumnFacts[]): string | undefined {
  const labels = properties.map(({ label }) => label);
  const isOnAreas = features.some(({ geometry }) => geometry !== null);
  if (isOnAreas) return undefined;
  return likelyPersonSign(
    labels,
    features.map((feature) => labels.map((label) => String(feature.properties[label] ?? ''))),
  );
}

function layerReport(layer: GeoLayer, properties: readonly ColumnFacts[], crs: Crs | null): LayerReport {
  const geometries: Record<string, number> = {};
  for (const { geometry, otherType } of layer.features) {
    const kind = geometry?.type ?? otherType ?? 'ohne Geometrie';
    geometries[kind] = (geometries[kind] ?? 0) + 1;
  }
  return {
    layer: layer.layer ?? null,
    features: layer.features.length,
    geometries,
    declaredCrs: declarationOf(layer)?.says ?? saidOf(layer.declaredCrs),
    crs: crs === null ? null : crs.kind === 'registered' ? `EPSG:${crs.code}` : crs.proj,
    box: boxOf(layerPositions(layer)) ?? null,
    properties: properties.map((property) => columnReport(property, null)),
  };
}

function saidOf(declared: DeclaredCrs | null): string | null {
  if (declared === null) return null;
  return declared.kind === 'wkt' ? 'WKT' : declared.text;
}

/** West, south, east, north in degrees, rounded outwards; undefined where a point cannot be transformed. */
function regionOf(layer: GeoLayer, crs: Crs, systems: CoordinateSystems): Box | undefined {
  const toDegrees = systems.toDegrees(crs);
  const box = boxOf(moved(layer, toDegrees));
  if (!box || box.some((value) => !Number.isFinite(value))) return undefined;
  const [west, south, east, north] = box;
  const down = (value: number) => Math.floor((value - ROOM) * 100) / 100;
  const up = (value: number) => Math.ceil((value + ROOM) * 100) / 100;
  return [down(west), down(south), up(east), up(north)];
}

function* moved(layer: GeoLayer, toDegrees: Transform): Generator<Position> {
  for (const point of layerPositions(layer)) yield toDegrees(point) ?? [NaN, NaN];
}

function proveLevel(
  { id, yaml, missing }: LevelProposal,
  layer: GeoLayer,
  systems: CoordinateSystems,
): { readonly proof: Proof; readonly findings: readonly Finding[] } {
  const name = `${id}.yaml`;
  const none: Proof = { runs: false, problems: [], counts: [], lentDate: null };
  const loaded = loadYaml(yaml, name, levelFile);
  if (!loaded.ok) {
    const problems = loaded.problems.map(
      ({ line, column, message }) => `${name}:${line}:${column} ${message}`,
    );
    return { proof: { ...none, problems }, findings: [] };
  }
  const level = levelOf(loaded.value, loaded.origin);
  if (level.geometry.kind !== 'source' || missing.length > 0) return { proof: none, findings: [] };
  const { region, crs, key, names, editions } = level.geometry;
  const validFrom = editions[0]?.validFrom;
  if (validFrom === undefined) return { proof: none, findings: [] };
  const built = buildEdition({
    layer,
    region,
    crs,
    naming: { key, names, parent: null },
    validFrom,
    systems,
  });
  const areas = built.edition?.areas.length ?? 0;
  const counts =
    areas === 0
      ? []
      : [
          {
            level: levelId(id),
            date: validFrom,
            measure: '',
            role: 'value' as const,
            areas,
            observations: areas,
          },
        ];
  const findings =
    areas === 0
      ? [...built.findings, finding('inspect.no-observations', { file: layer.file, row: 0 })]
      : built.findings;
  return { proof: { ...none, runs: areas > 0 && !stopsRun(findings), counts }, findings };
}

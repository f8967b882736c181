/** The job's spatial levels, from polygon files to level versions: parents first, unions after their parts. */
import type { EditionArea, LevelId, LevelVersion } from '../core/area.ts';
import type { DeliveryOffer } from '../core/delivery.ts';
import { stopsRun } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import type { GeoLayer } from '../formats/geo-layer.ts';
import type { Job } from '../mapping/job.ts';
import type { Level, LevelSource, LevelUnion } from '../mapping/level.ts';
import type { CoordinateSystems } from '../spatial/crs.ts';
import { buildEdition } from '../spatial/level-edition.ts';
import { areasOn, buildLevelVersion, checkHistory, checkParentKeys } from '../spatial/level-version.ts';
import { unionEdition } from '../spatial/union-edition.ts';
import { acceptFindings } from './accept-findings.ts';
import type { BuiltLevel } from './desired-state.ts';
import type { FindingLog } from './finding-log.ts';
import type { Landing } from './land.ts';
import type { DeliverySource, EnginePorts } from './ports.ts';
import { checkSection } from '../mapping/load.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

interface Workshop {
  readonly job: Job;
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly findings: FindingLog;
  readonly systems: CoordinateSystems;
  readonly built: Map<LevelId, LevelVersion>;
}

/** In the order of the job; levels with findings that stop are left out. */
export async function buildLevels(means: Omit<Workshop, 'built'>): Promise<BuiltLevel[]> {
  const { job, ports } = means;
  const workshop: Workshop = { ...means, built: new Map() };
  for (const id of job.levels) await build(id, workshop);
  return job.levels.flatMap((id) => {
    const level = ports.catalogue.levels.get(id);
    const version = workshop.built.get(id);
    return level && version ? [{ level, version }] : [];
  });
}

async function build(id: LevelId, workshop: Workshop): Promise<LevelVersion | undefined> {
  const known = workshop.built.get(id);
  if (known) return known;
  const level = workshop.ports.catalogue.levels.get(id);
  if (!level) throw new RangeError(`level ${id} is not loaded`);

  workshop.ports.events.stage(`Raumebene „${level.name}“ prüfen`);
  const version =
    level.geometry.kind === 'union'
      ? await buildUnion(level, level.geometry, workshop)
      : await buildFromSource(level, level.geometry, workshop);
  if (!version) return undefined;
  workshop.findings.reportAll(checkHistory(version));
  workshop.built.set(id, version);
  const parent = level.parent === null ? undefined : workshop.built.get(level.parent);
  if (parent) workshop.findings.reportAll(checkParentKeys(version, parent));
  return version;
}

/** The level above, if the job has it and its geometry is its own and not made of this one. */
async function parentOf(level: Level, workshop: Workshop): Promise<LevelVersion | undefined> {
  if (level.parent === null || !workshop.job.levels.includes(level.parent)) return undefined;
  const parent = workshop.ports.catalogue.levels.get(level.parent);
  return parent?.geometry.kind === 'source' ? build(level.parent, workshop) : undefined;
}

async function buildFromSource(
  level: Level,
  geometry: LevelSource,
  workshop: Workshop,
): Promise<LevelVersion | undefined> {
  const { ports, findings } = workshop;
  const { origin } = level;
  const source = sourceNamed(ports, geometry.connector, { origin, path: ['source', 'connector'] });
  const config = checkSection(geometry.config, source.configSchema, { origin, path: ['source', 'config'] });
  const offers = await offersOf(source, config, ports);
  const parent = await parentOf(level, workshop);

  const editions = [];
  const sources = [];
  for (const { validFrom, file, layer: layerName } of geometry.editions) {
    const offer = offers.find((candidate) => candidate.file === file);
    if (!offer) throw notOffered(level, file);
    const delivery = await workshop.landing.land(source, config, offer);
    const wanted = { ...geometry.layout, ...(layerName === undefined ? {} : { layer: layerName }) };
    const { layout, options } = layoutNamed(source, wanted, { origin, path: ['source', 'layout'] });
    if (layout.kind !== 'polygons') throw new RangeError(`layout ${geometry.layout.form} reads no polygons`);
    const context = { signal: ports.signal, report: findings.report };
    const layer: GeoLayer | undefined = await layout.read(delivery, options, context);
    if (!layer) return undefined;

    const parentAreas: readonly EditionArea[] | undefined = parent && areasOn(parent, validFrom);
    const result = buildEdition({
      layer,
      region: geometry.region,
      crs: geometry.crs,
      naming: { key: geometry.key, names: geometry.names, parent: level.parentKey },
      validFrom,
      systems: workshop.systems,
      parentAreas: parentAreas?.length ? parentAreas : undefined,
    });
    const judged = acceptFindings(result.findings, level.accept);
    findings.reportAll(judged);
    if (!result.edition || stopsRun(judged)) return undefined;
    editions.push(result.edition);
    sources.push({ file, sha256: delivery.sha256, crs: result.crs });
  }
  return buildLevelVersion(level.id, editions, sources);
}

async function buildUnion(
  level: Level,
  geometry: LevelUnion,
  workshop: Workshop,
): Promise<LevelVersion | undefined> {
  const lower = await build(geometry.of, workshop);
  if (!lower) return undefined;
  const editions = [];
  for (const edition of lower.editions) {
    const united = await unionEdition({
      lower: edition,
      names: geometry.names,
      parent: unionParent(level),
      file: level.origin.file,
    });
    workshop.findings.reportAll(united.findings);
    if (stopsRun(united.findings)) return undefined;
    editions.push(united.edition);
  }
  return buildLevelVersion(level.id, editions, lower.sources);
}

/** A union has no properties to take a parent key from; the YAML's schema has made sure of it. */
function unionParent({ parentKey }: Level) {
  return parentKey !== null && 'property' in parentKey ? null : parentKey;
}

async function offersOf(
  source: DeliverySource,
  config: unknown,
  ports: EnginePorts,
): Promise<DeliveryOffer[]> {
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  const offers: DeliveryOffer[] = [];
  for await (const offer of source.list(config as never, context)) offers.push(offer);
  return offers;
}

function notOffered(level: Level, file: string): SyncError {
  return new SyncError({
    code: 'source.nothing-found',
    kind: 'source',
    message: `Die Datei „${file}“ der Raumebene „${level.name}“ ist nicht da.`,
    hint: 'Legen Sie die Datei in den Ordner der Lieferungen oder berichtigen Sie den Namen in der Raumebene.',
  });
}

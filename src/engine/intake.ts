/**
 * Intake of one entry of a job: every delivery of the source is landed, read, checked and brought to a
 * dataset version. Rows live only in memory; the landed files are removed when the run is over.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import type { LandedDelivery } from '../core/delivery.ts';
import type { DatasetVersion } from '../core/dataset.ts';
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import { contentHash } from '../core/hash.ts';
import type { Observation } from '../core/observation.ts';
import { compareDates, germanDate, type ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { applyProfile } from '../mapping/apply-profile.ts';
import { checkKeys } from '../mapping/check-keys.ts';
import { targetCodesOn } from '../mapping/code-list.ts';
import { compileProfile, type CompiledProfile } from '../mapping/compile-profile.ts';
import type { Job, JobIntake } from '../mapping/job.ts';
import { assembleDataset } from '../statistics/assemble.ts';
import { deliveredTwice } from '../statistics/delivered-twice.ts';
import type { Geography } from '../statistics/geography.ts';
import type { DatasetBook } from './dataset-book.ts';
import type { FindingLog } from './finding-log.ts';
import type { Landing } from './land.ts';
import type { EnginePorts } from './ports.ts';
import { checkSection } from '../mapping/load.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

export interface IntakeMeans {
  readonly job: Job;
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly geography: Geography;
  /** Level version ids, for the lineage. */
  readonly levels: Readonly<Record<string, string>>;
  readonly book: DatasetBook;
  readonly findings: FindingLog;
  /** Stichtag given on the command line. */
  readonly date?: ReferenceDate;
}

/** Takes every delivery of the entry into the book; a delivery with errors is not taken. */
export async function intake(item: JobIntake, index: number, means: IntakeMeans): Promise<void> {
  const { job, ports, landing } = means;
  const path = ['intake', index];
  const profile = ports.catalogue.profiles.get(item.profile);
  if (!profile) throw new RangeError(`profile ${item.profile} is not loaded`);
  const compiled = compileProfile(profile, ports.catalogue.codes);
  const source = sourceNamed(ports, item.connector, { origin: job.origin, path: [...path, 'connector'] });
  const config = checkSection(item.config, source.configSchema, {
    origin: job.origin,
    path: [...path, 'config'],
  });
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  let offers = 0;
  for await (const offer of source.list(config as never, context)) {
    offers += 1;
    ports.events.stage(`Lieferung ${offer.file} lesen und prüfen`);
    const delivery = await landing.land(source, config, offer);
    await readDelivery(delivery, item, compiled, means);
  }
  if (offers === 0) await tellNoDelivery(item, job.origin.positionOf(path).line, means);
}

/** A folder may be emptied after each delivery; where nothing was ever taken in, the source is missing. */
async function tellNoDelivery(item: JobIntake, row: number, means: IntakeMeans): Promise<void> {
  const { job, book, findings } = means;
  const known = await book.cells(item.dataset);
  if (known.length === 0)
    throw new SyncError({
      code: 'source.nothing-found',
      kind: 'source',
      message: `Zum Profil „${item.profile}“ liegt keine Lieferung da, und es wurde noch keine übernommen.`,
      hint: 'Legen Sie die Lieferung in den Lieferordner, oder berichtigen Sie „files“ im Auftrag. Es wurde nichts veröffentlicht.',
    });
  const [newest] = known.map(({ date }) => date).toSorted((a, b) => compareDates(b, a));
  const place = { file: job.origin.file, row };
  const facts = { found: item.profile, expected: newest ? germanDate(newest) : '' };
  findings.report(finding('statistics.no-delivery', place, facts));
}

async function readDelivery(
  delivery: LandedDelivery,
  item: JobIntake,
  compiled: CompiledProfile,
  means: IntakeMeans,
): Promise<void> {
  const { book, geography, findings } = means;
  const { observations, found } = await readObservations(delivery, compiled, means);
  found.push(...checkKeys(observations, knownKeys(geography), compiled.profile.area.column));
  if (!stopsRun(found)) {
    const assembled = assembleDataset(observations, {
      absent: compiled.profile.absent,
      geography,
      files: [delivery.file],
      known: await book.cells(item.dataset),
      codesOn: (dimension, date) => {
        const list = compiled.codes.get(dimension);
        return list && targetCodesOn(list, date);
      },
      rates: ratesIn(compiled.profile.measures),
    });
    found.push(...assembled.findings);
    const taken = book.taken.filter((version) => version.dataset === item.dataset);
    found.push(...deliveredTwice(assembled.cells, taken, delivery.file));
    if (!stopsRun(found)) book.take(versionOf(delivery, item, compiled, means, assembled.cells));
  }
  findings.reportAll(found);
}

async function readObservations(
  delivery: LandedDelivery,
  compiled: CompiledProfile,
  means: IntakeMeans,
): Promise<{ observations: Observation[]; found: Finding[] }> {
  const { ports, date } = means;
  const { profile } = compiled;
  const found: Finding[] = [];
  const report = (one: Finding) => void found.push(one);
  const written = { origin: profile.origin, path: ['layout'] };
  const source = sourceNamed(ports, profile.connector, { origin: profile.origin, path: ['connector'] });
  const { layout, options } = layoutNamed(source, profile.layout, written);
  if (layout.kind === 'tables' && layout.holds === 'persons') throw personsNotCounted(profile.connector);
  if (layout.kind !== 'tables') throw new RangeError(`layout ${profile.layout.form} reads no tables`);

  const tables = layout.read(delivery, options, { signal: ports.signal, report });
  const observations: Observation[] = [];
  const context = { fileName: delivery.file, report, ...(date ? { date } : {}) };
  for await (const batch of applyProfile(compiled, tables, context)) {
    ports.signal.throwIfAborted();
    for (const observation of batch) observations.push(observation);
  }
  return { observations, found };
}

function versionOf(
  delivery: LandedDelivery,
  item: JobIntake,
  compiled: CompiledProfile,
  means: IntakeMeans,
  cells: DatasetVersion['cells'],
): DatasetVersion {
  const { file, sha256, bytes } = delivery;
  const content = [...cells].sort((a, b) => (cellName(a) < cellName(b) ? -1 : 1));
  const identity = content.map(({ source: _source, ...stored }) => stored);
  return {
    id: contentHash({ dataset: item.dataset, file: sha256, cells: identity }),
    dataset: item.dataset,
    cells: content,
    lineage: {
      files: [{ name: file, sha256, bytes }],
      profile: { id: compiled.profile.id, sha256: compiled.sha256 },
      levels: means.levels,
      program: means.ports.program,
    },
  };
}

function cellName(stored: DatasetVersion['cells'][number]): string {
  const { role, level, area, date, measure, breakdown } = stored;
  return [role, level, area, date, measure, JSON.stringify(breakdown)].join(' ');
}

function ratesIn(measures: CompiledProfile['profile']['measures']): ReadonlySet<string> {
  return new Set(Object.keys(measures).filter((measure) => measures[measure]?.rate));
}

function knownKeys(geography: Geography): ReadonlyMap<LevelId, ReadonlySet<AreaKey>> {
  return new Map(geography.levels.map((level) => [level, new Set(geography.allAreas(level))]));
}

/** A profile takes rows for figures; a row of the register is a person and has to be counted first. */
function personsNotCounted(connector: string): SyncError {
  return new SyncError({
    code: 'intake.persons-not-counted',
    kind: 'configuration',
    message: `Lieferungen des Konnektors „${connector}“ enthalten Personen und können in dieser Version noch nicht gezählt werden.`,
    hint: 'Lassen Sie die Statistikstelle zusammengefasste Zahlen liefern. Es wurde nichts gelesen und nichts veröffentlicht.',
  });
}

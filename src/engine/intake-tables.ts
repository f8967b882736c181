/** Intake of files whose rows are figures: read by their profile, brought to areas, checked, made a dataset version. */
import type { LandedDelivery } from '../core/delivery.ts';
import { stopsRun, type Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { SyncError } from '../errors.ts';
import { applyProfile } from '../mapping/apply-profile.ts';
import { checkKeys, type KnownLevels } from '../mapping/check-keys.ts';
import { targetCodesOn } from '../mapping/code-list.ts';
import type { CompiledProfile } from '../mapping/compile-profile.ts';
import { isRate, measureNames } from '../mapping/dataset-shape.ts';
import { assembleDataset } from '../statistics/assemble.ts';
import { deliveredTwice } from '../statistics/delivered-twice.ts';
import { figuresApart } from '../statistics/parts-apart.ts';
import { assignObservations } from './assign-observations.ts';
import { datasetVersion } from './dataset-version.ts';
import type { IntakeMeans } from './intake-means.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

export async function readTables(
  deliveries: readonly LandedDelivery[],
  { compiled, dataset }: { readonly compiled: CompiledProfile; readonly dataset: string },
  means: IntakeMeans,
): Promise<readonly Finding[]> {
  const { book, geography } = means;
  const { profile } = compiled;
  const found: Finding[] = [];
  const report = (one: Finding) => void found.push(one);
  const parts: { file: string; observations: Observation[] }[] = [];
  for (const delivery of deliveries) {
    const observations = await readObservations(delivery, compiled, { ...means, report });
    parts.push({ file: delivery.file, observations });
  }
  found.push(...figuresApart(parts));
  // Half a grid would be half a figure; keys that need no assignment are judged along with what else is wrong.
  if (profile.assign && stopsRun(found)) return found;
  const written = parts.flatMap((part) => part.observations);
  const assigned = await assignObservations(written, compiled, { ...means, report });
  if (!assigned) return found;
  const { observations, files } = assigned;
  found.push(...checkKeys(observations, knownLevels(means), profile.area.column));
  if (stopsRun(found)) return found;

  const assembled = assembleDataset(observations, {
    absent: profile.absent,
    geography,
    files: deliveries.map(({ file }) => file),
    known: await book.cells(dataset),
    codesOn: (dimension, date) => {
      const list = compiled.codes.get(dimension);
      return list && targetCodesOn(list, date);
    },
    rates: ratesIn(compiled),
  });
  found.push(...assembled.findings);
  const taken = book.taken.filter((version) => version.dataset === dataset);
  found.push(...deliveredTwice(assembled.cells, taken, deliveries.map(({ file }) => file).join(', ')));
  if (stopsRun(found)) return found;
  book.take(
    datasetVersion(deliveries, assembled.cells, {
      dataset,
      profile: { id: profile.id, sha256: compiled.sha256 },
      levels: means.levels,
      ...(files.length > 0 ? { assignment: files } : {}),
      program: means.ports.program,
    }),
  );
  return found;
}

type ReadingMeans = IntakeMeans & {
  readonly report: (found: Finding) => void;
};

async function readObservations(
  delivery: LandedDelivery,
  compiled: CompiledProfile,
  { ports, date, report, deliveries }: ReadingMeans,
): Promise<Observation[]> {
  const { profile } = compiled;
  const written = { origin: profile.origin, path: ['layout'] };
  const source = sourceNamed(ports, profile.connector, { origin: profile.origin, path: ['connector'] });
  const { layout, options } = layoutNamed(source, profile.layout, written);
  if (layout.kind !== 'tables') throw new RangeError(`layout ${profile.layout.form} reads no tables`);
  if (layout.holdsPersons?.(options)) throw personsNotCounted(profile.connector);

  const tables = deliveries.counted(
    delivery,
    layout.read(delivery, options, { signal: ports.signal, report }),
  );
  const observations: Observation[] = [];
  const context = { fileName: delivery.file, report, ...(date ? { date } : {}) };
  for await (const batch of applyProfile(compiled, tables, context)) {
    ports.signal.throwIfAborted();
    for (const observation of batch) {
      deliveries.speaksFor(delivery, observation.date);
      observations.push(observation);
    }
  }
  return observations;
}

/** What is a share, and what was perturbed: nothing is ever compared with their sum. */
function ratesIn({ profile }: CompiledProfile): ReadonlySet<string> {
  const isGrid = profile.assign?.by === 'grid';
  return new Set([...measureNames(profile)].filter((measure) => isGrid || isRate(profile, measure)));
}

/** Of the job's levels every key that they ever had; of all others the name alone. */
function knownLevels({ geography, ports }: IntakeMeans): KnownLevels {
  const { levels } = ports.catalogue;
  return {
    keys: new Map(geography.levels.map((level) => [level, new Set(geography.allAreas(level))])),
    nameOf: (level) => levels.get(level)?.name ?? level,
  };
}

/** A profile of figures takes rows for figures; a row of the register is a person and has to be counted first. */
function personsNotCounted(connector: string): SyncError {
  return new SyncError({
    code: 'intake.persons-not-counted',
    kind: 'configuration',
    message: `Lieferungen des Konnektors „${connector}“ enthalten Personen; das Profil liest sie aber als Zahlen.`,
    hint: 'Verwenden Sie ein Profil mit „kind: persons“, oder lassen Sie die Statistikstelle zusammengefasste Zahlen liefern. Es wurde nichts gelesen und nichts veröffentlicht.',
  });
}

/**
 * Intake of files whose rows are persons or their movements: placed, counted and forgotten as they are read. What
 * leaves this file are counts by area and the figures by which the assignment is judged.
 */
import { areaKey } from '../core/area.ts';
import type { LandedDelivery } from '../core/delivery.ts';
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import { contentHash } from '../core/hash.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { Table } from '../core/table.ts';
import { addDays, addMonths, type ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { findDate } from '../mapping/date-reader.ts';
import type { PersonsProfile } from '../mapping/profile.ts';
import type { AssignmentQuality } from '../statistics/persons/quality.ts';
import { aggregatePersons } from '../statistics/persons/aggregate.ts';
import { aggregateMovements } from '../statistics/persons/movements.ts';
import { addAssignments, addCells, addMaps } from '../statistics/persons/add-up.ts';
import { fillNil, type Rectangle } from '../statistics/persons/fill-nil.ts';
import { deliveredTwice } from '../statistics/delivered-twice.ts';
import { registersApart } from '../statistics/parts-apart.ts';
import { repeatedDates } from '../statistics/completeness.ts';
import { datasetVersion } from './dataset-version.ts';
import type { IntakeMeans } from './intake-means.ts';
import { countingRules, type CountingRules } from './person-rules.ts';
import type { Assigner } from './assigner.ts';
import { layoutNamed, sourceNamed } from './source-options.ts';

interface Counted {
  readonly cells: readonly StoredCell[];
  readonly assignment: AssignmentQuality;
  /** Records by AGS as they were read. */
  readonly read: ReadonlyMap<string, number>;
}

/** Several files are one delivery, such as the registers of the Gemeinden of a county: of one day and counted together. */
export async function readPersons(
  deliveries: readonly LandedDelivery[],
  { profile, dataset }: { readonly profile: PersonsProfile; readonly dataset: string },
  means: IntakeMeans,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const report = (one: Finding) => void found.push(one);
  const file = deliveries.map((delivery) => delivery.file).join(', ');
  const [date, ...others] = new Set(deliveries.map((delivery) => dateOf(delivery, profile, means)));
  for (const delivery of deliveries) {
    const own = dateOf(delivery, profile, means);
    if (own) means.deliveries.speaksFor(delivery, own);
  }
  if (!date || others.length > 0) return [finding('persons.no-date', { file, row: 0 })];
  const assigner = await means.assigners.on(profile.level, date);
  if (!assigner) return [];
  const rules = await countingRules(profile, date, assigner, { ...means, report });
  if (stopsRun(found)) return found;

  const parts: Counted[] = [];
  for (const delivery of deliveries) {
    const part = await count(delivery, profile, rules, { ...means, report });
    if (!part || stopsRun(found)) return found;
    parts.push(part);
  }
  found.push(
    ...registersApart(
      deliveries.map((one, at) => ({ ...one, read: parts[at]?.read ?? new Map<string, number>() })),
    ),
  );
  if (stopsRun(found)) return found;
  const counted = fillNil(addCells(parts.map(({ cells }) => cells)), rectangleOf(profile, rules));
  const { book } = means;
  const taken = book.taken.filter((version) => version.dataset === dataset);
  found.push(...deliveredTwice(counted, taken, file));
  found.push(...repeatedDates(counted, await book.cells(dataset), file));
  if (stopsRun(found)) return found;
  book.take(
    datasetVersion(deliveries, counted, {
      dataset,
      profile: { id: profile.id, sha256: meaningOf(profile, assigner, means) },
      levels: means.levels,
      assignment: assigner.files,
      program: means.ports.program,
    }),
  );
  means.quality.assigned({
    file,
    dataset,
    date,
    level: profile.level,
    ...(profile.kind === 'movements' ? { records: 'events' as const } : {}),
    population: populationOf(profile),
    units: new Set(assigner.units.keys()),
    assignment: addAssignments(parts.map(({ assignment }) => assignment)),
    read: addMaps(parts.map(({ read }) => read)),
  });
  return found;
}

function rectangleOf(profile: PersonsProfile, rules: CountingRules): Rectangle {
  return {
    level: rules.level,
    date: rules.date,
    areas: [...rules.units.keys()].map(areaKey),
    measures: Object.keys(profile.measures),
    dimensions: rules.dimensions,
  };
}

type CountMeans = IntakeMeans & { readonly report: (found: Finding) => void };

async function count(
  delivery: LandedDelivery,
  profile: PersonsProfile,
  rules: CountingRules,
  means: CountMeans,
): Promise<Counted | undefined> {
  const { ports, report, deliveries } = means;
  const written = { origin: profile.origin, path: ['layout'] };
  const source = sourceNamed(ports, profile.connector, { origin: profile.origin, path: ['connector'] });
  const { layout, options } = layoutNamed(source, profile.layout, written);
  if (layout.kind !== 'tables' || !layout.holdsPersons?.(options)) throw noApproval(profile);
  let counted: Counted | undefined;
  const tables = layout.read(delivery, options, { signal: ports.signal, report });
  for await (const table of deliveries.counted(delivery, tables))
    counted = await countTable(table, profile, rules, report);
  return counted;
}

async function countTable(
  table: Table,
  profile: PersonsProfile,
  rules: CountingRules,
  report: (found: Finding) => void,
): Promise<Counted | undefined> {
  if (profile.kind === 'persons') {
    const { measures } = profile;
    const result = await aggregatePersons(table, { ...rules, measures }, report);
    if (!result) return undefined;
    const { assignment, readByGemeinde: read } = result.quality;
    return { cells: [...result.cells()], assignment, read };
  }
  const from = addDays(addMonths(rules.date, -profile.months), 1);
  const result = await aggregateMovements(table, { ...rules, from }, report);
  if (!result) return undefined;
  const names = new Map(Object.entries(profile.measures).map(([name, measure]) => [measure as string, name]));
  const cells = [...result.cells()].flatMap((stored) => {
    const measure = names.get(stored.measure);
    return measure === undefined ? [] : [{ ...stored, measure }];
  });
  const { assignment, readByGemeinde: read } = result.quality;
  return { cells, assignment, read };
}

function populationOf({ measures }: PersonsProfile): string | undefined {
  return Object.entries(measures).find(([, counted]) => counted === 'population')?.[0];
}

function dateOf(
  { file }: LandedDelivery,
  { date: rule }: PersonsProfile,
  { date }: IntakeMeans,
): ReferenceDate | undefined {
  return rule.from === 'fileName' ? findDate(file, rule) : date;
}

/** What the figures mean depends on the profile, its code lists and the files by which addresses were placed. */
function meaningOf(profile: PersonsProfile, assigner: Assigner, { ports }: IntakeMeans): string {
  const lists = Object.values(profile.dimensions).flatMap((rule) =>
    rule.by === 'nationality' ? [rule.codes] : [],
  );
  const named = [...lists, ...(profile.nationalities === undefined ? [] : [profile.nationalities])].sort();
  return contentHash([
    profile.sha256,
    ...named.map((id) => `${id} ${ports.catalogue.codes.get(id)?.sha256 ?? ''}`),
    ...assigner.files.map(({ name, sha256 }) => `${name} ${sha256}`),
  ]);
}

/** Without the approval the layout refuses what looks like persons; then nothing is left to count. */
function noApproval({ origin }: PersonsProfile): SyncError {
  return new SyncError({
    code: 'intake.persons-not-approved',
    kind: 'configuration',
    message: `Das Profil ${origin.file} zählt Personen, aber niemand hat das Lesen von Einzeldaten freigegeben.`,
    hint: 'Die Statistikstelle trägt unter „layout: microdata:“ ein, wer es wann freigegeben hat („approvedBy“, „approvedOn“). Es wurde nichts gelesen.',
  });
}

/**
 * Intake of one entry of a job: every delivery of the source is landed, read, checked and brought to a
 * dataset version. Rows live only in memory; the landed files are removed when the run is over.
 */
import type { DeliveryOffer, LandedDelivery } from '../core/delivery.ts';
import { finding, stopsRun } from '../core/finding.ts';
import type { Finding } from '../core/finding.ts';
import { compareDates, germanDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { compileProfile } from '../mapping/compile-profile.ts';
import type { JobIntake } from '../mapping/job.ts';
import { checkSection } from '../mapping/load.ts';
import { isTableProfile, type Profile } from '../mapping/profile.ts';
import { datesOf, totalIn } from './compare-late.ts';
import { handedSource, type HandedFile } from './deliveries/by-hand.ts';
import type { IntakeMeans } from './intake-means.ts';
import { readPersons } from './intake-persons.ts';
import { readTables } from './intake-tables.ts';
import type { DeliverySource } from './ports.ts';
import { sourceNamed } from './source-options.ts';

const LOOKS_LIKE_PERSONS = 'residents.looks-like-persons';

/** Takes every delivery of the entry into the book; a delivery with errors is not taken. */
export async function intake(item: JobIntake, index: number, means: IntakeMeans): Promise<void> {
  const { job, ports, landing, settlements } = means;
  const path = ['intake', index];
  const profile = ports.catalogue.profiles.get(item.profile);
  if (!profile) throw new RangeError(`profile ${item.profile} is not loaded`);
  const source = sourceNamed(ports, item.connector, { origin: job.origin, path: [...path, 'connector'] });
  const config = checkSection(item.config, source.configSchema, {
    origin: job.origin,
    path: [...path, 'config'],
  });
  const context = { deliveries: ports.folders.deliveries, signal: ports.signal, secret: ports.secret };
  const parts: Part[] = [];
  let offers = 0;
  for await (const offer of source.list(config as never, context)) {
    offers += 1;
    settlements.add({ source, config, offer, isRefused: false, looksLikePersons: false });
    ports.events.stage(`Lieferung ${offer.file} lesen und prüfen`);
    const part = { offer, delivery: await landing.land(source, config, offer) };
    if (item.joined) parts.push(part);
    else await takeIn([part], { item, profile, source, config }, means);
  }
  if (parts.length > 0) await takeIn(parts, { item, profile, source, config }, means);
  if (offers === 0) await tellNoDelivery(item, job.origin.positionOf(path).line, means);
}

/** A file that a person has brought, in the place of what the entry's source would offer. */
export async function intakeHanded(item: JobIntake, file: HandedFile, means: IntakeMeans): Promise<void> {
  const { ports, landing } = means;
  const profile = ports.catalogue.profiles.get(item.profile);
  if (!profile) throw new RangeError(`profile ${item.profile} is not loaded`);
  const { source, offer } = handedSource(file);
  ports.events.stage(`Lieferung ${offer.file} lesen und prüfen`);
  const delivery = await landing.land(source, {}, offer);
  await takeIn([{ offer, delivery }], { item, profile, source, config: {} }, means);
}

interface Part {
  readonly offer: DeliveryOffer;
  readonly delivery: LandedDelivery;
}

interface Entry {
  readonly item: JobIntake;
  readonly profile: Profile;
  readonly source: DeliverySource;
  readonly config: unknown;
}

async function takeIn(parts: readonly Part[], entry: Entry, means: IntakeMeans): Promise<void> {
  const { profile, item, source, config } = entry;
  const { landing, settlements } = means;
  const deliveries = parts.map(({ delivery }) => delivery);
  const found = await readDelivery(deliveries, profile, item, means);
  means.findings.reportAll(found);
  means.deliveries.close(deliveries, {
    profile: profile.id,
    profileSha256: profile.sha256,
    dataset: item.dataset,
    refused: stopsRun(found),
  });
  const suspects = new Set(found.flatMap((one) => (one.code === LOOKS_LIKE_PERSONS ? [one.place.file] : [])));
  for (const { offer, delivery } of parts) {
    // The source deletes it; the other files of the delivery hold sums and stay.
    const looksLikePersons = suspects.has(delivery.file);
    settlements.add({ source, config, offer, isRefused: stopsRun(found), looksLikePersons });
    // What holds persons, or may hold them, does not wait on disk for the end of the run.
    if (looksLikePersons || !isTableProfile(profile)) await landing.remove(delivery);
  }
}

async function readDelivery(
  deliveries: readonly LandedDelivery[],
  profile: Profile,
  item: JobIntake,
  means: IntakeMeans,
): Promise<readonly Finding[]> {
  const { dataset, official } = item;
  const before = means.book.taken.length;
  const found: Finding[] = [];
  if (isTableProfile(profile)) {
    const compiled = compileProfile(profile, means.ports.catalogue.codes);
    found.push(...(await readTables(deliveries, { compiled, dataset }, means)));
  } else found.push(...(await readPersons(deliveries, { profile, dataset }, means)));
  for (const version of means.book.taken.slice(before)) {
    if (!official) continue;
    const dates = [...datesOf(version.cells, official.measure)].sort();
    const file = version.lineage.files.map(({ name }) => name).join(', ');
    means.quality.compared({ file, dataset, dates, official, figure: totalIn(profile) });
  }
  return found;
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

/** Totals whose official figure came after the delivery: they are compared in the run that brings it. */
import type { StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import type { Profile } from '../mapping/profile.ts';
import type { IntakeMeans } from './intake-means.ts';
import type { TakenDelivery } from './quality-book.ts';

/** To be called when everything has been taken in. */
export async function compareLate({
  job,
  ports,
  book,
  quality,
}: Pick<IntakeMeans, 'job' | 'ports' | 'book' | 'quality'>): Promise<void> {
  for (const { dataset, official, profile } of job.intake) {
    if (!official) continue;
    const figure = totalIn(ports.catalogue.profiles.get(profile));
    const taken = (id: string) => book.taken.filter((version) => version.dataset === id);
    const known = datesOf(await book.cells(dataset), official.measure);
    for (const { cells } of taken(dataset))
      for (const date of datesOf(cells, official.measure)) known.delete(date);
    for (const { cells, lineage } of taken(official.dataset)) {
      const dates = [...datesOf(cells, official.officialMeasure)].filter((date) => known.has(date)).sort();
      const file = lineage.files.map(({ name }) => name).join(', ');
      if (dates.length > 0) quality.compared({ file, dataset, dates, official, figure });
    }
  }
}

/** Inhabitants are compared by limits of their own. */
export function totalIn(profile: Profile | undefined): TakenDelivery['figure'] {
  return profile?.kind === 'persons' ? 'register-total' : 'numerator-total';
}

export function datesOf(cells: readonly StoredCell[], measure: string): Set<ReferenceDate> {
  return new Set(cells.flatMap((stored) => (stored.measure === measure ? [stored.date] : [])));
}

/** What the profiles of a dataset say of its measures, for the computing of indicators. */
import type { Catalogue } from '../mapping/catalogue.ts';
import { profilesInUse } from '../mapping/cross-check-count.ts';
import { addsUp, mayLack, measureNames } from '../mapping/dataset-shape.ts';
import type { Job } from '../mapping/job.ts';
import type { MeasureRule } from '../statistics/indicator-series.ts';

/** Several profiles of one measure in a job: the more careful one holds. */
export function measureRule(
  catalogue: Catalogue,
  job: Job | undefined,
  { dataset, measure }: { readonly dataset: string; readonly measure: string },
): MeasureRule {
  const all = profilesInUse(dataset, catalogue, job ? [job] : []);
  const profiles = all.filter((profile) => measureNames(profile).has(measure));
  return {
    isRate: profiles.some((profile) => !addsUp(profile, measure)),
    mayLack: (dimension, code, date) =>
      profiles.length > 0 &&
      profiles.every((profile) => mayLack({ dimension, code, date }, profile, catalogue.codes)),
  };
}

/** What the profiles of a dataset say of its measures, for the computing of indicators. */
import type { Catalogue } from '../mapping/catalogue.ts';
import { profilesInUse } from '../mapping/cross-check-count.ts';
import { addsUp, countsWhole, mayLack, measureNames } from '../mapping/dataset-shape.ts';
import type { Job } from '../mapping/job.ts';
import type { MeasureRule } from '../statistics/indicator-series.ts';

interface MeasureName {
  readonly dataset: string;
  readonly measure: string;
}

/** Are its figures whole numbers of persons, households or things, and no sums of something they have? */
export function isCount(catalogue: Catalogue, job: Job, name: MeasureName): boolean {
  return profilesOfMeasure(catalogue, job, name).every((profile) => countsWhole(profile, name.measure));
}

/** Several profiles of one measure in a job: the more careful one holds. */
export function measureRule(catalogue: Catalogue, job: Job | undefined, name: MeasureName): MeasureRule {
  const { measure } = name;
  const profiles = profilesOfMeasure(catalogue, job, name);
  return {
    isRate: profiles.some((profile) => !addsUp(profile, measure)),
    mayLack: (dimension, code, date) =>
      profiles.length > 0 &&
      profiles.every((profile) => mayLack({ dimension, code, date }, profile, catalogue.codes)),
  };
}

function profilesOfMeasure(catalogue: Catalogue, job: Job | undefined, { dataset, measure }: MeasureName) {
  const all = profilesInUse(dataset, catalogue, job ? [job] : []);
  return all.filter((profile) => measureNames(profile).has(measure));
}

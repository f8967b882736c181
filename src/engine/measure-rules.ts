/** What the profiles of a dataset say of its measures, for the computing of indicators. */
import type { Catalogue } from '../mapping/catalogue.ts';
import { targetCodesOn } from '../mapping/code-list.ts';
import { profilesOf } from '../mapping/cross-check-count.ts';
import { measureNames, type Profile } from '../mapping/profile.ts';
import type { MeasureRule } from '../statistics/indicator-series.ts';

/** Several profiles of one measure: the more careful one holds. */
export function measureRule(catalogue: Catalogue, dataset: string, measure: string): MeasureRule {
  const profiles = profilesOf(dataset, catalogue).filter((profile) => measureNames(profile).has(measure));
  return {
    isRate: profiles.some((profile) => profile.measures[measure]?.rate),
    mayLack: (dimension, code, date) =>
      profiles.length > 0 &&
      profiles.every((profile) => {
        const list = codeListOf(profile, dimension, catalogue);
        return profile.absent === 'nil' && list !== undefined && targetCodesOn(list, date).has(code);
      }),
  };
}

function codeListOf(profile: Profile, dimension: string, { codes }: Catalogue) {
  const id = profile.dimensions[dimension]?.codes;
  return id === undefined ? undefined : codes.get(id);
}

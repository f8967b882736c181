/** Which codes the values of a profile can carry, as far as its file says it. */
import type { Catalogue } from './catalogue.ts';
import { targetCodes } from './code-list.ts';
import type { Profile } from './profile.ts';

/** The codes values of the measure can carry in a dimension; undefined where the profile takes any. */
export function knownCodes(
  name: string,
  measure: string,
  { profile, codes }: { profile: Profile; codes: Catalogue['codes'] },
): Set<string> | undefined {
  const dimension = profile.dimensions[name];
  if (dimension) {
    const list = dimension.codes === undefined ? undefined : codes.get(dimension.codes);
    return list && targetCodes(list);
  }
  const columns = 'columns' in profile.values ? profile.values.columns : [];
  const own = columns.filter((column) => column.measure === measure && !column.total);
  return new Set(own.map((column) => column.breakdown[name]).filter((code) => code !== undefined));
}

/** A profile together with everything it refers to, ready to be applied to any number of deliveries. */
import { contentHash } from '../core/hash.ts';
import type { CodeList } from './code-list.ts';
import { isTableProfile, type Profile, type TableProfile } from './profile.ts';
import { signTable, type SignTable } from './signs.ts';

export interface CompiledProfile {
  readonly profile: TableProfile;
  /** Code list of each dimension that has one. */
  readonly codes: ReadonlyMap<string, CodeList>;
  /** Areas that exist, where the profile names a list of them. */
  readonly register: CodeList | undefined;
  readonly signs: SignTable;
  /** Content address of profile and code lists together: what the figures mean depends on both. */
  readonly sha256: string;
}

/** `lists`: by id, as in the catalogue, which has already checked that every named list exists. */
export function compileProfile(profile: Profile, lists: ReadonlyMap<string, CodeList>): CompiledProfile {
  if (!isTableProfile(profile)) throw new RangeError(`profile ${profile.id} counts persons`);
  const codes = new Map<string, CodeList>();
  for (const [name, dimension] of Object.entries(profile.dimensions)) {
    const list = dimension.codes === undefined ? undefined : lists.get(dimension.codes);
    if (list) codes.set(name, list);
    else if (dimension.codes !== undefined)
      throw new RangeError(`code list ${dimension.codes} is not loaded`);
  }
  const register = profile.area.register === undefined ? undefined : lists.get(profile.area.register);
  if (profile.area.register !== undefined && !register)
    throw new RangeError(`code list ${profile.area.register} is not loaded`);
  const parts = [
    profile.sha256,
    ...[...codes].map(([name, list]) => `${name} ${list.sha256}`).sort(),
    ...(register ? [`register ${register.sha256}`] : []),
  ];
  return { profile, codes, register, signs: signTable(profile.signs), sha256: contentHash(parts) };
}

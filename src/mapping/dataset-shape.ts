/** What a profile makes of its deliveries, whatever kind it is: levels, measures, their dimensions and codes. */
import { targetCodes, targetCodesOn, type CodeList } from './code-list.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { codesOfRule } from './persons-profile.ts';
import {
  columnDimensions,
  columnMeasures,
  isTableProfile,
  type PersonsProfile,
  type Profile,
  type TableProfile,
} from './profile.ts';

type CodeLists = ReadonlyMap<string, CodeList>;

/** Levels at which the dataset itself carries figures. */
export function deliveredLevels(profile: Profile): Set<string> {
  if (!isTableProfile(profile)) return new Set([profile.level]);
  const { area, assign } = profile;
  if (assign?.by === 'grid') return new Set(assign.levels);
  return new Set<string>([
    ...(area.level === undefined ? [] : [area.level]),
    ...area.levels.filter(({ role }) => role === 'value').map((rule) => rule.level),
    ...Object.values(area.names).map((named) => named.level),
    ...(area.firstRow ? [area.firstRow.level] : []),
  ]);
}

/** Names of measures that values are filed under. */
export function measureNames(profile: Profile): Set<string> {
  if (!isTableProfile(profile)) return new Set(Object.keys(profile.measures));
  const { assign } = profile;
  const written = columnMeasures(profile);
  if (assign?.by !== 'grid') return written;
  const means = new Set(assign.means.map(({ mean }) => mean));
  return new Set([
    ...[...written].filter((measure) => !means.has(measure)),
    ...assign.means.flatMap(({ sum, count }) => [sum, count]),
  ]);
}

/** Dimensions that every value of the measure carries. */
export function dimensionNames(profile: Profile, measure: string): Set<string> {
  if (!isTableProfile(profile)) return new Set(Object.keys(profile.dimensions));
  return columnDimensions(profile, measureBefore(profile, measure));
}

/** A share or an average. */
export function isRate(profile: Profile, measure: string): boolean {
  return isTableProfile(profile) && profile.measures[measure]?.rate === true;
}

/** Whole numbers of persons, households or things. */
export function countsWhole(profile: Profile, measure: string): boolean {
  if (isTableProfile(profile)) return profile.measures[measure]?.integer === true;
  const words: Readonly<Record<string, string>> = profile.measures;
  return words[measure] !== 'age-years' && words[measure] !== 'residence-days';
}

/** May values of the measure be added up over areas? Not shares, and not what was perturbed cell by cell. */
export function addsUp(profile: Profile, measure: string): boolean {
  return !isRate(profile, measure) && !(isTableProfile(profile) && profile.assign?.by === 'grid');
}

/** The codes values of the measure can carry in a dimension; undefined where the profile takes any. */
export function knownCodes(
  name: string,
  measure: string,
  { profile, codes }: { readonly profile: Profile; readonly codes: CodeLists },
): Set<string> | undefined {
  if (!isTableProfile(profile)) return personCodes(name, profile, codes);
  const dimension = profile.dimensions[name];
  if (dimension) {
    const list = dimension.codes === undefined ? undefined : codes.get(dimension.codes);
    return list && targetCodes(list);
  }
  const columns = 'columns' in profile.values ? profile.values.columns : [];
  const own = columns.filter((column) => column.measure === measure && !column.total);
  return new Set(own.map((column) => column.breakdown[name]).filter((code) => code !== undefined));
}

/** Does the code, where a whole delivery is without it, count nothing there? */
export function mayLack(
  code: { readonly dimension: string; readonly code: string; readonly date: ReferenceDate },
  profile: Profile,
  codes: CodeLists,
): boolean {
  if (!isTableProfile(profile)) return personCodes(code.dimension, profile, codes)?.has(code.code) ?? true;
  if (profile.absent !== 'nil') return false;
  const list = codes.get(profile.dimensions[code.dimension]?.codes ?? '');
  return list !== undefined && targetCodesOn(list, code.date).has(code.code);
}

/** The dimensions of a profile whose codes overlap. */
export function overlappingDimensions(profile: Profile): readonly string[] {
  if (!isTableProfile(profile)) return [];
  return Object.entries(profile.dimensions).flatMap(([name, { overlapping }]) => (overlapping ? [name] : []));
}

/** Value columns that are no control sums; none where the profile has one figure per row. */
export function valueColumns(profile: Profile, measure: string) {
  const columns = isTableProfile(profile) && 'columns' in profile.values ? profile.values.columns : [];
  return columns.filter((column) => column.measure === measure && !column.total);
}

function measureBefore({ assign }: TableProfile, measure: string): string {
  if (assign?.by !== 'grid') return measure;
  const made = assign.means.find(({ sum, count }) => sum === measure || count === measure);
  return made?.weight ?? measure;
}

function personCodes(name: string, profile: PersonsProfile, codes: CodeLists): Set<string> | undefined {
  const rule = profile.dimensions[name];
  if (!rule) return new Set();
  const own = codesOfRule(rule);
  if (own) return new Set(own);
  const list = rule.by === 'nationality' ? codes.get(rule.codes) : undefined;
  return list && targetCodes(list);
}

/** Largest count that the source hides, where a profile's layout says it; undefined where none does. */
export function deliveredMost(profiles: readonly Profile[]): number | undefined {
  const told = profiles.flatMap(({ layout }) => {
    const most: unknown = 'hiddenMax' in layout ? layout.hiddenMax : undefined;
    return typeof most === 'number' ? [most] : [];
  });
  return told.length === 0 ? undefined : Math.max(...told);
}

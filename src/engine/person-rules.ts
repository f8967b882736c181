/** A profile of persons to the rules of counting for one day: dimensions, code lists, areas. */
import { finding, type Finding } from '../core/finding.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Catalogue } from '../mapping/catalogue.ts';
import { editionOn } from '../mapping/code-list.ts';
import type { PersonDimensionRule } from '../mapping/persons-profile.ts';
import type { PersonsProfile } from '../mapping/profile.ts';
import { rangeOf } from '../mapping/whole-range.ts';
import { isAssigned } from '../spatial/assign/match-result.ts';
import { readPoints } from '../spatial/assign/read-points.ts';
import type { AreaRules } from '../statistics/persons/area-slots.ts';
import { catchmentOf } from '../statistics/persons/catchment.ts';
import { GERMAN } from '../statistics/persons/codes.ts';
import {
  ageDimension,
  ageLimitDimension,
  catchmentDimension,
  householdSizeDimension,
  institutionDimension,
  maritalDimension,
  nationalityDimension,
  nationalityGroups,
  sexDimension,
  singleYears,
  type PersonDimension,
} from '../statistics/persons/dimensions.ts';
import { foldByBirthDay } from '../statistics/persons/fold-sex.ts';
import type { ReadingRules } from '../statistics/persons/read-person.ts';
import type { Assigner } from './assigner.ts';
import type { Landing } from './land.ts';
import type { EnginePorts } from './ports.ts';
import { sourceTables } from './source-tables.ts';

export interface PersonRuleMeans {
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly report: (finding: Finding) => void;
}

export interface CountingRules extends Omit<ReadingRules, 'gemeinden'>, AreaRules {
  readonly dimensions: readonly PersonDimension[];
}

export async function countingRules(
  profile: PersonsProfile,
  date: ReferenceDate,
  assigner: Assigner,
  means: PersonRuleMeans,
): Promise<CountingRules> {
  const nationalities = nationalitiesOn(profile, date, means.ports.catalogue.codes);
  const dimensions: PersonDimension[] = [];
  for (const [name, rule] of Object.entries(profile.dimensions))
    dimensions.push(await dimensionOf(rule, { name, profile, date, assigner, means }));
  return {
    date,
    level: profile.level,
    gemeindeLevel: assigner.gemeindeLevel,
    units: assigner.units,
    assign: assigner.matcher.match,
    isInstitution: assigner.isInstitution,
    ...(nationalities ? { nationalities } : {}),
    dimensions,
  };
}

interface DimensionTask {
  readonly name: string;
  readonly profile: PersonsProfile;
  readonly date: ReferenceDate;
  readonly assigner: Assigner;
  readonly means: PersonRuleMeans;
}

async function dimensionOf(rule: PersonDimensionRule, task: DimensionTask): Promise<PersonDimension> {
  const { name, date } = task;
  switch (rule.by) {
    case 'age':
      return ageDimension(rule.groups.map(rangeOf), name);
    case 'age-years':
      return ageDimension(singleYears(rule.top), name);
    case 'sex':
      return sexDimension(rule.others === 'kept' ? 'kept' : foldByBirthDay, name);
    case 'german':
      return nationalityDimension(name);
    case 'nationality':
      return groupsOf(rule.codes, task);
    case 'age-limit':
      return ageLimitDimension(date, name);
    case 'marital-state':
      return maritalDimension(name);
    case 'institution':
      return institutionDimension(name);
    case 'household-size':
      return householdSizeDimension(rule.groups.map(rangeOf), name);
    case 'catchment':
      return catchmentOfPoints(rule, task);
  }
}

/** Without a group for German nobody could be counted; then a finding stops the run. */
function groupsOf(list: string, { name, profile, date, means }: DimensionTask): PersonDimension {
  const groups = codesOn(list, date, means.ports.catalogue.codes);
  if (groups.has(GERMAN)) return nationalityGroups(groups, name);
  const place = { file: profile.origin.file, row: 0 };
  means.report(finding('persons.groups-missing', place, { found: list, expected: germanDate(date) }));
  return nationalityDimension(name);
}

/** Those that every list of the profile knows: a line with another key is reported, for it belongs to no group. */
function nationalitiesOn(
  profile: PersonsProfile,
  date: ReferenceDate,
  lists: Catalogue['codes'],
): ReadonlySet<string> | undefined {
  const grouped = Object.values(profile.dimensions).flatMap((rule) =>
    rule.by === 'nationality' ? [rule.codes] : [],
  );
  const named = profile.nationalities === undefined ? grouped : [profile.nationalities, ...grouped];
  const [first, ...others] = named.map((id) => codesOn(id, date, lists));
  return first && new Set([...first.keys()].filter((key) => others.every((list) => list.has(key))));
}

/** Key of the register to the code under which it is counted. */
function codesOn(id: string, date: ReferenceDate, lists: Catalogue['codes']): ReadonlyMap<string, string> {
  const list = lists.get(id);
  const edition = list && editionOn(list, date);
  return new Map([...(edition?.codes ?? [])].map(([key, { to }]) => [key, to]));
}

async function catchmentOfPoints(
  { points: section, columns }: Extract<PersonDimensionRule, { readonly by: 'catchment' }>,
  { name, profile, assigner, means }: DimensionTask,
): Promise<PersonDimension> {
  const { report } = means;
  const place = { file: profile.origin.file, row: 0 };
  if (!assigner.coordinates)
    report(finding('assignment.coordinates-missing', place, { found: profile.level, expected: name }));
  const points = [];
  const path = ['dimensions', name, 'points'];
  for await (const { table } of sourceTables(section, { ...means, origin: profile.origin, path }))
    points.push(...(await readPoints(table, columns, report)));
  if (points.length === 0) report(finding('assignment.points-missing', place, { found: name }));
  const isWithin = catchmentOf(points);
  return catchmentDimension((address) => {
    // Who belongs to no area, protected addresses above all, is not placed by its coordinate either.
    if (!isAssigned(assigner.matcher.match(address))) return undefined;
    const spot = assigner.matcher.locate(address);
    return spot && isWithin(spot.east, spot.north);
  }, name);
}

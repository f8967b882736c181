/** Do the code lists and levels that a profile names exist, and can they do what the profile asks of them? */
import type { Catalogue } from './catalogue.ts';
import {
  addsUp,
  deliveredLevels,
  dimensionNames,
  measureNames,
  overlappingDimensions,
} from './dataset-shape.ts';
import type { Job, JobIntake } from './job.ts';
import { problemAt, type Problem } from './problem.ts';
import { isTableProfile, type PersonsProfile, type Profile, type TableProfile } from './profile.ts';

type Named = readonly [path: PropertyKey[], list: string | undefined];

export function checkProfile(profile: Profile, catalogue: Catalogue): Problem[] {
  const lists = isTableProfile(profile) ? tableLists(profile) : personLists(profile);
  const unknown = lists.flatMap(([path, list]) =>
    list === undefined || catalogue.codes.has(list)
      ? []
      : [problemAt(profile.origin, path, `Die Codeliste „${list}“ gibt es nicht.`)],
  );
  return [...unknown, ...crosswalkProblems(profile, catalogue)];
}

function crosswalkProblems(profile: Profile, { crosswalks }: Catalogue): Problem[] {
  if (!isTableProfile(profile) || profile.assign?.by !== 'crosswalk') return [];
  const path = ['assign', 'crosswalk'];
  const { crosswalk: id } = profile.assign;
  const mapping = crosswalks.get(id);
  if (!mapping) return [problemAt(profile.origin, path, `Die Umrechnungstabelle „${id}“ gibt es nicht.`)];
  if (deliveredLevels(profile).has(mapping.level)) return [];
  const message = `Die Umrechnungstabelle „${id}“ führt auf die Raumebene „${mapping.level}“; unter „area“ steht eine andere.`;
  return [problemAt(profile.origin, path, message)];
}

/** Asked where a job uses the profile: the levels belong to the site, profiles may be shipped without them. */
export function checkAssignment(profile: Profile, job: Job, { levels }: Catalogue): Problem[] {
  const needed = assigningLevel(profile);
  const level = needed && levels.get(needed.level);
  if (!needed || !level) return [];
  if (!level.assignment) {
    const message = `Die Raumebene „${needed.level}“ hat keinen Abschnitt „assignment“; ohne ihn lässt sich hier nichts zuordnen.`;
    return [problemAt(profile.origin, needed.path, message)];
  }
  const { gemeindeLevel } = level.assignment;
  const lacking = [level.id, gemeindeLevel].filter((id) => !job.levels.includes(id));
  return [...new Set(lacking)].map((id) => {
    const message = `Das Profil „${profile.id}“ ordnet Adressen mit der Raumebene „${id}“ zu; sie fehlt hier unter „levels“.`;
    return problemAt(job.origin, ['levels'], message);
  });
}

/** Does the figure exist with which a job compares a delivery? */
export function checkOfficial(
  { official }: JobIntake,
  profile: Profile,
  { profiles, levels }: Catalogue,
): string[] {
  if (!official) return [];
  const others = [...profiles.values()].filter(({ dataset }) => dataset === official.dataset);
  const measured = others.some((other) => measureNames(other).has(official.officialMeasure));
  return [
    ...(measureNames(profile).has(official.measure)
      ? []
      : [`Die Messgröße „${official.measure}“ gibt es in dieser Lieferung nicht.`]),
    ...(others.length > 0 ? [] : [`Den Datenbestand „${official.dataset}“ liefert kein Profil.`]),
    ...(others.length === 0 || measured
      ? []
      : [`Die Messgröße „${official.officialMeasure}“ gibt es in „${official.dataset}“ nicht.`]),
    ...(levels.has(official.level) ? [] : [`Die Raumebene „${official.level}“ gibt es nicht.`]),
    ...noTotal([profile], official.measure),
    ...noTotal(others, official.officialMeasure),
  ];
}

/** Of a measure whose cells, all added up, are no total; of several profiles one that makes it one is enough. */
function noTotal(profiles: readonly Profile[], measure: string): string[] {
  const measured = profiles.filter((profile) => measureNames(profile).has(measure));
  const reasons = measured.map((profile) => {
    if (!addsUp(profile, measure))
      return `„${measure}“ aus „${profile.id}“ lässt sich nicht zu einer Gesamtzahl addieren.`;
    const overlapping = overlappingDimensions(profile).find((name) =>
      dimensionNames(profile, measure).has(name),
    );
    return (
      overlapping &&
      `„${measure}“ aus „${profile.id}“ zählt in der Gliederung „${overlapping}“ manche doppelt.`
    );
  });
  const [first] = reasons;
  return first !== undefined && reasons.every((reason) => reason !== undefined) ? [first] : [];
}

function assigningLevel(profile: Profile) {
  if (!isTableProfile(profile)) return { level: profile.level, path: ['level'] };
  const { assign } = profile;
  if (assign?.by !== 'grid' || assign.weights === undefined) return undefined;
  return { level: assign.weights, path: ['assign', 'weights'] };
}

function tableLists(profile: TableProfile): Named[] {
  return [
    [['area', 'register'], profile.area.register],
    ...Object.entries(profile.dimensions).map(
      ([name, dimension]): Named => [['dimensions', name, 'codes'], dimension.codes],
    ),
  ];
}

function personLists(profile: PersonsProfile): Named[] {
  return [
    [['nationalities'], profile.nationalities],
    ...Object.entries(profile.dimensions).map(
      ([name, rule]): Named => [
        ['dimensions', name, 'codes'],
        rule.by === 'nationality' ? rule.codes : undefined,
      ],
    ),
  ];
}

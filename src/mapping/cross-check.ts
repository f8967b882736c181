/** What no single file can know: that the things it names exist and fit together. */
import type { Catalogue } from './catalogue.ts';
import { checkFormula } from './cross-check-formula.ts';
import { basesOf } from './formula.ts';
import { checkCrosswalk } from './crosswalk.ts';
import type { Indicator } from './indicator.ts';
import type { Job } from './job.ts';
import { editionDays, type Level } from './level.ts';
import { checkPolicy } from './cross-check-policy.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { problemAt, type Problem } from './problem.ts';
import { deliveredLevels } from './dataset-shape.ts';
import { checkAssignment, checkOfficial, checkProfile } from './cross-check-profile.ts';

export function crossCheck(catalogue: Catalogue): Problem[] {
  return [
    ...[...catalogue.profiles.values()].flatMap((profile) => checkProfile(profile, catalogue)),
    ...[...catalogue.levels.values()].flatMap((level) => checkLevel(level, catalogue)),
    ...uniqueLevelNames(catalogue),
    ...checkCrosswalks(catalogue),
    ...[...catalogue.indicators.values()].flatMap((indicator) => checkIndicator(indicator, catalogue)),
    ...uniqueIndicators(catalogue),
    ...[...catalogue.policies.values()].flatMap((policy) => checkPolicy(policy, catalogue)),
    ...[...catalogue.jobs.values()].flatMap((job) => checkJob(job, catalogue)),
  ];
}

function checkLevel(level: Level, { levels }: Catalogue): Problem[] {
  const problems: Problem[] = [];
  const flag = (member: string, message: string) => problems.push(problemAt(level.origin, [member], message));
  if (level.parent !== null && !levels.has(level.parent))
    flag('parent', `Die Raumebene „${level.parent}“ gibt es nicht.`);
  if (reaches(level.id, level.parent, (id) => levels.get(id)?.parent ?? null))
    flag('parent', 'Die Raumebene liegt hier in sich selbst.');
  if (level.geometry.kind === 'union') {
    const part = levels.get(level.geometry.of);
    if (!part) flag('unionOf', `Die Raumebene „${level.geometry.of}“ gibt es nicht.`);
    else if (part.parent !== level.id)
      flag('unionOf', `Die Raumebene „${part.id}“ nennt diese Ebene nicht unter „parent“.`);
  }
  return problems;
}

function reaches(start: string, from: string | null, next: (id: string) => string | null): boolean {
  const seen = new Set<string>();
  for (let id = from; id !== null && !seen.has(id); id = next(id)) {
    if (id === start) return true;
    seen.add(id);
  }
  return false;
}

/** KomMonitor knows a level by its name alone. */
function uniqueLevelNames({ levels }: Catalogue): Problem[] {
  const seen = new Map<string, Level>();
  return [...levels.values()].flatMap((level) => {
    const twin = seen.get(level.name);
    if (!twin) seen.set(level.name, level);
    return twin
      ? [problemAt(level.origin, ['name'], `Den Namen trägt schon die Raumebene „${twin.id}“.`)]
      : [];
  });
}

function checkCrosswalks({ crosswalks, levels }: Catalogue): Problem[] {
  const all = [...crosswalks.values()];
  return all.flatMap((mapping) => {
    const level = levels.get(mapping.level);
    const known = level && { id: level.id, editions: editionDays(level, levels) };
    return checkCrosswalk(mapping, known, all);
  });
}

function checkIndicator(indicator: Indicator, catalogue: Catalogue): Problem[] {
  const unknown = (indicator.levels ?? []).flatMap((level) =>
    catalogue.levels.has(level)
      ? []
      : [
          problemAt(
            indicator.origin,
            [...indicator.path, 'levels'],
            `Indikator „${indicator.id}“: Die Raumebene „${level}“ gibt es nicht.`,
          ),
        ],
  );
  return [...unknown, ...checkFormula(indicator, catalogue)];
}

/**
 * Name, characteristic and type are the key in KomMonitor: two with the same would overwrite each other. Asked of those
 * that some job publishes: a site may have its own beside the program's.
 */
function uniqueIndicators({ indicators, jobs }: Catalogue): Problem[] {
  const used = new Set([...jobs.values()].flatMap((job) => job.indicators));
  const seen = new Map<string, Indicator>();
  return [...indicators.values()].flatMap((indicator) => {
    if (!used.has(indicator.id)) return [];
    const { name, characteristic, type } = indicator.description;
    const identity = JSON.stringify([name, characteristic, type]);
    const twin = seen.get(identity);
    if (!twin) seen.set(identity, indicator);
    if (!twin) return [];
    const message = `Name, Merkmalsausprägung und Typ sind dieselben wie bei „${twin.id}“.`;
    return [problemAt(indicator.origin, indicator.path, message)];
  });
}

function checkJob(job: Job, catalogue: Catalogue): Problem[] {
  // Whether its source exists is known to the connectors only.
  if (job.refresh) return [];
  return [
    ...checkJobLevels(job, catalogue),
    ...checkIntake(job, catalogue),
    ...checkJobIndicators(job, catalogue),
    ...checkJobPolicy(job, catalogue),
  ];
}

/** A catalogue without any policy is still good for reading; nothing is released from it. */
function checkJobPolicy(job: Job, { policies }: Catalogue): Problem[] {
  if (policies.has(job.policy) || job.policy === DEFAULT_POLICY) return [];
  return [problemAt(job.origin, ['policy'], `Die Geheimhaltungsregeln „${job.policy}“ gibt es nicht.`)];
}

function checkJobLevels(job: Job, { levels }: Catalogue): Problem[] {
  return job.levels.flatMap((id, index) => {
    const place = ['levels', index];
    const level = levels.get(id);
    if (!level) return [problemAt(job.origin, place, `Die Raumebene „${id}“ gibt es nicht.`)];
    if (job.levels.indexOf(id) !== index)
      return [problemAt(job.origin, place, 'Diese Raumebene steht hier doppelt.')];
    const problems: Problem[] = [];
    if (level.parent !== null && job.levels.slice(0, index).includes(level.parent))
      problems.push(
        problemAt(job.origin, place, `Die Ebene gehört vor „${level.parent}“: erst die kleineren Gebiete.`),
      );
    const above = levelAbove(level, job, levels);
    if (above !== undefined)
      problems.push(
        problemAt(
          job.origin,
          place,
          `Zwischen dieser Ebene und „${above}“ fehlt „${level.parent}“. Ohne sie prüft niemand, was Summe und Teile gemeinsam verraten; Indikatoren können sie mit „levels“ auslassen.`,
        ),
      );
    if (level.geometry.kind === 'union' && !job.levels.includes(level.geometry.of))
      problems.push(
        problemAt(job.origin, place, `Die Ebene wird aus „${level.geometry.of}“ gebildet; die fehlt hier.`),
      );
    return problems;
  });
}

/** The nearest level above that the job has, where it leaves out one in between: then the areas have no parents. */
function levelAbove({ parent }: Level, job: Job, levels: Catalogue['levels']): string | undefined {
  if (parent === null || job.levels.includes(parent)) return undefined;
  const passed = new Set<string>();
  for (
    let id: Level['parent'] = parent;
    id !== null && !passed.has(id);
    id = levels.get(id)?.parent ?? null
  ) {
    if (job.levels.includes(id)) return id;
    passed.add(id);
  }
  return undefined;
}

function checkIntake(job: Job, catalogue: Catalogue): Problem[] {
  const { profiles, levels } = catalogue;
  return job.intake.flatMap((item, index) => {
    const place = ['intake', index, 'profile'];
    const profile = profiles.get(item.profile);
    if (!profile) return [problemAt(job.origin, place, `Das Profil „${item.profile}“ gibt es nicht.`)];
    return [
      ...[...deliveredLevels(profile)]
        .filter((level) => !levels.has(level))
        .map((level) => problemAt(profile.origin, [], `Die Raumebene „${level}“ gibt es nicht.`)),
      ...checkAssignment(profile, job, catalogue),
      ...checkOfficial(item, profile, catalogue).map((message) =>
        problemAt(job.origin, ['intake', index, 'official'], message),
      ),
    ];
  });
}

function checkJobIndicators(job: Job, catalogue: Catalogue): Problem[] {
  const { indicators } = catalogue;
  const flag = (path: readonly PropertyKey[], message: string) => problemAt(job.origin, path, message);
  const empty = job.groups
    .filter((group) => ![...indicators.values()].some((indicator) => indicator.group === group))
    .map((group) => flag(['indicators'], `Zur Gruppe „${group}“ gibt es keinen Indikator.`));
  const own = job.indicators.flatMap((id, index) => {
    const place = ['indicators', index];
    if (job.indicators.indexOf(id) !== index)
      return [flag(place, `Der Indikator „${id}“ steht hier doppelt.`)];
    const indicator = indicators.get(id);
    if (!indicator) return [flag(place, `Den Indikator „${id}“ gibt es nicht.`)];
    return indicatorInJob(indicator, job, catalogue).map((message) => flag(place, message));
  });
  return [...empty, ...own];
}

function indicatorInJob(indicator: Indicator, job: Job, { indicators }: Catalogue): string[] {
  const missing = (indicator.levels ?? [])
    .filter((level) => !job.levels.includes(level))
    .map(
      (level) => `Der Indikator „${indicator.id}“ gilt auch für „${level}“; die Ebene fehlt unter „levels“.`,
    );
  const bases = basesOf(indicator.formula)
    .filter((id) => indicators.has(id) && !job.indicators.includes(id))
    .map(
      (id) =>
        `Der Indikator „${indicator.id}“ rechnet mit den veröffentlichten Werten von „${id}“; dieser fehlt hier.`,
    );
  return [...missing, ...bases];
}

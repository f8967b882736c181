/** Does a count name a dataset, measure and codes that exist, and may they be added up? */
import type { LevelId } from '../core/area.ts';
import type { Catalogue } from './catalogue.ts';
import {
  addsUp,
  deliveredLevels,
  dimensionNames,
  isRate,
  knownCodes,
  measureNames,
  overlappingDimensions,
  valueColumns,
} from './dataset-shape.ts';
import type { CountFormula } from './formula.ts';
import type { Indicator } from './indicator.ts';
import type { Job } from './job.ts';
import type { Profile } from './profile.ts';

/** Path below the count, and what is wrong there. */
export type Flagged = [path: readonly PropertyKey[], message: string];

export function checkCount(count: CountFormula, indicator: Indicator, catalogue: Catalogue): Flagged[] {
  const publishing = [...catalogue.jobs.values()].filter((job) => job.indicators.includes(indicator.id));
  const sources = profilesInUse(count.dataset, catalogue, publishing);
  if (sources.length === 0)
    return [[['dataset'], `Den Datenbestand „${count.dataset}“ liefert kein Profil.`]];
  const measured = sources.filter((profile) => measureNames(profile).has(count.measure));
  if (measured.length === 0)
    return [[['measure'], `Die Messgröße „${count.measure}“ gibt es in „${count.dataset}“ nicht.`]];
  return [
    ...Object.keys(count.where).flatMap((name) => checkWhere(name, count, measured, catalogue)),
    ...measured.flatMap((profile) => checkSums(count, levelsOf(indicator, catalogue), profile)),
  ];
}

/** The profiles that deliver a dataset, by themselves or because a job says so. */
export function profilesOf(dataset: string, { profiles, jobs }: Catalogue): Profile[] {
  const redirected = [...jobs.values()].flatMap((job) =>
    job.intake.filter((item) => item.dataset === dataset).map((item) => item.profile),
  );
  return [...profiles.values()].filter((p) => p.dataset === dataset || redirected.includes(p.id));
}

/** Of these profiles the ones that the jobs take in; all of them where the dataset comes from other jobs. */
export function profilesInUse(dataset: string, catalogue: Catalogue, jobs: readonly Job[]): Profile[] {
  const all = profilesOf(dataset, catalogue);
  const used = new Set(
    jobs.flatMap(({ intake }) =>
      intake.filter((item) => item.dataset === dataset).map(({ profile }) => profile),
    ),
  );
  const own = all.filter(({ id }) => used.has(id));
  return own.length > 0 ? own : all;
}

function checkWhere(
  name: string,
  { measure, where }: CountFormula,
  sources: readonly Profile[],
  catalogue: Catalogue,
): Flagged[] {
  const having = sources.filter((profile) => dimensionNames(profile, measure).has(name));
  if (having.length === 0) return [[['where', name], `Nach „${name}“ ist „${measure}“ nicht gegliedert.`]];
  const known = having.map((profile) => knownCodes(name, measure, { profile, codes: catalogue.codes }));
  if (known.some((set) => set === undefined)) return [];
  return (where[name] ?? [])
    .filter((code) => !known.some((set) => set?.has(code)))
    .map((code) => [['where', name], `Den Code „${code}“ gibt es in der Gliederung „${name}“ nicht.`]);
}

/** Where the indicator says none, those of the jobs that publish it. */
function levelsOf(indicator: Indicator, { jobs }: Catalogue): readonly LevelId[] {
  if (indicator.levels !== null) return indicator.levels;
  const own = [...jobs.values()].filter((job) => job.indicators.includes(indicator.id));
  return [...new Set(own.flatMap((job) => job.levels))];
}

/** Sums that would be plain wrong: over codes that overlap, and of shares. */
function checkSums(count: CountFormula, levels: readonly LevelId[], profile: Profile): Flagged[] {
  const problems: Flagged[] = [];
  for (const name of overlappingDimensions(profile))
    if (count.where[name] === undefined)
      problems.push([
        [],
        `Die Gliederung „${name}“ überschneidet sich; unter „where“ muss ein Code genannt sein.`,
      ]);
  problems.push(...totalsBesideParts(count, profile));
  if (addsUp(profile, count.measure)) return problems;

  const delivered = deliveredLevels(profile);
  for (const level of levels)
    if (!delivered.has(level))
      problems.push([
        ['measure'],
        `Ein Anteil lässt sich nicht auf „${level}“ hochrechnen; geliefert wird er dort nicht.`,
      ]);
  if (!isRate(profile, count.measure)) return problems;
  for (const [name, codes] of Object.entries(count.where))
    if (codes.length > 1)
      problems.push([['where', name], 'Anteile lassen sich nicht addieren; bitte nur ein Code.']);
  for (const name of dimensionNames(profile, count.measure))
    if (count.where[name] === undefined)
      problems.push([
        [],
        `Anteile lassen sich nicht über „${name}“ summieren; unter „where“ muss ein Code stehen.`,
      ]);
  return problems;
}

const TOTAL_CODE = /^(insgesamt|gesamt|zusammen|summe|total|alle)$/i;

/** Columns of their own for a total and its parts: added up they would count everything twice. */
function totalsBesideParts({ measure, where }: CountFormula, profile: Profile): Flagged[] {
  const codes = new Map<string, Set<string>>();
  for (const { breakdown } of valueColumns(profile, measure))
    for (const [name, code] of Object.entries(breakdown))
      codes.set(name, (codes.get(name) ?? new Set()).add(code));
  return [...codes].flatMap(([name, own]): Flagged[] => {
    const summed = where[name] ?? [...own];
    const total = summed.find((code) => TOTAL_CODE.test(code));
    if (total === undefined || summed.length === 1) return [];
    const message = `In der Gliederung „${name}“ ist „${total}“ schon die Summe der anderen Codes; unter „where“ darf nur dieser stehen oder nur die anderen.`;
    return [[where[name] === undefined ? [] : ['where', name], message]];
  });
}

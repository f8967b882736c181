/** Addresses to areas for one level and day: the directory of that day, checked against the areas of that day. */
import type { AreaKey, LevelId } from '../core/area.ts';
import { finding, stopsRun, type Finding } from '../core/finding.ts';
import { germanDate, type ReferenceDate } from '../core/reference-date.ts';
import type { Level } from '../mapping/level.ts';
import { checkAliases } from '../spatial/assign/check-aliases.ts';
import { checkDirectory } from '../spatial/assign/check-directory.ts';
import { isRowValid, type DirectoryRow } from '../spatial/assign/directory-row.ts';
import { indexCoordinates, type CoordinateIndex } from '../spatial/assign/coordinate-index.ts';
import { levelCoverage } from '../spatial/assign/level-coverage.ts';
import type { Address } from '../spatial/assign/match-result.ts';
import { createMatcher, type Matcher } from '../spatial/assign/matcher.ts';
import { areasOn } from '../spatial/level-version.ts';
import type { CoordinateSystems } from '../spatial/crs.ts';
import { areasAbove } from '../statistics/areas-above.ts';
import type { Geography } from '../statistics/geography.ts';
import { addressList } from '../statistics/persons/address-list.ts';
import type { PersonAddress } from '../statistics/persons/person-row.ts';
import { readAddressSources, type AddressSources } from './address-sources.ts';
import type { BuiltLevel } from './desired-state.ts';
import type { Landing } from './land.ts';
import type { EnginePorts } from './ports.ts';

export interface Assigner {
  readonly gemeindeLevel: LevelId;
  /** Every area that exists on the day, with the AGS of its Gemeinde. */
  readonly units: ReadonlyMap<AreaKey, AreaKey>;
  readonly matcher: Matcher;
  readonly coordinates: CoordinateIndex | undefined;
  readonly isInstitution: (address: PersonAddress) => boolean;
  readonly files: AddressSources['files'];
}

export interface AssignerMeans {
  readonly ports: EnginePorts;
  readonly landing: Landing;
  readonly geography: Geography;
  readonly levels: readonly BuiltLevel[];
  readonly systems: CoordinateSystems;
  readonly report: (finding: Finding) => void;
}

/** Sources are read once per level, and an assigner is made once per level and day. */
export class Assigners {
  readonly #means: AssignerMeans;
  readonly #sources = new Map<LevelId, Promise<AddressSources | undefined>>();
  readonly #made = new Map<string, Promise<Assigner | undefined>>();

  constructor(means: AssignerMeans) {
    // The same directory is checked for every day; what is wrong with it is told once.
    const told = new Set<string>();
    const report = (found: Finding) => {
      const text = JSON.stringify(found);
      if (!told.has(text)) means.report(found);
      told.add(text);
    };
    this.#means = { ...means, report };
  }

  /** Undefined where a finding that stops the run says why. */
  on(level: LevelId, date: ReferenceDate): Promise<Assigner | undefined> {
    const key = `${level} ${date}`;
    const made = this.#made.get(key) ?? this.#make(level, date);
    this.#made.set(key, made);
    return made;
  }

  async #make(id: LevelId, date: ReferenceDate): Promise<Assigner | undefined> {
    const built = this.#means.levels.find(({ level }) => level.id === id);
    if (!built) throw new RangeError(`level ${id} is not part of the job`);
    const sources = await this.#sourcesOf(built.level);
    return sources && makeAssigner(built, date, sources, this.#means);
  }

  #sourcesOf(level: Level): Promise<AddressSources | undefined> {
    const read = this.#sources.get(level.id) ?? readAddressSources(level, this.#means);
    this.#sources.set(level.id, read);
    return read;
  }
}

async function makeAssigner(
  { level, version }: BuiltLevel,
  date: ReferenceDate,
  sources: AddressSources,
  means: AssignerMeans,
): Promise<Assigner | undefined> {
  const { geography, systems } = means;
  const found: Finding[] = [];
  const report = (one: Finding) => {
    found.push(one);
    means.report(one);
  };
  const units = areasAbove(geography, { level: level.id, above: sources.gemeindeLevel, date });
  if (units.size === 0) {
    const facts = { found: level.name, expected: germanDate(date) };
    report(finding('assignment.level-empty', { file: level.origin.file, row: 0 }, facts));
    return undefined;
  }
  for (const { file, rows } of sources.directory) {
    const valid = rows.filter((row) => isRowValid(row, date));
    if (valid.length > 0) checkDirectory(rows, { file, date, units: unitsOf(valid, units) }, report);
  }
  const directory = sources.directory.flatMap(({ rows }) => rows);
  for (const { file, rows } of sources.aliases) checkAliases(rows, directory, { file, date }, report);

  const coverage = levelCoverage(areasOn(version, date), units, systems);
  const [points] = sources.points;
  const coordinates =
    points &&
    (await indexCoordinates(
      sources.points.flatMap(({ rows }) => rows),
      coverage,
      { file: points.file, report },
    ));
  if (stopsRun(found)) return undefined;
  const matcher = createMatcher({
    directory,
    aliases: sources.aliases.flatMap(({ rows }) => rows),
    ...(coordinates ? { coordinates } : {}),
    date,
    protectedAddresses: sources.protected,
  });
  reportUnfound(matcher.unfoundShelters, new Set(units.values()), { file: level.origin.file, report });
  if (stopsRun(found)) return undefined;
  return {
    gemeindeLevel: sources.gemeindeLevel,
    units,
    matcher,
    coordinates,
    isInstitution: addressList(sources.institutions),
    files: sources.files,
  };
}

/**
 * A protected address that is nowhere found is known by what is written of it alone: by key and by name it is told in
 * records of either kind, by one of them it may be missed. The list itself is told to nobody.
 */
function reportUnfound(
  unfound: readonly Address[],
  gemeinden: ReadonlySet<string>,
  { file, report }: { readonly file: string; readonly report: (found: Finding) => void },
): void {
  const isSafe = ({ gemeinde, streetKey = '', streetName = '' }: Address) =>
    gemeinden.has(gemeinde) && streetKey !== '' && streetName !== '';
  const unsafe = unfound.filter((address) => !isSafe(address)).length;
  const tell = (count: number, severity: 'error' | 'warning') =>
    count > 0 &&
    report(finding('assignment.protected-unfound', { file, row: 0 }, { found: String(count), severity }));
  tell(unsafe, 'error');
  tell(unfound.length - unsafe, 'warning');
}

/** A directory of one Gemeinde says nothing of the areas of the others. */
function unitsOf(rows: readonly DirectoryRow[], units: ReadonlyMap<AreaKey, string>): Set<AreaKey> {
  const gemeinden = new Set(rows.map(({ gemeinde }) => gemeinde));
  return new Set([...units].flatMap(([unit, gemeinde]) => (gemeinden.has(gemeinde) ? [unit] : [])));
}

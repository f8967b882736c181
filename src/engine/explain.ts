/**
 * Where a published number comes from: run, dataset versions, files with row ranges, profile, boundaries and
 * program. Reads the ledger only; asks nobody else.
 */
import { areaKey, type AreaKey, type LevelId } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { addYears, type ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { basesOf, type Formula, type Quantity } from '../mapping/formula.ts';
import { areasOn } from '../spatial/level-version.ts';
import { denominatorDates, numeratorDates } from '../statistics/formula-dates.ts';
import { cellsInForce } from './in-force.ts';
import type { PublishedFact } from './ledger.ts';
import type { EnginePorts } from './ports.ts';

export interface ExplainQuestion {
  readonly indicator: string;
  readonly area: string;
  readonly date: ReferenceDate;
}

export interface SourceRows {
  readonly file: string;
  readonly sheet?: string;
  readonly sha256: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly profile: string;
  readonly profileSha256: string;
  readonly dataset: string;
  readonly program: string;
  readonly level: LevelId;
  readonly levelVersion: string;
  readonly date: ReferenceDate;
  /** Files by which addresses or cells came to areas; empty where the delivery names its areas itself. */
  readonly assignment: NonNullable<DatasetVersion['lineage']['assignment']>;
}

export interface Explanation {
  readonly facts: readonly PublishedFact[];
  readonly formula: Formula | null;
  readonly name: string | null;
  readonly sources: readonly SourceRows[];
  /** The run that published the newest fact was taken back: the target no longer holds its value. */
  readonly takenBack: boolean;
}

/** Throws `explain.nothing-published` (kind usage) where no such value was ever published from here. */
export async function explain(question: ExplainQuestion, ports: EnginePorts): Promise<Explanation> {
  const { indicator, date } = question;
  const area = areaKey(question.area);
  const all = await ports.ledger.facts({ indicator, area, date });
  const [newest] = all;
  if (!newest) throw nothingPublished(question);
  // The same key on another level is another area, and another target has a history of its own.
  const facts = all.filter((fact) => fact.level === newest.level && fact.target === newest.target);

  const known = ports.catalogue.indicators.get(indicator);
  const sources: SourceRows[] = [];
  const wanted = known ? readings(known.formula, date, ports) : [];
  for (const id of newest.inputs) {
    const version = await ports.ledger.dataset(id);
    if (version) sources.push(...(await sourceRows(version, newest, wanted, ports)));
  }
  const takenBack = (await ports.ledger.runs()).some(
    ({ rollsBack, state }) => rollsBack === newest.run && state.startsWith('published'),
  );
  const name = known?.description.name ?? null;
  return { facts, formula: known?.formula ?? null, name, sources, takenBack };
}

interface Reading {
  readonly dataset: string;
  readonly measure: string;
  readonly date: ReferenceDate;
}

/** What a formula reads and for which day, also through the indicator it is computed from. */
function readings(formula: Formula, date: ReferenceDate, ports: EnginePorts): Reading[] {
  switch (formula.kind) {
    case 'count':
      return readingsOf(formula.terms, [date]);
    case 'rate':
      return [
        ...readingsOf(formula.numerator, numeratorDates(formula, date)),
        ...readingsOf(formula.denominator, denominatorDates(formula, date)),
      ];
    case 'change':
      return readingsThrough(formula, [date, addYears(date, -formula.years)], ports);
    case 'zscore':
      return readingsThrough(formula, [date], ports);
    case 'index': {
      const earlier = formula.changeYears === null ? [] : [addYears(date, -formula.changeYears)];
      return readingsThrough(formula, [date, ...earlier], ports);
    }
  }
}

function readingsOf(terms: Quantity, days: readonly ReferenceDate[]): Reading[] {
  return terms.flatMap(({ dataset, measure }) => days.map((date) => ({ dataset, measure, date })));
}

function readingsThrough(formula: Formula, days: readonly ReferenceDate[], ports: EnginePorts): Reading[] {
  return basesOf(formula).flatMap((id) => {
    const base = ports.catalogue.indicators.get(id);
    return base ? days.flatMap((day) => readings(base.formula, day, ports)) : [];
  });
}

/** Row ranges by file and level of everything that lies in the area on the day. */
async function sourceRows(
  version: DatasetVersion,
  fact: PublishedFact,
  wanted: readonly Reading[],
  ports: EnginePorts,
): Promise<SourceRows[]> {
  const read = new Set(
    wanted.filter((one) => one.dataset === version.dataset).map((one) => `${one.measure} ${one.date}`),
  );
  const dates = new Set(wanted.map((one) => one.date));
  const inside = new Map<ReferenceDate, ReadonlySet<string>>();
  for (const date of dates) inside.set(date, await areasInside(fact, date, ports));
  const ranges = new Map<string, SourceRows>();
  for (const stored of cellsInForce(version, await ownership(version, fact, ports))) {
    if (!read.has(`${stored.measure} ${stored.date}`)) continue;
    if (!inside.get(stored.date)?.has(`${stored.level} ${stored.area}`)) continue;
    const key = `${stored.source.file} ${stored.source.sheet ?? ''} ${stored.level} ${stored.date}`;
    ranges.set(key, widen(ranges.get(key), stored, version));
  }
  return [...ranges.values()];
}

/**
 * Of several versions behind the number only the newest counts for its levels and dates. One that came after the
 * number was published has no part in it; then the version itself is taken.
 */
async function ownership(version: DatasetVersion, fact: PublishedFact, ports: EnginePorts) {
  const owners = new Map<string, string>();
  for (const newest of await ports.ledger.newestDatasets(version.dataset))
    if (fact.inputs.includes(newest.version)) owners.set(`${newest.level} ${newest.date}`, newest.version);
  return (level: LevelId, date: ReferenceDate) => owners.get(`${level} ${date}`) ?? version.id;
}

function widen(known: SourceRows | undefined, stored: StoredCell, version: DatasetVersion): SourceRows {
  const [first, last] = stored.source.rows;
  const file = version.lineage.files[stored.source.file];
  const { profile, program, levels, assignment = [] } = version.lineage;
  return {
    file: file?.name ?? '',
    ...(stored.source.sheet === undefined ? {} : { sheet: stored.source.sheet }),
    sha256: file?.sha256 ?? '',
    firstRow: first === 0 ? (known?.firstRow ?? 0) : Math.min(known?.firstRow || first, first),
    lastRow: Math.max(known?.lastRow ?? 0, last),
    profile: profile.id,
    profileSha256: profile.sha256,
    dataset: version.id,
    program,
    level: stored.level,
    levelVersion: levels[stored.level] ?? '',
    date: stored.date,
    assignment,
  };
}

/** The area itself and every smaller one inside it, as `level key`. */
async function areasInside(
  fact: PublishedFact,
  date: ReferenceDate,
  ports: EnginePorts,
): Promise<Set<string>> {
  const inside = new Set([`${fact.level} ${fact.area}`]);
  let frontier: { level: LevelId; keys: Set<AreaKey> }[] = [
    { level: fact.level, keys: new Set([fact.area]) },
  ];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const { level, keys } of frontier)
      for (const child of [...ports.catalogue.levels.values()].filter((l) => l.parent === level)) {
        const version = await ports.ledger.newestLevel(child.id);
        if (!version) continue;
        const children = areasOn(version, date).filter((a) => a.parent !== null && keys.has(a.parent));
        for (const area of children) inside.add(`${child.id} ${area.key}`);
        next.push({ level: child.id, keys: new Set(children.map((area) => area.key)) });
      }
    frontier = next;
  }
  return inside;
}

function nothingPublished({ indicator, area, date }: ExplainQuestion): SyncError {
  return new SyncError({
    code: 'explain.nothing-published',
    kind: 'usage',
    message: `Zu „${indicator}“, ${area}, ${date} wurde von hier aus nichts veröffentlicht.`,
    hint: 'Prüfen Sie Kennung des Indikators, Schlüssel der Raumeinheit und Stichtag (JJJJ-MM-TT).',
  });
}

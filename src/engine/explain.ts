/**
 * Where a published number comes from: run, dataset versions, files with row ranges, profile, boundaries and
 * program. Reads the ledger only; asks nobody else.
 */
import { areaKey, type AreaKey, type LevelId } from '../core/area.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { SyncError } from '../errors.ts';
import { countsIn } from '../mapping/formula.ts';
import type { Formula } from '../mapping/formula.ts';
import { areasOn } from '../spatial/level-version.ts';
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
}

export interface Explanation {
  readonly facts: readonly PublishedFact[];
  readonly formula: Formula | null;
  readonly name: string | null;
  readonly sources: readonly SourceRows[];
}

/** Throws `explain.nothing-published` (kind usage) where no such value was ever published from here. */
export async function explain(question: ExplainQuestion, ports: EnginePorts): Promise<Explanation> {
  const { indicator, date } = question;
  const area = areaKey(question.area);
  const facts = await ports.ledger.facts({ indicator, area, date });
  const [newest] = facts;
  if (!newest) throw nothingPublished(question);

  const known = ports.catalogue.indicators.get(indicator);
  const sources: SourceRows[] = [];
  const wanted = known ? measuresOf(known.formula, ports) : new Map<string, ReadonlySet<string>>();
  for (const id of newest.inputs) {
    const version = await ports.ledger.dataset(id);
    if (version) sources.push(...(await sourceRows(version, newest, wanted.get(version.dataset), ports)));
  }
  return { facts, formula: known?.formula ?? null, name: known?.description.name ?? null, sources };
}

/** Dataset to the measures a formula reads, also through the indicator it is computed from. */
function measuresOf(formula: Formula, ports: EnginePorts): Map<string, Set<string>> {
  if (formula.kind === 'change') {
    const base = ports.catalogue.indicators.get(formula.of);
    return base ? measuresOf(base.formula, ports) : new Map();
  }
  const result = new Map<string, Set<string>>();
  for (const { count } of countsIn(formula))
    result.set(count.dataset, (result.get(count.dataset) ?? new Set()).add(count.measure));
  return result;
}

/** Row ranges by file and level of everything that lies in the area on the day. */
async function sourceRows(
  version: DatasetVersion,
  fact: PublishedFact,
  measures: ReadonlySet<string> | undefined,
  ports: EnginePorts,
): Promise<SourceRows[]> {
  const inside = await areasInside(fact, ports);
  const ranges = new Map<string, SourceRows>();
  for (const stored of version.cells) {
    if (stored.date !== fact.date || !inside.has(`${stored.level} ${stored.area}`)) continue;
    if (measures && !measures.has(stored.measure)) continue;
    const key = `${stored.source.file} ${stored.source.sheet ?? ''} ${stored.level}`;
    ranges.set(key, widen(ranges.get(key), stored, version));
  }
  return [...ranges.values()];
}

function widen(known: SourceRows | undefined, stored: StoredCell, version: DatasetVersion): SourceRows {
  const [first, last] = stored.source.rows;
  const file = version.lineage.files[stored.source.file];
  const { profile, program, levels } = version.lineage;
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
  };
}

/** The area itself and every smaller one inside it, as `level key`. */
async function areasInside(fact: PublishedFact, ports: EnginePorts): Promise<Set<string>> {
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
        const children = areasOn(version, fact.date).filter((a) => a.parent !== null && keys.has(a.parent));
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

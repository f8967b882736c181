/**
 * What is published now, and how it came about. Made of the ledger's facts once, and kept: a page then costs what was
 * published since the last one.
 */
import { catalogueId, INNER_CHARACTERISTIC, isInner } from '../../core/circle.ts';
import { indicatorKeyText, type IndicatorKey } from '../../sync/operations.ts';
import { sees, type Sight } from '../approval/sight.ts';
import { findDrift, type Drift } from '../drift.ts';
import { targetNames } from '../former-release.ts';
import type { EnginePorts } from '../ports.ts';
import { storedPlan } from '../stored-plan.ts';
import type { Publication, PublicationBook, PublicationNote, PublishedCell } from './publication-book.ts';
import { PublishedHistory, type CatalogueNames, type PublishedLink } from './published-history.ts';

/** Publications whose facts are read at once. */
const PORTION = 200;

export interface IndicatorRow {
  /** Of the catalogue; of what it does not know the key in KomMonitor. */
  readonly id: string;
  readonly name: string;
  readonly inner: boolean;
  readonly levels: readonly string[];
  /** Newest Stichtag that stands in KomMonitor; undefined: nothing does any more. */
  readonly newest: string | undefined;
  readonly last: Publication;
}

export interface Coverage {
  readonly date: string;
  readonly run: string;
  readonly value: number;
  readonly hidden: number;
  readonly empty: number;
  /** A rollback wrote it last, which no longer knows why a value is missing. */
  readonly restored: boolean;
}

export interface LevelView {
  readonly level: string;
  readonly title: string;
  /** Newest first. */
  readonly coverage: readonly Coverage[];
}

export interface Past {
  readonly publication: Publication;
  readonly note: PublicationNote | undefined;
  /** A later run has taken it back. */
  readonly takenBack: boolean;
}

export interface IndicatorView extends IndicatorRow {
  readonly unit: string | undefined;
  readonly levelViews: readonly LevelView[];
  /** Newest first; levels that were changed by the same runs share one. */
  readonly pasts: readonly { readonly levels: readonly string[]; readonly runs: readonly Past[] }[];
}

export interface DriftView {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly compared: number;
  readonly underWay: number;
  /** Values that stand otherwise in KomMonitor, by indicator. */
  readonly byIndicator: ReadonlyMap<string, number>;
}

export interface PublishedDesk {
  /** By name; those that a job in sight has published. */
  indicators(sight: Sight): Promise<readonly IndicatorRow[]>;
  /** Of its history the runs in sight. */
  indicator(id: string, sight: Sight): Promise<IndicatorView | undefined>;
  /** Later publications that have changed what this run has changed, oldest first; `others`: how many are out of sight. */
  publishedAfter(
    run: string,
    sight: Sight,
  ): Promise<{ readonly runs: readonly string[]; readonly others: number }>;
  /** What was found last in this process; undefined before anybody has looked. */
  lastDrift(): DriftView | undefined;
  /** Reads KomMonitor; throws what that throws. */
  lookForDrift(): Promise<void>;
}

export interface PublishedPorts {
  readonly ports: EnginePorts;
  readonly ledger: PublicationBook;
  readonly targetAddress: () => string;
}

interface Known {
  readonly history: PublishedHistory;
  /** In the order in which they ended. */
  readonly publications: Map<string, Publication>;
  readonly takenBack: Set<string>;
  last: string;
}

export function publishedDesk({ ports, ledger, targetAddress }: PublishedPorts): PublishedDesk {
  const { catalogue } = ports;
  const names = namesOf(ports);
  let known = nothing(names);
  let reading: Promise<Known> | undefined;
  let drift: DriftView | undefined;

  async function upToDate(): Promise<Known> {
    const { count, last } = await ledger.publicationCount();
    if (count === known.publications.size && (last ?? '') === known.last) return known;
    await readOn(known);
    // Something ended in between with an earlier time, as where a clock was set back.
    if (known.publications.size < count) {
      known = nothing(names);
      await readOn(known);
    }
    return known;
  }

  async function readOn(into: Known): Promise<void> {
    const fresh = (await ledger.publications(into.last)).filter(({ run }) => !into.publications.has(run));
    for (let start = 0; start < fresh.length; start += PORTION) {
      const portion = fresh.slice(start, start + PORTION);
      const cells = byRun(
        await ledger.publishedCells(
          portion.map(({ run }) => run),
          targetAddress(),
        ),
      );
      for (const publication of portion) {
        into.history.add(publication, cells.get(publication.run) ?? [], await removedBy(publication, ports));
        into.publications.set(publication.run, publication);
        if (publication.rollsBack !== null) into.takenBack.add(publication.rollsBack);
        into.last = publication.finishedAt;
      }
    }
  }

  /** Those who ask at the same time wait for the same answer. */
  function now(): Promise<Known> {
    reading ??= upToDate().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  function rowOf(id: string, links: readonly PublishedLink[], publications: Known['publications']) {
    const last = links
      .flatMap(({ runs }) => publications.get(runs.at(-1) ?? '') ?? [])
      .sort(byEnd)
      .at(-1);
    if (!last) return undefined;
    const standing = links.filter(({ dates }) => dates.size > 0);
    const row: IndicatorRow = {
      id,
      name: nameOf(id),
      inner: isInner(id),
      levels: standing.map(({ level }) => titleOf(level)),
      newest: standing
        .flatMap(({ dates }) => [...dates.keys()])
        .sort()
        .at(-1),
      last,
    };
    return row;
  }

  function nameOf(id: string): string {
    const known = catalogue.indicators.get(catalogueId(id))?.description;
    // Of what the catalogue does not describe any more there is the key in KomMonitor.
    const [name = id, characteristic = ''] = known ? [known.name, known.characteristic] : id.split(' | ');
    const more = [characteristic, known && isInner(id) ? INNER_CHARACTERISTIC : ''].filter(Boolean).join(' ');
    return more === '' ? name : `${name} (${more.replace(/^\((.*)\)$/, '$1')})`;
  }

  function titleOf(level: string): string {
    return [...catalogue.levels.values()].find(({ id }) => id === level)?.name ?? level;
  }

  /** Levels by their titles. */
  function byIndicator(history: PublishedHistory): ReadonlyMap<string, PublishedLink[]> {
    const found = new Map<string, PublishedLink[]>();
    for (const link of history.links())
      found.set(link.indicator, [...(found.get(link.indicator) ?? []), link]);
    for (const links of found.values())
      links.sort((a, b) => titleOf(a.level).localeCompare(titleOf(b.level), 'de'));
    return found;
  }

  return {
    async indicators(sight) {
      const { history, publications } = await now();
      return [...byIndicator(history)]
        .filter(([, links]) => isSeen(links, publications, sight))
        .flatMap(([id, links]) => rowOf(id, links, publications) ?? [])
        .sort((a, b) => a.name.localeCompare(b.name, 'de'));
    },

    async indicator(id, sight) {
      const { history, publications, takenBack } = await now();
      const links = byIndicator(history).get(id) ?? [];
      const row = rowOf(id, links, publications);
      if (!row || !isSeen(links, publications, sight)) return undefined;
      const runs = [...new Set(links.flatMap((link) => link.runs))];
      const notes = new Map((await ledger.publicationNotes(runs)).map((each) => [each.run, each]));
      const past = (run: string): Past[] => {
        const publication = publications.get(run);
        return publication && sees(sight, publication.job)
          ? [{ publication, note: notes.get(run), takenBack: takenBack.has(run) }]
          : [];
      };
      const alike = new Map<string, PublishedLink[]>();
      for (const link of links) {
        const key = link.runs.join(' ');
        alike.set(key, [...(alike.get(key) ?? []), link]);
      }
      return {
        ...row,
        unit: catalogue.indicators.get(catalogueId(id))?.description.unit,
        levelViews: links.map((link) => ({
          level: link.level,
          title: titleOf(link.level),
          coverage: coverageOf(link, publications),
        })),
        pasts: [...alike.values()].map((group) => ({
          levels: group.map(({ level }) => titleOf(level)),
          runs: (group[0]?.runs ?? []).flatMap(past).reverse(),
        })),
      };
    },

    async publishedAfter(run, sight) {
      const { history, publications } = await now();
      const later = history
        .links()
        .flatMap(({ runs }) => (runs.includes(run) ? runs.slice(runs.indexOf(run) + 1) : []));
      const all = [...new Set(later)].sort();
      const runs = all.filter((each) => sees(sight, publications.get(each)?.job ?? ''));
      return { runs, others: all.length - runs.length };
    },

    lastDrift: () => drift,

    async lookForDrift() {
      drift = driftView(await findDrift(undefined, ports), ports.now(), names);
    },
  };
}

function nothing(names: CatalogueNames): Known {
  return { history: new PublishedHistory(names), publications: new Map(), takenBack: new Set(), last: '' };
}

/** What only the plan of a rollback tells; it is deleted after its time. */
async function removedBy({ kind, planHash }: Publication, { ledger }: EnginePorts) {
  if (kind !== 'rollback' || planHash === null || !(await ledger.plan(planHash))) return [];
  return (await storedPlan(ledger, planHash)).operations;
}

function byRun(cells: readonly PublishedCell[]): ReadonlyMap<string, PublishedCell[]> {
  const runs = new Map<string, PublishedCell[]>();
  for (const cell of cells) {
    const known = runs.get(cell.run);
    if (known) known.push(cell);
    else runs.set(cell.run, [cell]);
  }
  return runs;
}

function isSeen(links: readonly PublishedLink[], publications: Known['publications'], sight: Sight): boolean {
  return links.some(({ runs }) => runs.some((run) => sees(sight, publications.get(run)?.job ?? '')));
}

function byEnd(a: Publication, b: Publication): number {
  return a.finishedAt < b.finishedAt ? -1 : Number(a.finishedAt > b.finishedAt);
}

function coverageOf({ dates }: PublishedLink, publications: Known['publications']): Coverage[] {
  return [...dates]
    .map(([date, { run, cells }]) => {
      const count = { value: 0, hidden: 0, empty: 0 };
      for (const state of cells.values()) count[state] += 1;
      return { date, run, ...count, restored: publications.get(run)?.kind === 'rollback' };
    })
    .sort((a, b) => (a.date < b.date ? 1 : -1));
}

function namesOf(ports: EnginePorts): CatalogueNames {
  const { keys, units } = targetNames(ports);
  const indicators = new Map([...keys].map(([id, key]) => [key, id]));
  const levels = new Map([...units].map(([id, name]) => [name, id]));
  return {
    indicator: (name) => indicators.get(name) ?? name,
    level: (name) => levels.get(name) ?? name,
  };
}

function driftView({ compared, underWay, cells }: Drift, at: Date, names: CatalogueNames): DriftView {
  const counts = new Map<string, number>();
  const idOf = (key: IndicatorKey) => names.indicator(indicatorKeyText(key));
  for (const { indicator } of cells) counts.set(idOf(indicator), (counts.get(idOf(indicator)) ?? 0) + 1);
  return { at: at.toISOString(), compared, underWay, byIndicator: counts };
}

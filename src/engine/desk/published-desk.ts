/**
 * What is published now, and how it came about. Made of the ledger's facts once, and kept: a page then costs what was
 * published since the last one.
 */
import { catalogueId, isInner } from '../../core/circle.ts';
import { sees, type Sight } from '../approval/sight.ts';
import type { Publication, PublicationNote } from './publication-book.ts';
import type { PublishedHistory, PublishedLink } from './published-history.ts';
import { isSeen, type Known, type PublishedPorts } from './published-known.ts';
import { indicatorName, levelTitle } from './published-names.ts';

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
  readonly pasts: readonly {
    readonly levels: readonly { readonly id: string; readonly title: string }[];
    readonly runs: readonly Past[];
  }[];
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
}

export function publishedDesk({ ports, ledger }: PublishedPorts, now: () => Promise<Known>): PublishedDesk {
  const { catalogue } = ports;
  const titleOf = (level: string) => levelTitle(level, catalogue);

  function rowOf(id: string, links: readonly PublishedLink[], publications: Known['publications']) {
    const last = links
      .flatMap(({ runs }) => publications.get(runs.at(-1) ?? '') ?? [])
      .sort(byEnd)
      .at(-1);
    if (!last) return undefined;
    const standing = links.filter(({ dates }) => dates.size > 0);
    const row: IndicatorRow = {
      id,
      name: indicatorName(id, catalogue),
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
          levels: group.map(({ level }) => ({ id: level, title: titleOf(level) })),
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
  };
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

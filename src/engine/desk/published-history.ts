/** What this program has written to KomMonitor and what of it stands there, by indicator and level. Pure. */
import type { Operation } from '../../sync/operations.ts';
import { indicatorKeyText } from '../../sync/operations.ts';
import type { Publication, PublishedCell } from './publication-book.ts';

export interface PublishedDate {
  /** That wrote it last. */
  readonly run: string;
  readonly cells: ReadonlyMap<string, PublishedCell['state']>;
}

export interface PublishedLink {
  readonly indicator: string;
  readonly level: string;
  readonly dates: ReadonlyMap<string, PublishedDate>;
  /** Every publication that has changed something here, oldest first. */
  readonly runs: readonly string[];
}

/** Ids of the catalogue for what a rollback knows by its names in the target; what has none keeps its name. */
export interface CatalogueNames {
  readonly indicator: (name: string) => string;
  readonly level: (name: string) => string;
}

interface Link extends PublishedLink {
  readonly dates: Map<string, { run: string; cells: Map<string, PublishedCell['state']> }>;
  readonly runs: string[];
}

export class PublishedHistory {
  readonly #names: CatalogueNames;
  readonly #links = new Map<string, Link>();

  constructor(names: CatalogueNames) {
    this.#names = names;
  }

  links(): readonly PublishedLink[] {
    return [...this.#links.values()];
  }

  /** In the order in which the runs ended. `plan`: what a rollback has removed stands nowhere else. */
  add(
    { run, rollsBack }: Pick<Publication, 'run' | 'rollsBack'>,
    cells: readonly PublishedCell[],
    plan: readonly Operation[] = [],
  ): void {
    for (const { indicator, level, area, date, state } of cells) {
      const link = this.#link(this.#names.indicator(indicator), this.#names.level(level));
      note(link, run);
      const there = link.dates.get(date) ?? { run, cells: new Map() };
      there.run = run;
      there.cells.set(area, state);
      link.dates.set(date, there);
    }
    for (const operation of plan) this.#remove(operation);
    if (rollsBack === null) return;
    for (const link of this.#links.values()) if (link.runs.includes(rollsBack)) note(link, run);
  }

  #link(indicator: string, level: string): Link {
    const key = `${indicator}|${level}`;
    const known = this.#links.get(key);
    if (known) return known;
    const link: Link = { indicator, level, dates: new Map(), runs: [] };
    this.#links.set(key, link);
    return link;
  }

  #remove(operation: Operation): void {
    switch (operation.kind) {
      case 'delete-date':
        this.#of(operation)?.dates.delete(operation.date);
        return;
      case 'delete-link':
        this.#of(operation)?.dates.clear();
        return;
      case 'delete-indicator': {
        const gone = this.#names.indicator(indicatorKeyText(operation.indicator));
        for (const link of this.#links.values()) if (link.indicator === gone) link.dates.clear();
        return;
      }
      case 'delete-unit': {
        const gone = this.#names.level(operation.unitName);
        for (const link of this.#links.values()) if (link.level === gone) link.dates.clear();
        return;
      }
      case 'put-values':
      case 'create-unit':
      case 'update-features':
      case 'clear-features':
      case 'describe-unit':
      case 'create-indicator':
      case 'describe-indicator':
    }
  }

  #of({
    indicator,
    unitName,
  }: Extract<Operation, { kind: 'delete-date' | 'delete-link' }>): Link | undefined {
    const names = this.#names;
    return this.#links.get(`${names.indicator(indicatorKeyText(indicator))}|${names.level(unitName)}`);
  }
}

function note({ runs }: Link, run: string): void {
  if (runs.at(-1) !== run) runs.push(run);
}

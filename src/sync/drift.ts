/**
 * Drift: cells that stand otherwise in the target than this program last wrote them. Pure. What it never wrote is not
 * looked at, and nothing is put right here.
 */
import type { AreaKey } from '../core/area.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { findIndicator, linkKey, storedValue, type Actual, type Scope } from './actual.ts';
import { indicatorKeyText, type IndicatorKey, type Operation } from './operations.ts';
import type { Plan } from './plan.ts';

export interface PublishedCell {
  readonly job: string;
  readonly run: string;
  readonly indicator: IndicatorKey;
  readonly unitName: string;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  /** Float32. */
  readonly value: number | null;
}

/** `absent`: neither row nor column; `contradictory`: several rows that disagree. */
export type FoundValue = number | null | 'absent' | 'contradictory';

export interface DriftedCell extends PublishedCell {
  readonly found: FoundValue;
}

/** What the target has to show after these runs, oldest first: a later one replaces or removes what an earlier one wrote. */
export class PublishedState {
  /** By link, then by area and date. */
  readonly #links = new Map<string, Map<string, PublishedCell>>();
  /** Links by the id of their indicator in this program. */
  readonly #ids = new Map<string, Set<string>>();

  add(run: string, plan: Pick<Plan, 'job' | 'operations'>): void {
    for (const operation of plan.operations) this.#apply(operation, plan.job, run);
  }

  /** Cells of one indicator, by its id here or its name there; undefined: all. Not those of links named in `without`. */
  cells(indicator: string | undefined, without: ReadonlySet<string>): readonly PublishedCell[] {
    return [...this.#links].flatMap(([link, cells]) =>
      without.has(link)
        ? []
        : [...cells.values()].filter(
            (cell) =>
              indicator === undefined ||
              cell.indicator.name === indicator ||
              this.#ids.get(indicator)?.has(link) === true,
          ),
    );
  }

  #apply(operation: Operation, job: string, run: string): void {
    switch (operation.kind) {
      case 'put-values': {
        const { indicator, unitName, dates, rows } = operation;
        const link = linkKey(indicator, unitName);
        const cells = this.#links.get(link) ?? new Map<string, PublishedCell>();
        this.#links.set(link, cells);
        this.#ids.set(operation.indicatorId, (this.#ids.get(operation.indicatorId) ?? new Set()).add(link));
        for (const { key: area, values } of rows)
          for (const [index, date] of dates.entries()) {
            const value = floated(values[index] ?? null);
            cells.set(`${area} ${date}`, { job, run, indicator, unitName, area, date, value });
          }
        return;
      }
      case 'delete-date':
        for (const [place, { date }] of this.#links.get(linkKey(operation.indicator, operation.unitName)) ??
          [])
          if (date === operation.date)
            this.#links.get(linkKey(operation.indicator, operation.unitName))?.delete(place);
        return;
      case 'delete-link':
        this.#links.delete(linkKey(operation.indicator, operation.unitName));
        return;
      case 'delete-indicator':
        this.#forget((cell) => indicatorKeyText(cell.indicator) === indicatorKeyText(operation.indicator));
        return;
      case 'delete-unit':
        this.#forget((cell) => cell.unitName === operation.unitName);
        return;
      case 'create-unit':
      case 'update-features':
      case 'clear-features':
      case 'describe-unit':
      case 'create-indicator':
      case 'describe-indicator':
    }
  }

  #forget(isGone: (cell: PublishedCell) => boolean): void {
    for (const [link, cells] of this.#links) if ([...cells.values()].some(isGone)) this.#links.delete(link);
  }
}

/** What has to be read of the target to compare these cells. */
export function driftScope(cells: readonly PublishedCell[]): Scope {
  const links = new Map(
    cells.map(({ indicator, unitName }) => [linkKey(indicator, unitName), { indicator, unitName }]),
  );
  return { unitNames: [...new Set(cells.map(({ unitName }) => unitName))], links: [...links.values()] };
}

export function driftedCells(cells: readonly PublishedCell[], actual: Actual): readonly DriftedCell[] {
  const areas = new Map(
    [...actual.features].map(([unit, features]) => [unit, new Set(features.map(({ key }) => key))]),
  );
  return cells.flatMap((cell) => {
    const found = foundValue(cell, actual);
    // A row goes with its area, which the geometry answers for; and who has no value has lost none.
    const isGoneWithArea = found === 'absent' && areas.get(cell.unitName)?.has(cell.area) === false;
    const isEqual = found === cell.value || (found === 'absent' && cell.value === null);
    return isEqual || isGoneWithArea ? [] : [{ ...cell, found }];
  });
}

function foundValue({ indicator, unitName, area, date }: PublishedCell, actual: Actual): FoundValue {
  if (!findIndicator(actual.indicators, indicator)) return 'absent';
  const values = actual.values.get(linkKey(indicator, unitName));
  if (values?.contradictory.includes(area) === true) return 'contradictory';
  const found = storedValue(values, area, date);
  return found === undefined ? 'absent' : floated(found);
}

function floated(value: number | null): number | null {
  return value === null ? null : Math.fround(value);
}

/** What one indicator showed on one level after one publication and after a later one, out of the plans. Pure. */
import type { AreaKey } from '../../core/area.ts';
import type { CellState } from '../../core/cell.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import { indicatorKeyText, type CellBefore, type Operation, type PutValues } from '../../sync/operations.ts';
import { cellOf, type PreviewCell } from './preview-series.ts';
import type { CatalogueNames } from './published-history.ts';

export interface LinkOf {
  /** Of the catalogue; of what it does not know the names in KomMonitor. */
  readonly indicator: string;
  readonly level: string;
}

interface Written {
  readonly value: number | null;
  readonly state: CellState;
}

const GONE: Written = { value: null, state: 'missing' };

type Cells = Map<ReferenceDate, Map<AreaKey, Written>>;

export interface StateQuestion {
  readonly link: LinkOf;
  readonly names: CatalogueNames;
  /** Operations of the publications up to the older state, oldest first; early ones may be kept no more. */
  readonly until: readonly Operation[];
  /** Those after it, up to the newer state: all of them. */
  readonly between: readonly Operation[];
}

/**
 * The cells of every Stichtag that was written in between. `before` is what the older publication left there or, where
 * that is kept no more, what stood in KomMonitor before the first later one. Undefined where a Stichtag was removed of
 * which nothing is known any more.
 */
export function stateChanges(
  question: StateQuestion,
): ReadonlyMap<ReferenceDate, readonly PreviewCell[]> | undefined {
  const { until, between } = question;
  const older: Cells = new Map();
  for (const operation of until) apply(older, operation, question);
  const newer: Cells = new Map([...older].map(([date, cells]) => [date, new Map(cells)]));
  const stood = new Map<string, CellBefore>();
  const touched = new Set<ReferenceDate>();
  for (const operation of between) {
    if (!isOf(operation, question)) continue;
    if (operation.kind === 'delete-date' && !newer.has(operation.date)) return undefined;
    if (operation.kind === 'put-values') noteBefore(operation, stood);
    for (const date of datesOf(operation, newer)) touched.add(date);
    apply(newer, operation, question);
  }
  return new Map(
    [...touched].sort().map((date) => {
      const [then, now] = [older.get(date), newer.get(date)];
      const keys = new Set([...(then?.keys() ?? []), ...keysAt(stood, date), ...(now?.keys() ?? [])]);
      const before = (key: AreaKey) => {
        const known = then?.get(key);
        return known ? known.value : (stood.get(`${key} ${date}`) ?? null);
      };
      return [date, [...keys].sort().map((key) => cellOf(key, before(key), now?.get(key) ?? GONE))];
    }),
  );
}

function apply(cells: Cells, operation: Operation, question: StateQuestion): void {
  if (!isOf(operation, question)) return;
  if (operation.kind !== 'put-values') {
    for (const date of datesOf(operation, cells)) cells.delete(date);
    return;
  }
  for (const [index, date] of operation.dates.entries()) {
    const at = cells.get(date) ?? new Map<AreaKey, Written>();
    cells.set(date, at);
    for (const { key, values, states } of operation.rows)
      at.set(key, { value: values[index] ?? null, state: states[index] ?? 'missing' });
  }
}

/** Those that the operation writes or removes. */
function datesOf(operation: Operation, cells: Cells): readonly ReferenceDate[] {
  if (operation.kind === 'put-values') return operation.dates;
  return operation.kind === 'delete-date' ? [operation.date] : [...cells.keys()];
}

/** Does it write or remove values of the link? */
function isOf(operation: Operation, { link, names }: StateQuestion): boolean {
  switch (operation.kind) {
    case 'put-values':
      return (
        (operation.indicatorId === link.indicator || isIndicator(operation.indicator, link, names)) &&
        (operation.level === link.level || names.level(operation.unitName) === link.level)
      );
    case 'delete-date':
    case 'delete-link':
      return isIndicator(operation.indicator, link, names) && names.level(operation.unitName) === link.level;
    case 'delete-indicator':
      return isIndicator(operation.indicator, link, names);
    case 'delete-unit':
      return names.level(operation.unitName) === link.level;
    case 'create-unit':
    case 'update-features':
    case 'clear-features':
    case 'describe-unit':
    case 'create-indicator':
    case 'describe-indicator':
      return false;
  }
}

function isIndicator(key: PutValues['indicator'], link: LinkOf, names: CatalogueNames): boolean {
  return names.indicator(indicatorKeyText(key)) === link.indicator;
}

function noteBefore({ dates, rows }: PutValues, stood: Map<string, CellBefore>): void {
  for (const { key, before } of rows)
    for (const [index, date] of dates.entries())
      if (!stood.has(`${key} ${date}`)) stood.set(`${key} ${date}`, before[index] ?? null);
}

function keysAt(stood: ReadonlyMap<string, CellBefore>, date: ReferenceDate): AreaKey[] {
  return [...stood.keys()]
    .filter((place) => place.endsWith(` ${date}`))
    .map((place) => place.slice(0, -date.length - 1) as AreaKey);
}

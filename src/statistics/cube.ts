/**
 * Cube: the cells of one dataset, addressed by level, area, date, measure and breakdown. Sums over
 * breakdowns keep the cell states: a sum with a missing part is not a sum.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { MISSING, sumCells, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { Breakdown } from '../core/observation.ts';
import type { ReferenceDate } from '../core/reference-date.ts';

/** Which part of a measure: for each named dimension one or several codes; other dimensions are summed over. */
export type Where = Readonly<Record<string, string | readonly string[]>>;

export interface CubeSlice {
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
}

interface Entry {
  readonly breakdown: Breakdown;
  readonly cell: Cell;
}

export class Cube {
  readonly #cells = new Map<string, Entry[]>();
  readonly #residuals = new Map<string, Entry[]>();
  readonly #dates = new Map<LevelId, Set<ReferenceDate>>();

  constructor(cells: readonly StoredCell[]) {
    for (const stored of cells) {
      const entry = { breakdown: stored.breakdown, cell: stored.cell };
      if (stored.role === 'residual') {
        push(this.#residuals, sliceKey(stored), entry);
        continue;
      }
      push(this.#cells, sliceKey(stored), entry);
      const dates = this.#dates.get(stored.level) ?? new Set();
      this.#dates.set(stored.level, dates.add(stored.date));
    }
  }

  get levels(): readonly LevelId[] {
    return [...this.#dates.keys()];
  }

  datesOn(level: LevelId): readonly ReferenceDate[] {
    return [...(this.#dates.get(level) ?? [])].sort();
  }

  /** Does the dataset itself carry figures on this level at this date? */
  covers(level: LevelId, date: ReferenceDate): boolean {
    return this.#dates.get(level)?.has(date) ?? false;
  }

  /** The sum over all cells of the slice that match; `missing` where none does. */
  sum(slice: CubeSlice, where: Where = {}): Cell {
    return sumMatching(this.#cells.get(sliceKey(slice)), where);
  }

  /** What counts for this area without belonging to any part of it; `missing` where there is no such thing. */
  residual(slice: CubeSlice, where: Where = {}): Cell {
    return sumMatching(this.#residuals.get(sliceKey(slice)), where);
  }
}

function sumMatching(entries: readonly Entry[] | undefined, where: Where): Cell {
  const matching = (entries ?? []).filter((entry) => matches(entry.breakdown, where));
  return matching.length === 0 ? MISSING : sumCells(matching.map((entry) => entry.cell));
}

function matches(breakdown: Breakdown, where: Where): boolean {
  return Object.entries(where).every(([dimension, wanted]) => {
    const code = breakdown[dimension];
    return typeof wanted === 'string' ? code === wanted : code !== undefined && wanted.includes(code);
  });
}

function sliceKey(slice: CubeSlice): string {
  return `${slice.level} ${slice.area} ${slice.date} ${slice.measure}`;
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

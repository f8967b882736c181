/**
 * Cube: the cells of one dataset, addressed by level, area, date, measure and breakdown. Sums over
 * breakdowns keep the cell states: a sum with a missing part is not a sum.
 */
import type { AreaKey, LevelId } from '../core/area.ts';
import { MISSING, NIL, sumCells, type Cell } from '../core/cell.ts';
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

/** One code of one dimension of a measure, on a day. */
export interface MeasureCode {
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly dimension: string;
  readonly code: string;
}

export interface CubeEntry {
  readonly breakdown: Breakdown;
  readonly cell: Cell;
}

export class Cube {
  readonly #cells = new Map<string, CubeEntry[]>();
  readonly #residuals = new Map<string, CubeEntry[]>();
  readonly #dates = new Map<LevelId, Set<ReferenceDate>>();
  readonly #covered = new Set<string>();
  readonly #measures = new Set<string>();
  readonly #codes = new Set<string>();
  readonly #residualDays = new Set<string>();

  constructor(cells: readonly StoredCell[]) {
    for (const stored of cells) {
      const entry = { breakdown: stored.breakdown, cell: stored.cell };
      if (stored.role === 'residual') {
        push(this.#residuals, sliceKey(stored), entry);
        this.#residualDays.add(`${stored.level} ${stored.date}`);
        continue;
      }
      push(this.#cells, sliceKey(stored), entry);
      const dates = this.#dates.get(stored.level) ?? new Set();
      this.#dates.set(stored.level, dates.add(stored.date));
      this.#covered.add(coverKey(stored));
      this.#measures.add(stored.measure);
      for (const [dimension, code] of Object.entries(stored.breakdown))
        this.#codes.add(codeKey({ ...stored, dimension, code }));
    }
  }

  get levels(): readonly LevelId[] {
    return [...this.#dates.keys()];
  }

  /** Has the measure ever been delivered, for whatever level and date? */
  hasMeasure(measure: string): boolean {
    return this.#measures.has(measure);
  }

  datesOn(level: LevelId): readonly ReferenceDate[] {
    return [...(this.#dates.get(level) ?? [])].sort();
  }

  /** Does the dataset itself carry figures of the measure on this level at this date? */
  covers(slice: Omit<CubeSlice, 'area'>): boolean {
    return this.#covered.has(coverKey(slice));
  }

  /** Does the measure carry the code on the day, in whatever area? */
  knows(code: MeasureCode): boolean {
    return this.#codes.has(codeKey(code));
  }

  /**
   * The sum over all cells of the slice that match. `missing` where one of the codes is not there at all, unless the
   * delivery is a full stock whose absent combinations are nil.
   */
  sum(slice: CubeSlice, where: Where = {}, absent: 'missing' | 'nil' = 'missing'): Cell {
    const all = this.#cells.get(sliceKey(slice));
    const matching = select(all, where);
    if (all && absent === 'nil')
      return matching.length === 0 ? NIL : sumCells(matching.map(({ cell }) => cell));
    if (matching.length === 0 || lacksCode(matching, where)) return MISSING;
    return sumCells(matching.map((entry) => entry.cell));
  }

  /** Every cell of the slice; none where the dataset has no figures there. */
  entries(slice: CubeSlice): readonly CubeEntry[] {
    return this.#cells.get(sliceKey(slice)) ?? [];
  }

  /** Does anything count for areas of the level without belonging to a part of them, on the day? */
  hasResiduals(level: LevelId, date: ReferenceDate): boolean {
    return this.#residualDays.has(`${level} ${date}`);
  }

  /** Every cell that counts for the area without belonging to any part of it. */
  residualEntries(slice: CubeSlice): readonly CubeEntry[] {
    return this.#residuals.get(sliceKey(slice)) ?? [];
  }

  /** What counts for this area without belonging to any part of it; undefined where there is no such thing. */
  residual(slice: CubeSlice, where: Where = {}): Cell | undefined {
    const matching = select(this.#residuals.get(sliceKey(slice)), where);
    return matching.length === 0 ? undefined : sumCells(matching.map((entry) => entry.cell));
  }
}

function select(entries: readonly CubeEntry[] | undefined, where: Where): CubeEntry[] {
  return (entries ?? []).filter((entry) => matches(entry.breakdown, where));
}

/** Part of the codes is not the sum that was asked for. */
function lacksCode(matching: readonly CubeEntry[], where: Where): boolean {
  return Object.entries(where).some(
    ([dimension, wanted]) =>
      typeof wanted !== 'string' &&
      wanted.some((code) => !matching.some((entry) => entry.breakdown[dimension] === code)),
  );
}

/** Does the cell count for this part of the measure? */
export function matches(breakdown: Breakdown, where: Where): boolean {
  return Object.entries(where).every(([dimension, wanted]) => {
    const code = breakdown[dimension];
    return typeof wanted === 'string' ? code === wanted : code !== undefined && wanted.includes(code);
  });
}

function codeKey({ date, measure, dimension, code }: MeasureCode): string {
  return `${date} ${measure} ${dimension} ${code}`;
}

function coverKey({ level, date, measure }: Omit<CubeSlice, 'area'>): string {
  return `${level} ${date} ${measure}`;
}

function sliceKey(slice: CubeSlice): string {
  return `${slice.level} ${slice.area} ${slice.date} ${slice.measure}`;
}

function push(map: Map<string, CubeEntry[]>, key: string, entry: CubeEntry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

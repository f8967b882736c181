/**
 * How counts of two overlapping sets of areas may be spread over what these have in common: some whole numbers that add
 * up on both sides, and the most there could be in each place. A transport problem that knows nothing of areas.
 */

/** Ground in common of row and column; null: what lies in no row, or in no column. */
export interface SharedPlace {
  readonly row: string | null;
  readonly column: string | null;
}

export interface SharedCount {
  /** One of many possible counts. */
  readonly count: number;
  /** No possible count is larger. */
  readonly most: number;
}

/** In the order of the places; undefined where no counts add up to both the rows and the columns. */
export function sharedCounts(
  places: readonly SharedPlace[],
  rows: ReadonlyMap<string, number>,
  columns: ReadonlyMap<string, number>,
): readonly SharedCount[] | undefined {
  const flow = new Flow(places);
  const missing = new Map([...columns].map(([key, count]) => [columnNode(key), count]));
  for (const [key, count] of rows)
    for (let left = count; left > 0;) {
      const path = flow.path(rowNode(key), (node) => node === OUTSIDE || (missing.get(node) ?? 0) > 0);
      if (!path) return undefined;
      const wanted = missing.get(path.end);
      const amount = Math.min(path.room, left, wanted ?? Infinity);
      flow.push(path, amount);
      left -= amount;
      if (wanted !== undefined) missing.set(path.end, wanted - amount);
    }
  for (const key of columns.keys())
    for (let left = missing.get(columnNode(key)) ?? 0; left > 0;) {
      const path = flow.path(OUTSIDE, (node) => node === columnNode(key));
      if (!path) return undefined;
      const amount = Math.min(path.room, left);
      flow.push(path, amount);
      left -= amount;
    }
  return places.map((_, place) => ({ count: flow.at(place), most: flow.mostAt(place) }));
}

/** What no row or no column counts: it takes and gives anything. */
const OUTSIDE = 'outside';
const rowNode = (key: string) => `row ${key}`;
const columnNode = (key: string) => `column ${key}`;

interface Step {
  readonly place: number;
  readonly sign: 1 | -1;
}

interface Path {
  readonly steps: readonly Step[];
  readonly end: string;
  /** So much can be taken back along the way. */
  readonly room: number;
}

type Origins = ReadonlyMap<string, { readonly step: Step; readonly before: string } | null>;

/** Counts in places, that move along paths which keep every sum in between. */
class Flow {
  readonly #counts: number[];
  readonly #ends: readonly (readonly [row: string, column: string])[];
  readonly #placesAt = new Map<string, number[]>();

  constructor(places: readonly SharedPlace[]) {
    this.#counts = places.map(() => 0);
    this.#ends = places.map(({ row, column }) => [
      row === null ? OUTSIDE : rowNode(row),
      column === null ? OUTSIDE : columnNode(column),
    ]);
    for (const [place, ends] of this.#ends.entries())
      for (const end of ends) this.#placesAt.set(end, [...(this.#placesAt.get(end) ?? []), place]);
  }

  at(place: number): number {
    return this.#counts[place] ?? 0;
  }

  push({ steps }: Path, amount: number): void {
    for (const { place, sign } of steps) this.#counts[place] = this.at(place) + sign * amount;
  }

  /** The shortest one: from row to column by counting more, from column to row by counting less. */
  path(from: string, isEnd: (node: string) => boolean, without = -1): Path | undefined {
    const origins = new Map<string, { readonly step: Step; readonly before: string } | null>([[from, null]]);
    const queue = [from];
    for (const node of queue)
      for (const place of this.#placesAt.get(node) ?? []) {
        const [row = '', column = ''] = this.#ends[place] ?? [];
        const step: Step = { place, sign: node === row ? 1 : -1 };
        const next = node === row ? column : row;
        const isClosed = place === without || (step.sign === -1 && this.at(place) <= 0);
        if (isClosed || origins.has(next)) continue;
        origins.set(next, { step, before: node });
        if (isEnd(next)) return this.#pathTo(next, origins);
        queue.push(next);
      }
    return undefined;
  }

  /** More in one place is less in others. Afterwards everything is as it was. */
  mostAt(place: number): number {
    const before = [...this.#counts];
    const [row = '', column = ''] = this.#ends[place] ?? [];
    let most = this.at(place);
    for (;;) {
      const path = this.path(column, (node) => node === row, place);
      if (!path) break;
      this.push(path, path.room);
      most += path.room;
    }
    for (const [index, count] of before.entries()) this.#counts[index] = count;
    return most;
  }

  #pathTo(end: string, origins: Origins): Path {
    const steps: Step[] = [];
    let room = Infinity;
    for (let by = origins.get(end); by; by = origins.get(by.before)) {
      steps.unshift(by.step);
      if (by.step.sign === -1) room = Math.min(room, this.at(by.step.place));
    }
    return { steps, end, room };
  }
}

/** What a person sees of a file that they have opened again for looking only. Lives in memory, never in the ledger. */
import type { DeclaredEncoding } from '../../formats/encoding.ts';
import type { Delimiter } from '../../formats/delimited.ts';

export interface LookedSheet {
  /** Undefined for a text file. */
  readonly name: string | undefined;
  /** By row of the sheet or line of the file, 1-based as in findings; texts of the cells, empty ones included. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
}

/** What the profile says of the bytes; what is left out is told from the file. */
export interface RawOptions {
  readonly encoding?: DeclaredEncoding | undefined;
  readonly delimiter?: Delimiter | undefined;
}

/** A row that somebody may want to see, with two on each side of it. */
export interface NearRow {
  readonly sheet?: string | undefined;
  readonly row: number;
}

export interface LookQuestion {
  /** For people. */
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly options: RawOptions;
  readonly near: readonly NearRow[];
}

/** Rows kept from the beginning of each sheet: titles, headings and the first figures. */
export const FIRST_ROWS = 60;
/** Findings whose rows are kept. */
export const MOST_NEAR = 10_000;
/** Rows kept on each side of a row that a finding is about. */
export const ROWS_BESIDE = 2;
/** No more columns of a row are kept, and no more of a cell. */
export const MOST_COLUMNS = 500;
export const LONGEST_CELL = 300;
/** Of all that is kept of one file, counted by `weightOf`; what comes after it is not kept. */
export const MOST_BYTES = 8_000_000;

/** Bytes that a row takes in memory, about. */
export function weightOf(cells: readonly string[]): number {
  return cells.reduce((sum, { length }) => sum + 2 * length + 16, 64);
}

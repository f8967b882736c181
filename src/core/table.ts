/**
 * A labelled table: what a connector's layout makes of bytes. Titles, headers, body and notes are told
 * apart here; what a column *means* is said by a profile, later.
 */

/** A cell as the file holds it. Text files know only text; workbooks also numbers, booleans and dates. */
export type RawValue = string | number | boolean | Date | null;

export interface RawCell {
  readonly value: RawValue;
  /** Excel number format such as `0.0%` or `#,##0`, where the file carries one. */
  readonly format?: string;
  /** The value is the cached result of a formula. */
  readonly formula?: boolean;
}

export interface RawRow {
  /** 1-based line of a text file (first line of the record) or row of a sheet. */
  readonly row: number;
  /** As many as the table has columns. Text files: plain strings; sheets: RawCell. */
  readonly cells: readonly (string | RawCell)[];
}

export interface TableColumn {
  /** 1-based position in the file, for messages. */
  readonly position: number;
  /** Header labels from the outermost to the innermost, empty lines left out: `['dav.:', 'Männer']`. */
  readonly path: readonly string[];
}

export interface Table {
  /** File name without folder: what a person recognises, and nothing that tells about the machine. */
  readonly file: string;
  readonly sheet?: string;
  /** Title lines above the header, in order. */
  readonly titles: readonly string[];
  readonly columns: readonly TableColumn[];
  /** Body rows in batches of up to some thousand. Can be read once. */
  readonly rows: AsyncIterable<readonly RawRow[]>;
  /** Notes under the data. Complete only after `rows` has been read to its end. */
  readonly notes: readonly string[];
}

/** The path of a column as one text, the form in which profiles name it: `dav.: / Männer`. */
export function columnLabel(column: TableColumn): string {
  return column.path.join(' / ');
}

/** The value of a raw cell, whichever form the table uses. */
export function rawValue(cell: string | RawCell | undefined): RawValue {
  if (cell === undefined) return null;
  return typeof cell === 'string' ? cell : cell.value;
}

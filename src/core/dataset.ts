/**
 * Dataset version: the counts and amounts of one or more deliveries, per level, area, reference date,
 * measure and breakdown, with where each cell came from. Content-addressed; holds no person record.
 */
import type { AreaKey, LevelId } from './area.ts';
import type { Cell } from './cell.ts';
import type { Breakdown } from './observation.ts';
import type { ReferenceDate } from './reference-date.ts';

export interface StoredCell {
  /** A residual belongs to no part of `area`; it counts for `area` as a whole, on `level`, and above. */
  readonly role: 'value' | 'residual';
  readonly level: LevelId;
  readonly area: AreaKey;
  readonly date: ReferenceDate;
  readonly measure: string;
  readonly breakdown: Breakdown;
  readonly cell: Cell;
  /** Index into `lineage.files`, with the first and last row that went into the cell. */
  readonly source: {
    readonly file: number;
    readonly sheet?: string;
    readonly rows: readonly [number, number];
  };
}

export interface DatasetVersion {
  /** sha256 over dataset id, the file it came from and the cells in canonical order. */
  readonly id: string;
  readonly dataset: string;
  readonly cells: readonly StoredCell[];
  readonly lineage: DatasetLineage;
}

export interface DatasetLineage {
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly profile: { readonly id: string; readonly sha256: string };
  /** Level versions against which the keys were checked: level id to version id. */
  readonly levels: Readonly<Record<string, string>>;
  /** Files by which addresses or cells were brought to areas; none where the delivery names its areas itself. */
  readonly assignment?: readonly { readonly name: string; readonly sha256: string }[];
  /** Version of this program. */
  readonly program: string;
}

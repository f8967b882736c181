/** What an assignment says about one address: the area and how it was found, or why there is none. */
import type { AreaKey } from '../../core/area.ts';

export const METHODS = [
  'exact',
  'suffix-dropped',
  'normalised-name',
  'alias',
  'interpolated',
  'coordinate',
] as const;
export type Method = (typeof METHODS)[number];

/** Why an address belongs to no area; it counts for its Gemeinde all the same. */
export const CAUSES = [
  'no_address',
  'protected',
  'unknown_street',
  'unknown_number',
  'ambiguous_range',
  'ambiguous_name',
  'outside_county',
  'new_since_directory',
  'po_box_or_office',
  'bad_format',
  'boundary_point',
] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * `compared`: directory and coordinate both gave an area; `coordinate-disagrees`: they gave different ones;
 * `compound-split`: the ends of "12-16" lie in different areas; `name-differs`: the street's name in the record is
 * not the one of its key; `nearest-unit`: the point lies outside all areas and was given to the nearest one.
 */
export const MARKS = [
  'compound',
  'compound-split',
  'suffix-dropped',
  'renamed',
  'name-differs',
  'number-missing',
  'compared',
  'coordinate-disagrees',
  'near-edge',
  'nearest-unit',
  'quality-c',
] as const;
export type Mark = (typeof MARKS)[number];

export interface Assigned {
  readonly unit: AreaKey;
  readonly how: Method;
  readonly marks: readonly Mark[];
}

export interface Residual {
  readonly residual: Cause;
  readonly marks: readonly Mark[];
}

export type Match = Assigned | Residual;

/** An address as a record carries it, unparsed. */
export interface Address {
  /** AGS, 8 digits. */
  readonly gemeinde: string;
  readonly streetKey?: string;
  readonly streetName?: string;
  /** House number; may hold suffix and second number as well: "12a", "12-16". */
  readonly number?: string;
  readonly suffix?: string;
}

export const NO_MARKS: readonly Mark[] = [];

export function isAssigned(match: Match): match is Assigned {
  return 'unit' in match;
}

export function residual(cause: Cause, marks: readonly Mark[] = NO_MARKS): Residual {
  return { residual: cause, marks };
}

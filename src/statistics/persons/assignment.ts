/** What the assignment of an address answers, and why a person may belong to no unit. Knows no geometry. */
import type { PersonAddress } from './person-row.ts';

/** In the order in which they are listed. */
export const RESIDUAL_CAUSES = [
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
export type ResidualCause = (typeof RESIDUAL_CAUSES)[number];

/** `how` (exact, interpolated, by coordinate …) and `marks` are only counted. */
export type Assignment =
  | { readonly unit: string; readonly how?: string; readonly marks?: readonly string[] }
  | { readonly residual: ResidualCause; readonly marks?: readonly string[] };

export type Assign = (address: PersonAddress) => Assignment;

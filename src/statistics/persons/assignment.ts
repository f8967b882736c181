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

/** `method` is only counted: by key, interpolated, by coordinate. */
export type Assignment =
  | { readonly unit: string; readonly method?: string }
  | { readonly residual: ResidualCause };

export type Assign = (address: PersonAddress) => Assignment;

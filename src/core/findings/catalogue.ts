/**
 * All findings there are, keyed by code. Each room has its own pages; the code's first word is the room.
 */
import { ASSIGNMENT_ADDRESS_FINDINGS } from './assignment-address.ts';
import { ASSIGNMENT_FINDINGS } from './assignment.ts';
import { FORMAT_FINDINGS } from './format.ts';
import { FORMAT_GEOMETRY_FINDINGS } from './format-geometry.ts';
import { FORMAT_OFFICIAL_FINDINGS } from './format-official.ts';
import { FORMAT_TABLE_FINDINGS } from './format-tables.ts';
import { INSPECT_FINDINGS } from './inspect.ts';
import { MAPPING_FINDINGS } from './mapping.ts';
import { MAPPING_KEY_FINDINGS } from './mapping-keys.ts';
import { PERSON_FINDINGS } from './persons.ts';
import { RESIDENTS_FINDINGS } from './residents.ts';
import { SPATIAL_FINDINGS } from './spatial.ts';
import { SPATIAL_AREA_FINDINGS } from './spatial-areas.ts';
import { STATISTICS_FINDINGS } from './statistics.ts';
import { SYNC_FINDINGS } from './sync.ts';
import type { CatalogueEntry } from './entry.ts';

const ALL = {
  ...ASSIGNMENT_FINDINGS,
  ...ASSIGNMENT_ADDRESS_FINDINGS,
  ...FORMAT_FINDINGS,
  ...FORMAT_TABLE_FINDINGS,
  ...FORMAT_OFFICIAL_FINDINGS,
  ...FORMAT_GEOMETRY_FINDINGS,
  ...INSPECT_FINDINGS,
  ...MAPPING_FINDINGS,
  ...MAPPING_KEY_FINDINGS,
  ...PERSON_FINDINGS,
  ...RESIDENTS_FINDINGS,
  ...SPATIAL_FINDINGS,
  ...SPATIAL_AREA_FINDINGS,
  ...STATISTICS_FINDINGS,
  ...SYNC_FINDINGS,
};

export type FindingCode = keyof typeof ALL;
export const CATALOGUE: Readonly<Record<FindingCode, CatalogueEntry>> = ALL;

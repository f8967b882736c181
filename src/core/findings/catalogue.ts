/**
 * All findings there are, keyed by code. Each room has its own pages; the code's first word is the room.
 */
import { ASSIGNMENT_ADDRESS_FINDINGS } from './assignment-address.ts';
import { ASSIGNMENT_CROSSWALK_FINDINGS } from './assignment-crosswalk.ts';
import { ASSIGNMENT_FINDINGS } from './assignment.ts';
import { DISCLOSURE_FINDINGS } from './disclosure.ts';
import { DISCLOSURE_AUDIT_FINDINGS } from './disclosure-audit.ts';
import { FORMAT_FINDINGS } from './format.ts';
import { FORMAT_DIRECTORY_FINDINGS } from './format-directory.ts';
import { FORMAT_GEOMETRY_FINDINGS } from './format-geometry.ts';
import { FORMAT_GML_FINDINGS } from './format-gml.ts';
import { FORMAT_OFFICIAL_FINDINGS } from './format-official.ts';
import { FORMAT_READING_FINDINGS } from './format-reading.ts';
import { FORMAT_TABLE_FINDINGS } from './format-tables.ts';
import { FORMAT_WORKBOOK_FINDINGS } from './format-workbook.ts';
import { ASSIGNMENT_INTAKE_FINDINGS } from './assignment-intake.ts';
import { INTAKE_FINDINGS } from './intake.ts';
import { JOBCENTER_FINDINGS } from './jobcenter.ts';
import { JOBCENTER_ORDER_FINDINGS } from './jobcenter-orders.ts';
import { INSPECT_FINDINGS } from './inspect.ts';
import { MAPPING_FINDINGS } from './mapping.ts';
import { MAPPING_CODES_FINDINGS } from './mapping-codes.ts';
import { MAPPING_KEY_FINDINGS } from './mapping-keys.ts';
import { MAPPING_TABLE_FINDINGS } from './mapping-tables.ts';
import { PERSON_FINDINGS } from './persons.ts';
import { RESIDENTS_FINDINGS } from './residents.ts';
import { SPATIAL_FINDINGS } from './spatial.ts';
import { SPATIAL_AREA_FINDINGS } from './spatial-areas.ts';
import { STATISTICS_BORDER_FINDINGS } from './statistics-borders.ts';
import { STATISTICS_FINDINGS } from './statistics.ts';
import { STATISTICS_INDICATOR_FINDINGS } from './statistics-indicators.ts';
import { SYNC_FINDINGS } from './sync.ts';
import { SYNC_VISIBILITY_FINDINGS } from './sync-visibility.ts';
import type { CatalogueEntry } from './entry.ts';

const ALL = {
  ...ASSIGNMENT_FINDINGS,
  ...ASSIGNMENT_ADDRESS_FINDINGS,
  ...ASSIGNMENT_CROSSWALK_FINDINGS,
  ...DISCLOSURE_FINDINGS,
  ...DISCLOSURE_AUDIT_FINDINGS,
  ...FORMAT_FINDINGS,
  ...FORMAT_READING_FINDINGS,
  ...FORMAT_TABLE_FINDINGS,
  ...FORMAT_OFFICIAL_FINDINGS,
  ...FORMAT_WORKBOOK_FINDINGS,
  ...FORMAT_DIRECTORY_FINDINGS,
  ...FORMAT_GEOMETRY_FINDINGS,
  ...ASSIGNMENT_INTAKE_FINDINGS,
  ...INTAKE_FINDINGS,
  ...JOBCENTER_FINDINGS,
  ...JOBCENTER_ORDER_FINDINGS,
  ...FORMAT_GML_FINDINGS,
  ...INSPECT_FINDINGS,
  ...MAPPING_FINDINGS,
  ...MAPPING_CODES_FINDINGS,
  ...MAPPING_KEY_FINDINGS,
  ...MAPPING_TABLE_FINDINGS,
  ...PERSON_FINDINGS,
  ...RESIDENTS_FINDINGS,
  ...SPATIAL_FINDINGS,
  ...SPATIAL_AREA_FINDINGS,
  ...STATISTICS_FINDINGS,
  ...STATISTICS_INDICATOR_FINDINGS,
  ...STATISTICS_BORDER_FINDINGS,
  ...SYNC_FINDINGS,
  ...SYNC_VISIBILITY_FINDINGS,
};

export type FindingCode = keyof typeof ALL;
export const CATALOGUE: Readonly<Record<FindingCode, CatalogueEntry>> = ALL;

/**
 * What the contract could not verify against a running KomMonitor, one named constant or function per fact.
 * After a run against a real instance (tests/contract) a wrong guess is corrected here and nowhere else.
 */
import { addDays, type ReferenceDate } from '../core/reference-date.ts';

/** Bean Validation is off: a missing "required" member is not 400 but null (contract 1.2 #2). */
export const VALIDATES_REQUIRED: boolean = false;

/** The hand-made ObjectMapper rejects unknown members with 400 (1.2 #1). */
export const REJECTS_UNKNOWN_MEMBERS: boolean = true;

/** A request whose Accept does not cover the mapped `produces` gets 406 (1.1, trap 2). */
export const ENFORCES_PRODUCES: boolean = true;

/** Jackson refuses one JSON string longer than this with 400 (1.2 #6). */
export const LONGEST_STRING = 20_000_000;

/** The text "NaN" (or Infinity) is read as a float, but writing it fails in SQL with 500 (2.3). */
export const WRITES_NOT_A_NUMBER: boolean = false;

/** Posting a unit with a null neighbour rewires every unit whose same neighbour is null (2.8). */
export const NULL_NEIGHBOUR_MATCHES_NULL: boolean = true;

/** GeoJSON of indicators shows one version of an area only, since joined rows share the value row's fid (2.6). */
export const HIDES_FURTHER_VERSIONS: boolean = true;

/** The geometry column is two-dimensional: heights are dropped (2.5). */
export const KEEPS_HEIGHT: boolean = false;

/** A framework error (400, 404, 406 ...) on a public path without token turns into 401 (1.3, last row). */
export const PUBLIC_ERROR_NEEDS_TOKEN: boolean = true;

/** A timestamp twice in one entry of an existing key fails as "multiple assignments" (2.3). */
export const REFUSES_REPEATED_TIMESTAMP: boolean = true;

/** An entry without timestamps for an existing key makes a malformed UPDATE, 500 (2.3). */
export const REFUSES_EMPTY_MAPPING: boolean = true;

/** Tolerance of the token's times in seconds (4.1). */
export const CLOCK_SKEW_SECONDS = 60;

/** PostgreSQL's limit of columns per table, dropped ones included (2.1). */
export const MOST_COLUMNS = 1600;

/** Several units of one name make every look-up by that name throw (2.9, 6.1 #18). */
export const NAME_TWINS_FAIL: boolean = true;

/** `singleFeature` of an ID without a row answers like every empty feature set: 500. */
export const EMPTY_SINGLE_FEATURE_FAILS: boolean = true;

/** Inner names of references in responses; the contract only says that they differ from the input. */
export const REFERENCE_MEMBERS = {
  indicator: ['referencedIndicatorId', 'referencedIndicatorName', 'referencedIndicatorDescription'],
  georesource: ['referencedGeoresourceId', 'referencedGeoresourceName', 'referencedGeoresourceDescription'],
} as const;

interface Span {
  start: ReferenceDate;
  end: ReferenceDate | null;
}

/**
 * Case 5 of the versioning algorithm (2.7), "neighbours are trimmed": the earlier version ends the day before
 * the new one starts, a later version that the new one reaches starts the day after it ends.
 */
export function trimNeighbours(
  earlier: Span,
  later: Span,
  added: { start: ReferenceDate; end: ReferenceDate },
) {
  const dayBefore = addDays(added.start, -1);
  if (earlier.end === null || earlier.end > dayBefore) earlier.end = dayBefore;
  if (later.start <= added.end) later.start = addDays(added.end, 1);
}

/** "Minus one day" is 24 hours; the simulated JVM runs in UTC, where that is always the day before (6.1 #14). */
export function dayBefore(date: ReferenceDate): ReferenceDate {
  return addDays(date, -1);
}

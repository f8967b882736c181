/** What became of the lines of a register: the figures by which a run is judged. Holds counts, no limits. */
import type { ResidualCause } from './assignment.ts';

export interface PersonQuality {
  /** Lines of the file; always `inhabitants + secondary + rejected`. */
  readonly read: number;
  /** Lines with a finding, counted nowhere. */
  readonly rejected: number;
  /** Main and sole dwellings that are counted; always `inUnits + inResidual`. */
  readonly inhabitants: number;
  readonly secondary: number;
  readonly inUnits: number;
  readonly inResidual: number;
  /** Main and sole dwellings by AGS as they were read, before anything was assigned. */
  readonly readByGemeinde: ReadonlyMap<string, number>;
  /** Main and sole dwellings as they were assigned. */
  readonly assignment: AssignmentQuality;
  readonly inInstitutions: number;
  /** Main dwellings of persons who had one already; they are counted all the same. */
  readonly furtherMainDwellings: number;
  /** Main dwellings of persons who had one in the same Gemeinde already. */
  readonly deliveredTwice: number;
  /** Dates of birth in which day or month was filled in. */
  readonly assumedBirths: number;
  /** Persons of 110 years and more. */
  readonly implausibleAges: number;
}

export interface AssignmentQuality {
  /** Every Gemeinde, in order of its AGS. */
  readonly gemeinden: readonly GemeindeQuality[];
  /** By the assignment's own words for methods and marks. */
  readonly methods: Readonly<Record<string, number>>;
  readonly marks: Readonly<Record<string, number>>;
  /** Every unit. */
  readonly units: ReadonlyMap<string, number>;
}

export interface GemeindeQuality {
  readonly gemeinde: string;
  /** Always `assigned` and all of `residual` together. */
  readonly read: number;
  readonly assigned: number;
  readonly residual: Readonly<Record<ResidualCause, number>>;
}

/** What became of the lines of a register: the figures by which a run is judged. Holds counts, no limits. */
import type { ResidualCause } from './assignment.ts';

export type CauseCounts = Readonly<Partial<Record<ResidualCause, number>>>;

export interface PersonQuality {
  /** Lines of the file; always `population + secondary + rejected`. */
  readonly read: number;
  /** Lines with a finding, counted nowhere. */
  readonly rejected: number;
  /** Main and sole dwellings; always `inUnits + inResidual`. */
  readonly population: number;
  readonly secondary: number;
  readonly inUnits: number;
  readonly inResidual: number;
  readonly causes: CauseCounts;
  /** By AGS, every municipality. */
  readonly municipalities: readonly MunicipalityQuality[];
  /** Share of units in the population without `no_address` and `protected`, 0 to 1; null: nobody is left. */
  readonly matchRate: number | null;
  /** Population in units by the assignment's own word for its method. */
  readonly methods: Readonly<Record<string, number>>;
  readonly inInstitutions: number;
  /** Main dwellings of persons who had one already; they are in the population all the same. */
  readonly furtherMainDwellings: number;
  /** Dates of birth in which day or month was filled in. */
  readonly assumedBirths: number;
  /** Persons of 110 years and more. */
  readonly implausibleAges: number;
}

export interface MunicipalityQuality {
  readonly municipality: string;
  readonly population: number;
  readonly inUnits: number;
  readonly causes: CauseCounts;
}

/** Never to be expected in a unit, so they say nothing about the assignment. */
const NOT_TO_MATCH: readonly ResidualCause[] = ['no_address', 'protected'];

export function matchRate(population: number, inUnits: number, causes: CauseCounts): number | null {
  const toMatch = NOT_TO_MATCH.reduce((rest, cause) => rest - (causes[cause] ?? 0), population);
  return toMatch === 0 ? null : inUnits / toMatch;
}

export function addCauses(all: readonly CauseCounts[]): CauseCounts {
  const sums: Partial<Record<ResidualCause, number>> = {};
  for (const counts of all)
    for (const [cause, count] of Object.entries(counts) as [ResidualCause, number][])
      sums[cause] = (sums[cause] ?? 0) + count;
  return sums;
}

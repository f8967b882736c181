/** Invented persons and the households they live in, as the simulation moves them through the years. */

/** DSMeld: ledig, verheiratet, verwitwet, geschieden. */
export type MaritalState = 'LD' | 'VH' | 'VW' | 'GS';
/** Einzige, Haupt- or Nebenwohnung in the county. */
export type DwellingStatus = 'E' | 'H' | 'N';
/** What is wrong with an address as it was entered. The last two can be read all the same. */
export type AddressDefect = 'unknown-street' | 'missing-number' | 'blanks' | 'transliterated';

/** Columns hold indices into it. */
export const DEFECT_NAMES: readonly (AddressDefect | null)[] = [
  null,
  'unknown-street',
  'missing-number',
  'blanks',
  'transliterated',
];

export interface Person {
  readonly id: number;
  /** JJJJMMTT as a number. */
  readonly birth: number;
  /** As statistics count it: `d` and `x` are folded into one of the two by the office's fixed rule. */
  readonly sex: 'm' | 'w';
  /** As the register has it. */
  readonly entry: 'm' | 'w' | 'd' | 'x';
  /** Destatis key, `000` German. */
  readonly nationality: string;
  /** Second nationality or empty. */
  readonly second: string;
  readonly dwelling: DwellingStatus;
  /** Address index of a second dwelling in the county, -1: none. */
  readonly secondAddress: number;
  marital: MaritalState;
  household: Household;
  /** JJJJMMTT since which she lives in the dwelling. */
  since: number;
}

export interface Household {
  readonly id: number;
  /** `home`: care home; `shelter`: protected address, of which nobody may learn where it is. */
  readonly kind: 'private' | 'home' | 'shelter';
  members: Person[];
  address: number;
  /** JJJJMMTT of the move to this address. */
  movedIn: number;
  defect: AddressDefect | null;
  /** Blocking note (§ 51 BMG). */
  blocked: boolean;
  /** Is a Bedarfsgemeinschaft. */
  benefit: boolean;
}

/** Completed years on a day, both as JJJJMMTT. */
export function ageOn(birth: number, day: number): number {
  const years = Math.floor(day / 10_000) - Math.floor(birth / 10_000);
  return day % 10_000 < birth % 10_000 ? years - 1 : years;
}

export function compactDate(date: string): number {
  return Number(date.replaceAll('-', ''));
}

/**
 * One line of a residents register after its codes have been read: a person in one dwelling. Lives for the
 * moment in which it is counted; nothing keeps it.
 */
import type { PartialDate } from './partial-date.ts';

export type Sex = 'm' | 'w' | 'd' | 'x';
export type Dwelling = 'sole' | 'main' | 'secondary';

/** As the register has it: text without blanks at the ends, nothing repaired. */
export interface PersonAddress {
  /** AGS, eight digits. */
  readonly gemeinde: string;
  /** Five digits, or empty. */
  readonly streetKey: string;
  readonly streetName: string;
  readonly number: string;
  readonly suffix: string;
}

export interface PersonRow {
  /** 1-based line of the file. */
  readonly line: number;
  readonly pseudonym: string;
  readonly address: PersonAddress;
  /** Completed years on the reference date. */
  readonly age: number;
  /** null: the register delivers the age only. */
  readonly birth: PartialDate | null;
  /** `x`: no entry. */
  readonly sex: Sex;
  /** As in MARITAL_STATES; empty: not delivered. */
  readonly marital: string;
  /** Destatis key. */
  readonly nationality: string;
  /** Destatis key, or empty: none. */
  readonly secondNationality: string;
  /** One of the two nationalities is German. */
  readonly german: boolean;
  readonly dwelling: Dwelling;
  readonly movedIn: PartialDate | null;
  readonly movedToTown: PartialDate | null;
  /** AGS or key of a state, or empty. */
  readonly origin: string;
  readonly religion: string;
  readonly birthState: string;
  readonly naturalised: string;
  /** Blocking note (§ 51 BMG): belongs to no unit, whatever the address says. */
  readonly isProtected: boolean;
  /** Lives at an address of the list of institutions. */
  readonly inInstitution: boolean;
  readonly household: Household | null;
}

/** As HHGEN made it. */
export interface Household {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

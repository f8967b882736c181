/** Whether an address as entered can be brought to a quarter. Protected persons never are, even where they could be. */
import { DEFECT_NAMES } from './people.ts';

export interface EnteredAddress {
  /** Index of the address. */
  readonly address: number;
  /** Index into DEFECT_NAMES. */
  readonly defect: number;
  readonly blocked: boolean;
}

/** `shelter`: the protected address of the county; whoever lives there belongs to no quarter. */
export function isAssigned({ address, defect, blocked }: EnteredAddress, shelter: number): boolean {
  const name = DEFECT_NAMES[defect];
  return !blocked && address !== shelter && name !== 'unknown-street' && name !== 'missing-number';
}

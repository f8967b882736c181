/** A made-up person as a register reader would deliver it, for tests of what is done with persons. */
import type { PersonRow } from '../../src/statistics/persons/person-row.ts';

export function personOf(change: Partial<PersonRow> = {}): PersonRow {
  return {
    line: 2,
    pseudonym: '0123456789abcdef',
    address: {
      gemeinde: '05998001',
      streetKey: '00007',
      streetName: '',
      number: '12',
      suffix: '',
    },
    age: 44,
    birth: { day: 19_800_615, assumed: 'nothing' },
    sex: 'w',
    marital: 'LD',
    nationality: '000',
    secondNationality: '',
    german: true,
    dwelling: 'sole',
    movedIn: null,
    movedToTown: null,
    origin: '',
    religion: '',
    birthState: '',
    naturalised: '',
    isProtected: false,
    inInstitution: false,
    household: null,
    ...change,
  };
}

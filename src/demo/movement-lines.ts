/**
 * The movement file of the residents register from one reference date to the next, line by line: one line for
 * each person and event. Holds less about a person than the register itself.
 */
import { addressEntry } from './address-entry.ts';
import type { County } from './generate-county.ts';
import type { Movement } from './movements.ts';
import { pseudonym } from './person-entry.ts';
import { DWELLING_STATES } from './snapshot.ts';

export const MOVEMENT_FIELDS = [
  'STICHTAG',
  'AGS',
  'PSEUDO',
  'GEBDAT',
  'GESCHL',
  'STAAT1',
  'STAAT2',
  'WOHNST',
  'STRSCHL',
  'STRNAME',
  'HNR',
  'HNRZUS',
  'SPERRE',
  'EREIGNIS',
  'EREIGDAT',
  'ALT_STRSCHL',
  'ALT_STRNAME',
  'ALT_HNR',
  'ALT_HNRZUS',
] as const;
const NO_ADDRESS = ['', '', '', ''];

/** Movements up to the snapshot of that index. Header first, without line ends, as in the register. */
export function* movementLines(county: County, index: number): Generator<string> {
  yield MOVEMENT_FIELDS.join(';');
  const day = county.snapshots[index]!.date.replaceAll('-', '');
  for (const movement of county.movements[index]!) yield [day, ...fields(county, movement)].join(';');
}

function fields(county: County, { kind, person, day, dwelling, at, from }: Movement): (string | number)[] {
  const { birth, entry, nationality, second } = county.people[person]!;
  const [ags, ...address] = addressEntry(county, at.address, at.defect);
  return [
    ags!,
    pseudonym(county, person),
    birth,
    entry,
    nationality,
    second,
    DWELLING_STATES[dwelling]!,
    ...address,
    at.blocked ? '1' : '',
    kind,
    day,
    ...(from ? addressEntry(county, from.address, from.defect).slice(1) : NO_ADDRESS),
  ];
}

/**
 * The residents register on one reference date as a data centre would export it, line by line: one line for
 * each person and dwelling, with the dirt that real address fields have. No real person is in it.
 */
import { addressEntry } from './address-entry.ts';
import { HOUSEHOLD_TYPES } from './demo-codes.ts';
import type { County } from './generate-county.ts';
import { moveInAsEntered, pseudonym } from './person-entry.ts';
import { DWELLING_STATES, MARITAL_STATES, type Snapshot } from './snapshot.ts';

export const REGISTER_FIELDS = [
  'STICHTAG',
  'AGS',
  'PSEUDO',
  'GEBDAT',
  'GESCHL',
  'FAMST',
  'STAAT1',
  'STAAT2',
  'WOHNST',
  'STRSCHL',
  'STRNAME',
  'HNR',
  'HNRZUS',
  'EINZUG',
  'SPERRE',
  'HH_ID',
  'HH_TYP',
  'HH_GR',
] as const;

/** Header first; fields joined by `;`, without line ends. Encode as Windows-1252 with CRLF. */
export function* registerLines(county: County, snapshot: Snapshot): Generator<string> {
  yield REGISTER_FIELDS.join(';');
  const { persons, households } = snapshot;
  for (let row = 0; row < persons.id.length; row += 1) {
    const id = persons.id[row]!;
    const home = persons.household[row]!;
    const dwelling = DWELLING_STATES[persons.dwelling[row]!]!;
    const type = households.type[home]!;
    const tail = [
      moveInAsEntered(county, id, persons.since[row]!) || '',
      households.blocked[home] === 1 ? '1' : '',
      String(households.id[home]!).padStart(10, '0'),
      type === 0 ? '' : HOUSEHOLD_TYPES[type - 1]!.code,
      type === 0 ? '' : String(households.size[home]!).padStart(2, '0'),
    ];
    const line = (status: string, address: readonly string[]) =>
      [
        ...personFields(county, snapshot, row, { ags: address[0]!, status }),
        ...address.slice(1),
        ...tail,
      ].join(';');

    yield line(dwelling, addressEntry(county, households.address[home]!, households.defect[home]!));
    const { secondAddress } = county.people[id]!;
    if (dwelling === 'H' && secondAddress >= 0) yield line('N', addressEntry(county, secondAddress, 0));
  }
}

function personFields(
  county: County,
  { date, persons }: Snapshot,
  row: number,
  place: { ags: string; status: string },
): (string | number)[] {
  const id = persons.id[row]!;
  const facts = county.people[id]!;
  return [
    date.replaceAll('-', ''),
    place.ags,
    pseudonym(county, id),
    facts.birth,
    facts.entry,
    MARITAL_STATES[persons.marital[row]!]!,
    facts.nationality,
    facts.second,
    place.status,
  ];
}

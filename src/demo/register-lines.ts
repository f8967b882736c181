/**
 * The residents register on one reference date as a data centre would export it, line by line: one line for
 * each person and dwelling, with the dirt that real address fields have. No real person is in it.
 */
import { createHash } from 'node:crypto';
import { HOUSEHOLD_TYPES } from './demo-codes.ts';
import type { County } from './generate-county.ts';
import { DEFECT_NAMES, DWELLING_STATES, MARITAL_STATES, type Snapshot } from './snapshot.ts';

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
export async function* registerLines(county: County, snapshot: Snapshot): AsyncGenerator<string> {
  yield REGISTER_FIELDS.join(';');
  const { persons, households } = snapshot;
  for (let row = 0; row < persons.id.length; row += 1) {
    const home = persons.household[row]!;
    const dwelling = DWELLING_STATES[persons.dwelling[row]!]!;
    const type = households.type[home]!;
    const tail = [
      households.movedIn[home]!,
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

    yield line(dwelling, addressFields(county, households.address[home]!, households.defect[home]!));
    const { secondAddress } = county.people[persons.id[row]!]!;
    if (dwelling === 'H' && secondAddress >= 0) yield line('N', addressFields(county, secondAddress, 0));
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
    pseudonym(county.options.seed, id),
    facts.birth,
    facts.entry,
    MARITAL_STATES[persons.marital[row]!]!,
    facts.nationality,
    facts.second,
    place.status,
  ];
}

/** AGS, street key, street name, number, suffix. */
function addressFields(county: County, index: number, defect: number): string[] {
  const address = county.network.addresses[index]!;
  const street = county.network.streets[address.street]!;
  const ags = county.territory.gemeinden[street.gemeinde]!.key;
  const number = String(address.number).padStart(4, '0');
  switch (DEFECT_NAMES[defect] ?? null) {
    case 'unknown-street':
      return [ags, '', 'Unbekannter Weg', number, address.suffix];
    case 'missing-number':
      return [ags, street.key, street.name, '', ''];
    case 'blanks':
      return [
        ags,
        '',
        `  ${street.name.replaceAll(' ', '  ')} `,
        ` ${address.number} `,
        ` ${address.suffix}`,
      ];
    case 'transliterated':
      return [ags, '', transliterated(street.name), number, address.suffix.toUpperCase()];
    case null:
      return [ags, street.key, street.name, number, address.suffix];
  }
}

const TRANSLITERATION: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
};

function transliterated(name: string): string {
  return name.replace(/[äöüÄÖÜß]/g, (letter) => TRANSLITERATION[letter]!);
}

function pseudonym(seed: number, id: number): string {
  return createHash('sha256').update(`${seed}/${id}`).digest('hex').slice(0, 16);
}

/** An address as it was entered into a register, with the dirt that real address fields have. */
import type { County } from './generate-county.ts';
import { groupBy } from './group-by.ts';
import { DEFECT_NAMES } from './people.ts';
import type { DemoStreet, StreetNetwork } from './streets.ts';

/**
 * AGS, street key, street name, number, suffix. `defect` is an index into DEFECT_NAMES. Where only spelling is wrong
 * the key is missing, unless the name alone could be that of two streets: such an entry would not be readable.
 */
export function addressEntry(county: County, index: number, defect: number): string[] {
  const address = county.network.addresses[index]!;
  const street = county.network.streets[address.street]!;
  const ags = county.territory.gemeinden[street.gemeinde]!.key;
  const number = String(address.number).padStart(4, '0');
  const needed = sharedNames(county.network).has(nameIn(street)) ? street.key : '';
  switch (DEFECT_NAMES[defect] ?? null) {
    case 'unknown-street':
      return [ags, '', 'Unbekannter Weg', number, address.suffix];
    case 'missing-number':
      return [ags, street.key, street.name, '', ''];
    case 'blanks':
      return [
        ags,
        needed,
        `  ${street.name.replaceAll(' ', '  ')} `,
        ` ${address.number} `,
        ` ${address.suffix}`,
      ];
    case 'transliterated':
      return [ags, needed, transliterated(street.name), number, address.suffix.toUpperCase()];
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

const shared = new WeakMap<StreetNetwork, ReadonlySet<string>>();

/** Names that two streets of a municipality have, written out or short, with hyphens or without. */
function sharedNames(network: StreetNetwork): ReadonlySet<string> {
  const known = shared.get(network);
  if (known) return known;
  const byName = groupBy(network.streets, nameIn);
  const names = new Set([...byName].flatMap(([name, streets]) => (streets.length > 1 ? [name] : [])));
  shared.set(network, names);
  return names;
}

function nameIn({ gemeinde, name }: DemoStreet): string {
  const letters = transliterated(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  return `${gemeinde} ${letters.replace('strasse', 'str')}`;
}

function transliterated(name: string): string {
  return name.replace(/[äöüÄÖÜß]/g, (letter) => TRANSLITERATION[letter]!);
}

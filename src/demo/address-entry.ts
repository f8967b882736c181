/** An address as it was entered into a register, with the dirt that real address fields have. */
import type { County } from './generate-county.ts';
import { DEFECT_NAMES } from './people.ts';

/** AGS, street key, street name, number, suffix. `defect` is an index into DEFECT_NAMES. */
export function addressEntry(county: County, index: number, defect: number): string[] {
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

/**
 * The statistics office's list of institutions: homes, prisons, reception centres. Compares by street key, and by
 * name where one of the two sides has no key. Not the assignment to units.
 */
import type { PersonAddress } from './person-row.ts';

/** Is the address on the list? An entry without house number stands for the whole street. */
export function addressList(entries: readonly PersonAddress[]): (address: PersonAddress) => boolean {
  const byKey = streets(entries, ({ streetKey }) => streetKey);
  const byName = streets(entries, ({ streetName }) => streetWord(streetName));
  const keyless = entries.some(({ streetKey }) => streetKey === '');
  return (address) => {
    if (address.streetKey !== '' && holds(byKey.get(address.streetKey), address)) return true;
    if (address.streetName === '' || (address.streetKey !== '' && !keyless)) return false;
    return holds(byName.get(streetWord(address.streetName)), address);
  };
}

type Houses = ReadonlySet<string>;

function streets(
  entries: readonly PersonAddress[],
  nameOf: (entry: PersonAddress) => string,
): ReadonlyMap<string, Houses> {
  const found = new Map<string, Set<string>>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (name === '') continue;
    found.set(name, (found.get(name) ?? new Set()).add(houseWord(entry)));
  }
  return found;
}

function holds(houses: Houses | undefined, address: PersonAddress): boolean {
  if (!houses) return false;
  return houses.has(houseWord(address)) || houses.has(houseWord({ ...address, number: '', suffix: '' }));
}

function houseWord({ gemeinde, number, suffix }: PersonAddress): string {
  return `${gemeinde} ${(number + suffix).replaceAll(/\s/gu, '').replace(/^0+/, '').toLowerCase()}`;
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function streetWord(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter)
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/strasse$/, 'str');
}

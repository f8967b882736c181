/**
 * Shelters and other addresses under § 51 BMG: their persons count for the Gemeinde only. The list is matched in
 * every way an address may be written, and rather once too often.
 */
import type { CoordinateIndex, Spot } from './coordinate-index.ts';
import { isProblem, parseHouseNumber, type HouseNumber } from './house-number.ts';
import { LAST_ORDER, orderOf } from './house-number-order.ts';
import type { Address } from './match-result.ts';
import { soughtWords, type SoughtWords, type StreetFinder } from './street-finder.ts';
import type { Street, StreetIndex } from './street-index.ts';

export interface ProtectedAddresses {
  /** Does the street hold a protected address, so that its records must be looked at one by one? */
  readonly touches: (street: Street) => boolean;
  /** `number: undefined`: the record has none; then any protected address of the street is enough. */
  readonly covers: (
    words: SoughtWords,
    streets: readonly Street[],
    number: HouseNumber | undefined,
  ) => boolean;
  /** Does a house of the list stand there? It may be written by its key there and by its name here. */
  readonly coversSpot: (spot: Spot) => boolean;
  /** Entries whose street is known to neither the directory nor the coordinates. */
  readonly unfound: readonly Address[];
}

type Interval = readonly [from: number, to: number];

export interface ProtectionMeans {
  readonly index: StreetIndex;
  readonly finder: StreetFinder;
  readonly coordinates: CoordinateIndex | undefined;
}

export function protectAddresses(
  addresses: readonly Address[],
  { index, finder, coordinates }: ProtectionMeans,
): ProtectedAddresses {
  const intervals = new Map<string, Interval[]>();
  const touched = new Set<Street>();
  const spots = new Set<string>();
  const unfound: Address[] = [];
  for (const address of addresses) {
    const words = soughtWords(address);
    const streets = meantStreets(words, index, finder);
    for (const street of streets) touched.add(street);
    for (const handle of [
      ...handlesOf(words),
      ...streets.flatMap((street) => handlesOf(streetWords(street))),
    ])
      intervals.set(handle, [...(intervals.get(handle) ?? []), intervalOf(address)]);
    const located = [words, ...streets].flatMap((street) => coordinates?.street(street) ?? []);
    if (streets.length === 0 && located.length === 0) unfound.push(address);
    const [start, end] = intervalOf(address);
    for (const [order, spot] of located.flatMap((houses) => [...houses]))
      if (start <= order && order <= end) spots.add(spotName(spot));
  }

  return {
    unfound,
    coversSpot: (spot) => spots.has(spotName(spot)),
    touches: (street) => touched.has(street),
    covers(words, streets, number) {
      if (intervals.size === 0) return false;
      const handles = [...handlesOf(words), ...streets.flatMap((street) => handlesOf(streetWords(street)))];
      const found = handles.flatMap((handle) => intervals.get(handle) ?? []);
      if (!number) return found.length > 0;
      const from = orderOf(number);
      const to = number.to ? orderOf(number.to) : from;
      return found.some(([start, end]) => start <= to && from <= end);
    },
  };
}

function spotName({ east, north }: Spot): string {
  return `${east} ${north}`;
}

/** All streets an entry can mean: where its name stands for several, every one of them. */
function meantStreets(words: SoughtWords, index: StreetIndex, finder: StreetFinder): readonly Street[] {
  const found = finder.find(words);
  const renamed = finder.renamed(words);
  const direct =
    found === 'ambiguous' ? index.byName(words.gemeinde, words.normalised) : found ? [found.street] : [];
  return renamed ? [...direct, renamed] : direct;
}

function streetWords({ gemeinde, key, name, normalised }: Street): SoughtWords {
  return { gemeinde, key, name, normalised };
}

function handlesOf({ gemeinde, key, normalised }: SoughtWords): string[] {
  const found = key === '' ? [] : [`${gemeinde} k ${key}`];
  return normalised === '' ? found : [...found, `${gemeinde} n ${normalised}`];
}

/** An entry whose number cannot be read protects the whole street. */
function intervalOf({ number = '', suffix = '' }: Address): Interval {
  const parsed = parseHouseNumber(number, suffix);
  if (isProblem(parsed)) return [0, LAST_ORDER];
  return [orderOf(parsed), orderOf(parsed.to ?? parsed)];
}

/**
 * Addresses to areas, in the order: exact key, suffix dropped, normalised name, alias, interpolated, coordinate,
 * residual with its cause. No step takes one street for another because they look alike.
 */
import type { AreaKey } from '../../core/area.ts';
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Alias } from './aliases.ts';
import type { CoordinateIndex, Spot } from './coordinate-index.ts';
import type { DirectoryRow } from './directory-row.ts';
import { plainOrder } from './house-number-order.ts';
import { NO_MARKS, type Address, type Assigned, type Match } from './match-result.ts';
import { locateSlowly, matchSlowly, type Matching } from './match-steps.ts';
import { protectAddresses } from './protected-addresses.ts';
import { unitAt } from './segments.ts';
import { streetFinder } from './street-finder.ts';
import { indexStreets, sideOfOrder } from './street-index.ts';

export interface MatcherSources {
  /** All editions; the rows valid on `date` decide. */
  readonly directory: readonly DirectoryRow[];
  readonly aliases?: readonly Alias[];
  /** Official coordinates, already located. Where given, every address is looked up both ways. */
  readonly coordinates?: CoordinateIndex;
  readonly date: ReferenceDate;
  /** Always residual, however they are written. Kept inside the Statistikstelle. */
  readonly protectedAddresses?: readonly Address[];
}

export interface Matcher {
  /** The same address gets the same answer, mostly the same object. Pure: counts nothing, keeps no record. */
  readonly match: (address: Address) => Match;
  /** Where the address lies by its official coordinate; undefined where there is none. */
  readonly locate: (address: Address) => Spot | undefined;
  /** All areas the directory names, on any day. */
  readonly units: readonly AreaKey[];
  /** Protected addresses whose street nobody knows. Never to be shown. */
  readonly unfoundShelters: readonly Address[];
}

/** Odd spellings are few; a file full of them must not fill the memory. */
const MOST_REMEMBERED = 200_000;

export function createMatcher(sources: MatcherSources): Matcher {
  const index = indexStreets(sources.directory, sources.date);
  const finder = streetFinder(index, sources.aliases ?? [], sources.date);
  const { coordinates } = sources;
  const shelters = protectAddresses(sources.protectedAddresses ?? [], { index, finder, coordinates });
  const matching: Matching = { index, finder, shelters, coordinates };
  const exact = index.units.map((unit): Assigned => ({ unit, how: 'exact', marks: NO_MARKS }));
  const match = remembering((address) => matchSlowly(address, matching));

  /** The plain case by key alone: most records of a register, without building a text to remember them by. */
  function matchPlainly(address: Address): Match | undefined {
    if (coordinates || !address.streetKey) return undefined;
    const street = index.byKey(address.gemeinde, address.streetKey);
    if (!street || shelters.touches(street)) return undefined;
    if (address.streetName && address.streetName !== street.name) return undefined;
    const order = plainOrder(address.number ?? '', address.suffix ?? '');
    return order < 0 ? undefined : exact[unitAt(sideOfOrder(street, order), order)];
  }

  return {
    units: index.units,
    unfoundShelters: shelters.unfound,
    match: (address) => matchPlainly(address) ?? match(address),
    locate: remembering((address) => locateSlowly(address, matching)),
  };
}

function remembering<Answer>(ask: (address: Address) => Answer): (address: Address) => Answer {
  const remembered = new Map<string, Answer>();
  return (address) => {
    const key = `${address.gemeinde}\t${address.streetKey ?? ''}\t${address.streetName ?? ''}\t${address.number ?? ''}\t${address.suffix ?? ''}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = ask(address);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, found);
    return found;
  };
}

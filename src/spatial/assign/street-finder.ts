/** Which street does an address mean? By key, by a name that is unique in the Gemeinde, by a confirmed renaming; never by likeness. */
import type { ReferenceDate } from '../../core/reference-date.ts';
import type { Alias, StreetRef } from './aliases.ts';
import type { Address } from './match-result.ts';
import type { Street, StreetIndex } from './street-index.ts';
import { normaliseStreetName, tidyName } from './street-name.ts';

/** How the street was found; `ambiguous`: the name stands for several. */
export type StreetHow = 'exact' | 'normalised-name';

/** The street words of an address, evened out once. */
export interface SoughtWords {
  readonly gemeinde: string;
  readonly key: string;
  readonly name: string;
  readonly normalised: string;
}

export interface StreetFinder {
  readonly find: (words: SoughtWords) => { street: Street; how: StreetHow } | 'ambiguous' | undefined;
  /** The street into which the one of the address was renamed by the day of the directory. */
  readonly renamed: (words: SoughtWords) => Street | undefined;
}

/** Streets may be renamed more than once; more often than this is a circle. */
const LONGEST_CHAIN = 5;

export function soughtWords({ gemeinde, streetKey = '', streetName = '' }: Address): SoughtWords {
  const key = streetKey.trim();
  const name = tidyName(streetName);
  // A key of zeros is how fixed-width files write "none".
  return { gemeinde, key: /^0*$/.test(key) ? '' : key, name, normalised: normaliseStreetName(name) };
}

/** Aliases that begin after the day are not used: the directory of that day holds the old street. */
export function streetFinder(
  index: StreetIndex,
  aliases: readonly Alias[],
  date: ReferenceDate,
): StreetFinder {
  const steps = aliasSteps(aliases.filter(({ validFrom }) => validFrom <= date));

  function find(words: SoughtWords): { street: Street; how: StreetHow } | 'ambiguous' | undefined {
    const keyed = words.key === '' ? undefined : index.byKey(words.gemeinde, words.key);
    if (keyed) return { street: keyed, how: 'exact' };
    if (words.normalised === '') return undefined;
    const [street, ...others] = index.byName(words.gemeinde, words.normalised);
    if (!street) return undefined;
    if (others.length > 0) return 'ambiguous';
    // In a directory without keys the written name is the key.
    const how = street.key === '' && street.name === words.name ? 'exact' : 'normalised-name';
    return { street, how };
  }

  return {
    find,
    renamed(words) {
      let current = words;
      for (let step = 0; step < LONGEST_CHAIN; step += 1) {
        const next = steps.next(current);
        if (!next || isSame(next, current)) {
          const found = step === 0 && !next ? undefined : find(current);
          return found === undefined || found === 'ambiguous' ? undefined : found.street;
        }
        current = next;
      }
      return undefined;
    },
  };
}

function isSame(a: SoughtWords, b: SoughtWords): boolean {
  return a.key === b.key && a.normalised === b.normalised;
}

function aliasSteps(aliases: readonly Alias[]) {
  const byKey = new Map<string, Alias>();
  const byName = new Map<string, Alias[]>();
  for (const alias of aliases) {
    const { gemeinde, old } = alias;
    if (old.key !== '') byKey.set(`${gemeinde} ${old.key}`, alias);
    const name = normaliseStreetName(old.name);
    if (name !== '') byName.set(`${gemeinde} ${name}`, [...(byName.get(`${gemeinde} ${name}`) ?? []), alias]);
  }
  return {
    next({ gemeinde, key, normalised }: SoughtWords): SoughtWords | undefined {
      const keyed = key === '' ? undefined : byKey.get(`${gemeinde} ${key}`);
      // The key may belong to another street by now; then the name tells them apart.
      const oldName = normaliseStreetName(keyed?.old.name ?? '');
      if (keyed && (normalised === '' || oldName === '' || oldName === normalised))
        return words(gemeinde, keyed.current);
      // By name only where no other key is in play and the name was renamed once.
      const named = (byName.get(`${gemeinde} ${normalised}`) ?? []).filter(
        ({ old }) => key === '' || old.key === '' || old.key === key,
      );
      const [alias] = named;
      return alias && named.length === 1 ? words(gemeinde, alias.current) : undefined;
    },
  };
}

function words(gemeinde: string, { key, name }: StreetRef): SoughtWords {
  return soughtWords({ gemeinde, streetKey: key, streetName: name });
}

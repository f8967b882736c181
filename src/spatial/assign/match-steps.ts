/** One address through all steps of the assignment. See `matcher.ts` for the order and for what is remembered. */
import type { AreaKey } from '../../core/area.ts';
import type { CoordinateIndex, Spot } from './coordinate-index.ts';
import { isProblem, parseHouseNumber, type HouseNumber } from './house-number.ts';
import { orderOf } from './house-number-order.ts';
import { residual, type Address, type Cause, type Mark, type Match, type Method } from './match-result.ts';
import { causeWithoutStreet } from './no-street.ts';
import { endsElsewhere, interpolate, matchNumber, type NumberMatch, type NumberMiss } from './number-match.ts';
import type { ProtectedAddresses } from './protected-addresses.ts';
import { soughtWords, type SoughtWords, type StreetFinder, type StreetHow } from './street-finder.ts';
import type { Street, StreetIndex } from './street-index.ts';

export interface Matching {
  readonly index: StreetIndex;
  readonly finder: StreetFinder;
  readonly shelters: ProtectedAddresses;
  readonly coordinates: CoordinateIndex | undefined;
}

/** What is known about an address before its house number is looked up. */
interface Question extends Matching {
  readonly words: SoughtWords;
  readonly found: { readonly street: Street; readonly how: StreetHow } | undefined;
  /** The street into which the one of the address was renamed, where it is another one. */
  readonly renamed: Street | undefined;
  readonly isAmbiguous: boolean;
}

export function matchSlowly(address: Address, matching: Matching): Match {
  const words = soughtWords(address);
  const found = matching.finder.find(words);
  const renamed = matching.finder.renamed(words);
  const question: Question = {
    ...matching,
    words,
    found: found === 'ambiguous' ? undefined : found,
    renamed: renamed === (found as { street?: Street } | undefined)?.street ? undefined : renamed,
    isAmbiguous: found === 'ambiguous',
  };
  const parsed = parseHouseNumber(address.number ?? '', address.suffix ?? '');
  const number = isProblem(parsed) ? undefined : parsed;
  if (isProtected(question, number)) return residual('protected');
  if (!isKnownGemeinde(question)) return residual('outside_county');
  if (number) return matchHouse(question, number);
  return withoutNumber(question, isProblem(parsed) && parsed.problem === 'missing');
}

function isProtected({ shelters, words, found, renamed }: Question, number: HouseNumber | undefined): boolean {
  const streets = [found?.street, renamed].filter((street) => street !== undefined);
  if (shelters.covers(words, streets, number)) return true;
  // A suffix nobody knows is dropped when matching, so it must not lead out of a shelter.
  const isUnknownSuffix =
    number !== undefined &&
    number.suffix !== '' &&
    streets.every((street) => {
      const match = matchNumber(street, number);
      return typeof match === 'string' || match.step === 'suffix-dropped';
    });
  return isUnknownSuffix && shelters.covers(words, streets, { ...number, suffix: '' });
}

function isKnownGemeinde({ index, coordinates, words }: Question): boolean {
  return index.gemeinden.has(words.gemeinde) || (coordinates?.gemeinden.has(words.gemeinde) ?? false);
}

/** A street that lies in one area needs no number; in any other the record is for the clearing list. */
function withoutNumber({ index, found, renamed, words, isAmbiguous }: Question, isMissing: boolean): Match {
  const street = found?.street ?? renamed;
  if (!street) {
    const cause = isAmbiguous ? 'ambiguous_name' : causeWithoutStreet(words);
    return residual(cause === 'unknown_street' && !isMissing ? 'bad_format' : cause);
  }
  if (!isMissing) return residual('bad_format');
  const unit = street.only === undefined ? undefined : index.units[street.only];
  if (unit === undefined) return residual('ambiguous_range');
  return { unit, how: found?.how ?? 'alias', marks: ['number-missing', ...nameMarks(words, street)] };
}

function matchHouse(question: Question, number: HouseNumber): Match {
  const spot = spotOf(question, number);
  const { match, street, how, miss } = inDirectory(question, number);
  if (match && street) {
    const unit = question.index.units[match.unit] as AreaKey;
    const marks = directoryMarks({ question, street, number, match, how });
    return settle({ unit, how, marks, match }, spot);
  }
  if (spot?.unit) return { unit: spot.unit, how: 'coordinate', marks: [...compoundMark(number), ...spot.marks] };
  if (spot) return residual('boundary_point', spot.marks);
  return residual(causeOf(question, number, miss));
}

/** Key or name, then the renamed street, then between the neighbours; the first that gives an area. */
function inDirectory({ found, renamed }: Question, number: HouseNumber) {
  const attempts = [
    ...(found ? [{ street: found.street, how: found.how as Method }] : []),
    ...(renamed ? [{ street: renamed, how: 'alias' as Method }] : []),
  ];
  const misses: NumberMiss[] = [];
  for (const attempt of [matchNumber, interpolate])
    for (const { street, how } of attempts) {
      const match = attempt(street, number);
      if (typeof match === 'string') misses.push(match);
      // Contested once is contested: neighbours must not overrule two rows that contradict each other.
      else if (attempt === matchNumber || !misses.includes('contested'))
        return { match, street, how: methodOf(match, how) };
    }
  return { how: 'exact' as Method, miss: misses.includes('contested') ? 'contested' : 'unknown' } as const;
}

function methodOf({ step }: NumberMatch, streetHow: Method): Method {
  if (step === 'interpolated') return 'interpolated';
  return streetHow === 'exact' ? step : streetHow;
}

interface Answer {
  readonly unit: AreaKey;
  readonly how: Method;
  readonly marks: readonly Mark[];
  readonly match: NumberMatch;
}

/** Directory against coordinate. What the directory knows holds; what was only inferred from it does not. */
function settle({ unit, how, marks, match }: Answer, spot: Spot | undefined): Match {
  if (!spot?.unit) return { unit, how, marks: spot ? [...marks, ...spot.marks] : marks };
  const compared: Mark[] = [...marks, ...spot.marks, 'compared'];
  if (spot.unit === unit) return { unit, how, marks: compared };
  const disagreeing: Mark[] = [...compared, 'coordinate-disagrees'];
  return match.step === 'exact'
    ? { unit, how, marks: disagreeing }
    : residual('ambiguous_range', disagreeing);
}

function directoryMarks(answer: {
  question: Question;
  street: Street;
  number: HouseNumber;
  match: NumberMatch;
  how: Method;
}): Mark[] {
  const { question, street, number, match, how } = answer;
  const marks: Mark[] = compoundMark(number);
  if (endsElsewhere(street, number, match.unit)) marks.push('compound-split');
  if (match.step === 'suffix-dropped' && how !== 'suffix-dropped') marks.push('suffix-dropped');
  if (street === question.renamed) return how === 'alias' ? marks : [...marks, 'renamed'];
  return [...marks, ...nameMarks(question.words, street)];
}

function compoundMark({ to }: HouseNumber): Mark[] {
  return to ? ['compound'] : [];
}

function nameMarks({ normalised }: SoughtWords, street: Street): Mark[] {
  const differs = normalised !== '' && street.normalised !== '' && normalised !== street.normalised;
  return differs ? ['name-differs'] : [];
}

/** The address as written first, then as the directory calls its street. */
function spotOf({ coordinates, words, found, renamed }: Question, number: HouseNumber): Spot | undefined {
  if (!coordinates) return undefined;
  const order = orderOf(number);
  // Found by key, the directory's name counts: the written one may be cut off or old.
  const sought = [renamed, found?.street].flatMap((street) => (street ? [street] : []));
  for (const street of sought.length > 0 ? sought : [words]) {
    const spot = coordinates.street(street)?.get(order);
    if (spot) return spot;
  }
  return undefined;
}

function causeOf(question: Question, number: HouseNumber, miss: NumberMiss | undefined): Cause {
  const { found, renamed, words, index, coordinates, isAmbiguous } = question;
  if (isAmbiguous && !renamed) return 'ambiguous_name';
  const order = orderOf(number);
  if (found ?? renamed) {
    if (miss === 'contested') return 'ambiguous_range';
    return index.beginsLater(words, order) ? 'new_since_directory' : 'unknown_number';
  }
  const cause = causeWithoutStreet(words);
  if (cause !== 'unknown_street') return cause;
  const isNew = index.beginsLater(words) || coordinates?.street(words) !== undefined;
  return isNew ? 'new_since_directory' : cause;
}

/** One address through all steps of the assignment. See `matcher.ts` for the order and for what is remembered. */
import type { AreaKey } from '../../core/area.ts';
import type { CoordinateIndex, SoughtStreet, Spot } from './coordinate-index.ts';
import { isProblem, parseHouseNumber, type HouseNumber } from './house-number.ts';
import { orderOf } from './house-number-order.ts';
import { residual, type Address, type Cause, type Mark, type Match, type Method } from './match-result.ts';
import { causeWithoutStreet } from './no-street.ts';
import {
  endsElsewhere,
  interpolate,
  matchNumber,
  type NumberMatch,
  type NumberMiss,
} from './number-match.ts';
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
  /** The street into which the one of the address was renamed; may be the one found, with its new name. */
  readonly renamed: Street | undefined;
  readonly isAmbiguous: boolean;
}

export function matchSlowly(address: Address, matching: Matching): Match {
  const question = ask(address, matching);
  const parsed = parseHouseNumber(address.number ?? '', address.suffix ?? '');
  const number = isProblem(parsed) ? undefined : parsed;
  if (isProtected(question, number)) return residual('protected');
  if (!isKnownGemeinde(question)) return residual('outside_county');
  if (number) return matchHouse(question, number);
  return withoutNumber(question, isProblem(parsed) && parsed.problem === 'missing');
}

/** The official coordinate of an address, found by the same streets as its area. */
export function locateSlowly(address: Address, matching: Matching): Spot | undefined {
  const parsed = parseHouseNumber(address.number ?? '', address.suffix ?? '');
  return isProblem(parsed) ? undefined : spotOf(ask(address, matching), parsed);
}

function ask(address: Address, matching: Matching): Question {
  const words = soughtWords(address);
  const found = matching.finder.find(words);
  const renamed = matching.finder.renamed(words);
  const base = { ...matching, words, renamed, isAmbiguous: found === 'ambiguous' };
  if (found === 'ambiguous' || found === undefined) return { ...base, found: undefined };
  // A key that was given to another street since: the record's name says that the old street is meant.
  const isReusedKey = renamed !== undefined && renamed !== found.street && differs(words, found.street);
  return { ...base, found: isReusedKey ? undefined : found };
}

function differs({ normalised }: SoughtWords, street: Street): boolean {
  return normalised !== '' && street.normalised !== '' && normalised !== street.normalised;
}

/** The streets the address can mean, the likelier one first. */
function candidates({ found, renamed }: Question): { readonly street: Street; readonly how: Method }[] {
  const direct = found ? [found] : [];
  return renamed && renamed !== found?.street ? [...direct, { street: renamed, how: 'alias' }] : direct;
}

function isProtected(question: Question, number: HouseNumber | undefined): boolean {
  const { shelters, words } = question;
  const streets = candidates(question).map(({ street }) => street);
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
function withoutNumber(question: Question, isMissing: boolean): Match {
  const { index, words, isAmbiguous } = question;
  const [candidate] = candidates(question);
  if (!candidate) {
    const cause = isAmbiguous ? 'ambiguous_name' : causeWithoutStreet(words);
    return residual(cause === 'unknown_street' && !isMissing ? 'bad_format' : cause);
  }
  if (!isMissing) return residual('bad_format');
  const { street, how } = candidate;
  const unit = street.only === undefined ? undefined : index.units[street.only];
  if (unit === undefined) return residual('ambiguous_range');
  return { unit, how, marks: ['number-missing', ...streetMarks(question, street)] };
}

function matchHouse(question: Question, number: HouseNumber): Match {
  const spot = spotOf(question, number);
  if (spot && question.shelters.coversSpot(spot)) return residual('protected');
  const { match, street, how, miss } = inDirectory(question, number);
  if (match && street) {
    const unit = question.index.units[match.unit] as AreaKey;
    const marks = directoryMarks({ question, street, number, match, how });
    return settle({ unit, how, marks, match }, spot);
  }
  if (spot?.unit)
    return { unit: spot.unit, how: 'coordinate', marks: [...compoundMark(number), ...spot.marks] };
  if (spot) return residual('boundary_point', spot.marks);
  return residual(causeOf(question, number, miss));
}

/** Key or name, then the renamed street, then between the neighbours; the first that gives an area. */
function inDirectory(question: Question, number: HouseNumber) {
  const streets = candidates(question);
  const misses: NumberMiss[] = [];
  for (const attempt of [matchNumber, interpolate])
    for (const { street, how } of streets) {
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
  return how === 'alias' ? marks : [...marks, ...streetMarks(question, street)];
}

function compoundMark({ to }: HouseNumber): Mark[] {
  return to ? ['compound'] : [];
}

function streetMarks({ words, renamed }: Question, street: Street): Mark[] {
  if (street === renamed) return ['renamed'];
  return differs(words, street) ? ['name-differs'] : [];
}

/** Where the directory knows the street, its name counts: the written one may be cut off or old. */
function spotOf(question: Question, number: HouseNumber): Spot | undefined {
  const { coordinates, words } = question;
  if (!coordinates) return undefined;
  const streets = candidates(question).map(({ street }): SoughtStreet => street);
  const order = orderOf(number);
  for (const street of streets.length > 0 ? streets : [words]) {
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

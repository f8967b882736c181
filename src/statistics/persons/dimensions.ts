/**
 * The dimensions by which persons are broken down. Each puts every person into exactly one of its codes, so
 * that a sum over a dimension is the whole.
 */
import type { ReferenceDate } from '../../core/reference-date.ts';
import { hasReachedAgeLimit } from './age-limit.ts';
import { GERMAN, MARITAL_STATES } from './codes.ts';
import type { PersonField } from './fields.ts';
import type { FoldSex } from './fold-sex.ts';
import { compactDay } from './partial-date.ts';
import type { PersonAddress, PersonRow } from './person-row.ts';

export interface PersonDimension {
  /** Name in a breakdown. */
  readonly id: string;
  readonly codes: readonly string[];
  /** Fields without which it cannot be told. */
  readonly needs: readonly PersonField[];
  /** Index into `codes`. */
  readonly indexOf: (person: PersonRow) => number;
}

/** Completed years, both included; the last group is open. */
export interface AgeGroup {
  readonly code: string;
  readonly from: number;
  readonly to: number | null;
}

/** `0`, `1`, … and at the end `100-x` for everybody from `top` on. */
export function singleYears(top = 100): AgeGroup[] {
  const years = Array.from({ length: top }, (_, age) => ({ code: String(age), from: age, to: age }));
  return [...years, { code: `${top}-x`, from: top, to: null }];
}

/** Throws a RangeError where the groups, in order, are not the whole of life exactly once. */
export function ageDimension(groups: readonly AgeGroup[], id = 'alter'): PersonDimension {
  const indexes: number[] = [];
  groups.forEach(({ code, from, to }, index) => {
    const isLast = index === groups.length - 1;
    if (from !== indexes.length || (to === null) !== isLast || (to !== null && to < from))
      throw new RangeError(`age group ${code} does not continue the group before it`);
    for (let age = from; age <= (to ?? from); age += 1) indexes.push(index);
  });
  const open = groups.length - 1;
  if (open < 0) throw new RangeError('at least one age group');
  return {
    id,
    codes: groups.map(({ code }) => code),
    needs: [],
    indexOf: ({ age }) => indexes[age] ?? open,
  };
}

/** m, w, d, x as entered, or m and w with the office's rule for the others. */
export function sexDimension(rule: 'kept' | FoldSex, id = 'geschlecht'): PersonDimension {
  const codes = rule === 'kept' ? ['m', 'w', 'd', 'x'] : ['m', 'w'];
  const codeOf = (person: PersonRow) =>
    rule === 'kept' || person.sex === 'm' || person.sex === 'w' ? person.sex : rule(person);
  return { id, codes, needs: [], indexOf: (person) => codes.indexOf(codeOf(person)) };
}

/** German is who has the German nationality as first or second. */
export function nationalityDimension(id = 'staat'): PersonDimension {
  return { id, codes: ['deutsch', 'nichtdeutsch'], needs: [], indexOf: ({ german }) => (german ? 0 : 1) };
}

/**
 * Groups of nationalities by a table key → group, which holds `000` and every key that is let through when lines
 * are read (ReadingRules.nationalities). Of two foreign nationalities the first counts.
 */
export function nationalityGroups(groupOf: ReadonlyMap<string, string>, id = 'staat'): PersonDimension {
  const codes = [...new Set(groupOf.values())];
  const indexes = new Map([...groupOf].map(([key, group]) => [key, codes.indexOf(group)]));
  if (!groupOf.has(GERMAN)) throw new RangeError(`the groups of nationalities hold ${GERMAN}`);
  return {
    id,
    codes,
    needs: [],
    indexOf: ({ german, nationality }) => {
      const index = indexes.get(german ? GERMAN : nationality);
      if (index === undefined) throw new RangeError('a nationality was read that belongs to no group');
      return index;
    },
  };
}

export function maritalDimension(id = 'familienstand'): PersonDimension {
  const indexes = new Map<string, number>(MARITAL_STATES.map((state, index) => [state, index]));
  return {
    id,
    codes: MARITAL_STATES,
    needs: ['FAMST'],
    indexOf: ({ marital }) => indexes.get(marital) ?? indexes.get('NB')!,
  };
}

/**
 * Persons of the private household in which somebody lives; `ohne` where HHGEN found none (homes, shelters). `groups`
 * hold every size from 1 on exactly once.
 */
export function householdSizeDimension(
  groups: readonly AgeGroup[],
  id = 'haushaltsgroesse',
): PersonDimension {
  const indexOf = (size: number) => groups.findIndex(({ from, to }) => size >= from && size <= (to ?? size));
  return {
    id,
    codes: [...groups.map(({ code }) => code), 'ohne'],
    needs: ['HH_GR'],
    indexOf: ({ household }) => {
      const index = household && household.size > 0 ? indexOf(household.size) : -1;
      return index < 0 ? groups.length : index;
    },
  };
}

/** Under or above the age limit of § 7a SGB II on the day; together with `alter` it gives 0 and 15 to the limit. */
export function ageLimitDimension(date: ReferenceDate, id = 'altersgrenze'): PersonDimension {
  const day = compactDay(date);
  return {
    id,
    codes: ['unter', 'ab'],
    needs: ['GEBDAT'],
    indexOf: ({ birth }) => (birth && hasReachedAgeLimit(birth, day) ? 1 : 0),
  };
}

/** With and without homes, prisons and reception centres: one care home dominates "80 and older". */
export function institutionDimension(id = 'wohnform'): PersonDimension {
  return {
    id,
    codes: ['privat', 'einrichtung'],
    needs: [],
    indexOf: ({ inInstitution }) => (inInstitution ? 1 : 0),
  };
}

/** `isWithin` answers undefined where the address has no coordinate. Where a protected person lives is not asked. */
export function catchmentDimension(
  isWithin: (address: PersonAddress) => boolean | undefined,
  id: string,
): PersonDimension {
  return {
    id,
    codes: ['innerhalb', 'ausserhalb', 'unbekannt'],
    needs: [],
    indexOf: ({ address, isProtected }) => {
      const within = isProtected ? undefined : isWithin(address);
      return within === undefined ? 2 : within ? 0 : 1;
    },
  };
}

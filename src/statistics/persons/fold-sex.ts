/**
 * The fixed rule by which persons with the entry "divers" or without entry are counted as men or women, where
 * an office has decided so. They are nearly always fewer than three in a unit and would otherwise be secret.
 */
import type { PersonRow } from './person-row.ts';

export type FoldSex = (person: PersonRow) => 'm' | 'w';

/**
 * By the day of birth: odd m, even w; where the day is not known, by the year; where only the age is known, by
 * the age. Depends on nothing but the person, so the same person falls to the same side in every table and year.
 */
export function foldByBirthDay({ birth, age }: Pick<PersonRow, 'birth' | 'age'>): 'm' | 'w' {
  if (!birth) return age % 2 === 1 ? 'm' : 'w';
  const number = birth.assumed === 'nothing' ? birth.day : Math.floor(birth.day / 10_000);
  return number % 2 === 1 ? 'm' : 'w';
}

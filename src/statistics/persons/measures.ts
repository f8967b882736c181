/** What can be counted of a full-stock extract. */
import type { PersonMeasure } from '../../mapping/person-words.ts';
import { daysBetween } from './partial-date.ts';
import type { PersonRow } from './person-row.ts';

/** What a person adds to a measure; `day` is the reference date as JJJJMMTT. */
export function amountOf(measure: PersonMeasure, person: PersonRow, day: number): number {
  if (measure === 'entitled') return 1;
  if (person.dwelling === 'secondary') return 0;
  switch (measure) {
    case 'population':
      return 1;
    case 'age-years':
      return person.age;
    case 'residence-days':
      return isKnown(person, day) ? daysBetween(person.movedIn!.day, day) : 0;
    case 'residence-known':
      return isKnown(person, day) ? 1 : 0;
  }
}

/** A move after the reference date says nothing about the time before it. */
function isKnown({ movedIn }: PersonRow, day: number): boolean {
  return movedIn !== null && movedIn.day <= day;
}

/** Section `checks` of a profile: what figures of one area must say about each other. */
import * as z from 'zod';
import { id, line } from './words.ts';

/** A measure with all its codes added up, or those that `where` names. */
const term = z.union([
  id,
  z.strictObject({ measure: id, where: z.record(id, line).describe('Gliederung zu Code') }),
]);
export type CheckTerm = z.output<typeof term>;

const rateCheck = z.strictObject({
  rate: term.describe('gelieferter Anteil oder Durchschnitt'),
  numerator: term,
  denominator: term,
  per: z.number().positive().default(100),
  tolerance: z.number().min(0).default(0.1).describe('größter Unterschied, der noch Rundung ist'),
});

const sumCheck = z.strictObject({
  sum: term.describe('gelieferte Summe'),
  of: z.array(term).min(1).describe('Teile'),
  tolerance: z.number().min(0).default(0),
});

export const checks = z.array(z.union([rateCheck, sumCheck])).default([]);
export type Check = z.output<typeof checks>[number];

/** Every term of a check, what is checked first. */
export function termsOf(check: Check): readonly CheckTerm[] {
  return 'rate' in check ? [check.rate, check.numerator, check.denominator] : [check.sum, ...check.of];
}

export function measureOf(term: CheckTerm): string {
  return typeof term === 'string' ? term : term.measure;
}

export function whereOf(term: CheckTerm): Readonly<Record<string, string>> {
  return typeof term === 'string' ? {} : term.where;
}

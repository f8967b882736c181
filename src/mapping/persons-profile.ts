/**
 * Profile of a file whose rows are persons or their movements: what is counted of them, by which codes, and on which
 * level. The rules of counting themselves stand in `statistics/persons`.
 */
import * as z from 'zod';
import { MOVEMENT_MEASURES, PERSON_MEASURES, SEX_RULES } from './person-words.ts';
import { personsDate } from './profile-date.ts';
import { tableSource } from './table-source.ts';
import { wholeRanges } from './whole-range.ts';
import { id, level, title } from './words.ts';

const catchment = z.strictObject({
  by: z.literal('catchment').describe('innerhalb, ausserhalb, unbekannt: im Umkreis eines der Punkte'),
  points: tableSource,
  columns: z.strictObject({ east: z.string(), north: z.string(), metres: z.string() }),
});

const dimension = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('age'), groups: wholeRanges(0) }),
  z.strictObject({ by: z.literal('age-years'), top: z.int().min(1).max(120).default(100) }),
  z.strictObject({ by: z.literal('sex'), others: z.enum(SEX_RULES).describe('divers und ohne Angabe') }),
  z.strictObject({ by: z.literal('german') }),
  z.strictObject({ by: z.literal('nationality'), codes: id.describe('Codeliste: Staat zu Gruppe') }),
  z.strictObject({ by: z.literal('age-limit').describe('§ 7a SGB II: unter, ab') }),
  z.strictObject({ by: z.literal('marital-state') }),
  z.strictObject({ by: z.literal('institution').describe('privat, einrichtung') }),
  z.strictObject({ by: z.literal('household-size'), groups: wholeRanges(1) }),
  catchment,
]);
export type PersonDimensionRule = Readonly<z.output<typeof dimension>>;

const common = {
  id,
  title,
  dataset: id,
  connector: id,
  layout: z.looseObject({ form: id }),
  date: personsDate,
  level: level.describe('Raumebene mit „assignment“, der die Adressen zugeordnet werden'),
  dimensions: z.record(id, dimension).default({}),
  nationalities: z.exactOptional(id).describe('Codeliste der Staaten, die am Stichtag gelten'),
};

export const personsFile = z.strictObject({
  kind: z.literal('persons'),
  ...common,
  measures: z.record(id, z.enum(PERSON_MEASURES)),
});

export const movementsFile = z.strictObject({
  kind: z.literal('movements'),
  ...common,
  months: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).describe('Länge des Zeitraums'),
  measures: z.record(id, z.enum(MOVEMENT_MEASURES)),
});

/** Codes that the dimension can carry; undefined: those of the code list. */
export function codesOfRule(rule: PersonDimensionRule): readonly string[] | undefined {
  switch (rule.by) {
    case 'age':
      return rule.groups;
    case 'age-years':
      return [...Array.from({ length: rule.top }, (_, age) => String(age)), `${rule.top}-x`];
    case 'sex':
      return rule.others === 'kept' ? ['m', 'w', 'd', 'x'] : ['m', 'w'];
    case 'german':
      return ['deutsch', 'nichtdeutsch'];
    case 'age-limit':
      return ['unter', 'ab'];
    case 'institution':
      return ['privat', 'einrichtung'];
    case 'household-size':
      return [...rule.groups, 'ohne'];
    case 'catchment':
      return ['innerhalb', 'ausserhalb', 'unbekannt'];
    case 'nationality':
    case 'marital-state':
      return undefined;
  }
}

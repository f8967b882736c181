/**
 * Codes of the county's statistics office as they stand in its files, and the words that stand for them in a
 * breakdown. The same words are used in `mappings/codes/demo-*.yaml`.
 */

/** Twelve age groups: every band of the indicators is a sum of some of them. */
export const AGE_GROUPS = [
  { code: '01', word: '0-2', from: 0, to: 2 },
  { code: '02', word: '3-5', from: 3, to: 5 },
  { code: '03', word: '6-14', from: 6, to: 14 },
  { code: '04', word: '15-17', from: 15, to: 17 },
  { code: '05', word: '18-19', from: 18, to: 19 },
  { code: '06', word: '20-24', from: 20, to: 24 },
  { code: '07', word: '25-49', from: 25, to: 49 },
  { code: '08', word: '50-59', from: 50, to: 59 },
  { code: '09', word: '60-64', from: 60, to: 64 },
  { code: '10', word: '65-74', from: 65, to: 74 },
  { code: '11', word: '75-79', from: 75, to: 79 },
  { code: '12', word: '80-x', from: 80, to: 150 },
] as const;

/** As residents are counted from the register: the same, with 20 apart. */
export const REGISTER_AGE_GROUPS = AGE_GROUPS.flatMap<{ word: string; from: number; to: number }>((group) =>
  group.word === '20-24'
    ? [
        { word: '20', from: 20, to: 20 },
        { word: '21-24', from: 21, to: 24 },
      ]
    : [{ word: group.word, from: group.from, to: group.to }],
);

export const SEXES = [
  { code: '1', word: 'm' },
  { code: '2', word: 'w' },
] as const;

export const NATIONALITIES = [
  { code: 'D', word: 'deutsch' },
  { code: 'A', word: 'nichtdeutsch' },
] as const;

export const HOUSEHOLD_TYPES = [
  { code: '01', word: 'eine-person' },
  { code: '02', word: 'paar-ohne-kind' },
  { code: '03', word: 'paar-mit-kind' },
  { code: '04', word: 'alleinerziehend' },
  { code: '05', word: 'sonstige' },
] as const;

export const ROOM_CLASSES = [
  { code: '020', word: '1-2', label: 'mit 1 und 2 Räumen' },
  { code: '030', word: '3-4', label: 'mit 3 und 4 Räumen' },
  { code: '040', word: '5-x', label: 'mit 5 und mehr Räumen' },
] as const;

export const BENEFIT_KINDS = [
  { code: 'ELB', word: 'elb' },
  { code: 'NEF', word: 'nef' },
] as const;

/** Index into AGE_GROUPS. */
export function ageGroupIndex(age: number): number {
  return AGE_GROUPS.findIndex((group) => age <= group.to);
}

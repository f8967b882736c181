/** The short code lists of a residents register. Codes that are not in them are errors, never repaired. */
import type { Dwelling, Sex } from './person-row.ts';

/** Empty means no entry, as in older registers; 1 and 2 are the older keys. */
export const SEX_CODES: ReadonlyMap<string, Sex> = new Map([
  ['m', 'm'],
  ['w', 'w'],
  ['d', 'd'],
  ['x', 'x'],
  ['M', 'm'],
  ['W', 'w'],
  ['D', 'd'],
  ['X', 'x'],
  ['1', 'm'],
  ['2', 'w'],
  ['', 'x'],
]);

/** Einzige (alleinige), Haupt- and Nebenwohnung; 0, 1, 2 are the older keys. */
export const DWELLING_CODES: ReadonlyMap<string, Dwelling> = new Map([
  ['E', 'sole'],
  ['H', 'main'],
  ['N', 'secondary'],
  ['0', 'sole'],
  ['1', 'main'],
  ['2', 'secondary'],
]);

/** DSMeld sheet 1401, key list `familienstand`. */
export const MARITAL_STATES = ['LD', 'VH', 'VW', 'GS', 'EA', 'LP', 'LV', 'LA', 'LE', 'NB'] as const;

/** Destatis key of the German nationality. A blank second nationality is none, not this one. */
export const GERMAN = '000';

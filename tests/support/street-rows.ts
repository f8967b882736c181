/** A small street directory and a matcher over it that answers in one line of text. */
import { areaKey } from '../../src/core/area.ts';
import { referenceDate } from '../../src/core/reference-date.ts';
import type { DirectoryRow } from '../../src/spatial/assign/directory-row.ts';
import { createMatcher, type MatcherSources } from '../../src/spatial/assign/matcher.ts';
import { parseRanges } from '../../src/spatial/assign/range-grammar.ts';

export const GEMEINDE = '05998004';
export const DAY = referenceDate('2024-12-31');

/** Rows of a street: area to its ranges, in the grammar of votemanager. */
export function streetRows(
  streetKey: string,
  streetName: string,
  ranges: Record<string, string>,
): DirectoryRow[] {
  return Object.entries(ranges).flatMap(([unit, text]) =>
    parseRanges(text).flatMap((range, i) => {
      if ('problem' in range) throw new Error(text);
      const { from, to, side } = range;
      const names = { gemeinde: GEMEINDE, streetKey, streetName };
      return [{ row: i + 2, ...names, side, from, to, unit: areaKey(unit), validFrom: null, validTo: null }];
    }),
  );
}

export const DIRECTORY = [
  ...streetRows('00007', 'Am Bühl', { Q1: '' }),
  ...streetRows('00014', 'Müllerstraße', { Q1: '1-9 ung.,13-15 ung.', Q2: '17-31 ung.,2-20 ger.' }),
  ...streetRows('00021', 'Kirchplatz', { Q1: '1-8', Q3: '8-12' }),
  ...streetRows('00028', 'Gartenweg', { Q2: '' }),
  ...streetRows('00035', 'Gartenweg', { Q3: '' }),
  ...streetRows('00042', 'Neue Straße', { Q3: '1-20' }),
];

/** `Q1 exact near-edge`, `unknown_street`: the answer and its marks. */
export function askMatcher(more: Partial<MatcherSources> = {}) {
  const { match } = createMatcher({ directory: DIRECTORY, date: DAY, ...more });
  return (streetKey: string, streetName: string, number = '', suffix = '') => {
    const found = match({ gemeinde: GEMEINDE, streetKey, streetName, number, suffix });
    const answer = 'unit' in found ? `${found.unit} ${found.how}` : found.residual;
    return [answer, ...found.marks].join(' ');
  };
}

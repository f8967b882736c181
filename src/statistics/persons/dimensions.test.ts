import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceDate } from '../../core/reference-date.ts';
import { personOf } from '../../../tests/support/person-row.ts';
import {
  ageDimension,
  ageLimitDimension,
  catchmentDimension,
  institutionDimension,
  maritalDimension,
  nationalityDimension,
  nationalityGroups,
  sexDimension,
  singleYears,
  type PersonDimension,
} from './dimensions.ts';
import { foldByBirthDay } from './fold-sex.ts';
import { parsePartialDate } from './partial-date.ts';
import type { PersonRow } from './person-row.ts';

const codeOf = (dimension: PersonDimension, change: Partial<PersonRow>) =>
  dimension.codes[dimension.indexOf(personOf(change))];

describe('dimensions of persons', () => {
  it('put every age into one single year, with an open end', () => {
    const years = ageDimension(singleYears(100));

    expect(years.codes).toHaveLength(101);
    expect([0, 1, 99, 100, 117].map((age) => codeOf(years, { age }))).toEqual([
      '0',
      '1',
      '99',
      '100-x',
      '100-x',
    ]);
  });

  it('put every age into one group', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 110 }), { maxLength: 8 });

    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 130 }), (unsorted, age) => {
        const from = [0, ...unsorted.sort((a, b) => a - b)];
        const groups = from.map((start, index) => ({
          code: String(start),
          from: start,
          to: from[index + 1] === undefined ? null : from[index + 1]! - 1,
        }));

        expect(codeOf(ageDimension(groups), { age })).toBe(
          String(from.filter((start) => start <= age).at(-1)),
        );
      }),
    );
  });

  it.each([
    [
      'a gap',
      [
        { code: 'a', from: 0, to: 17 },
        { code: 'b', from: 19, to: null },
      ],
    ],
    [
      'an overlap',
      [
        { code: 'a', from: 0, to: 17 },
        { code: 'b', from: 17, to: null },
      ],
    ],
    ['no open end', [{ code: 'a', from: 0, to: 17 }]],
    [
      'an open group in the middle',
      [
        { code: 'a', from: 0, to: null },
        { code: 'b', from: 1, to: null },
      ],
    ],
    [
      'an end before its start',
      [
        { code: 'a', from: 0, to: -1 },
        { code: 'b', from: 0, to: null },
      ],
    ],
    ['nothing', []],
  ])('refuse age groups with %s', (_what, groups) => {
    expect(() => ageDimension(groups)).toThrow(RangeError);
  });

  it('keep divers and no entry, or fold them by a rule and nobody else', () => {
    const kept = sexDimension('kept');
    const folded = sexDimension(foldByBirthDay);
    const birth = (text: string) => ({ birth: parsePartialDate(text)! });

    expect((['m', 'w', 'd', 'x'] as const).map((sex) => codeOf(kept, { sex }))).toEqual(['m', 'w', 'd', 'x']);
    expect(codeOf(folded, { sex: 'w', ...birth('19800101') })).toBe('w');
    expect(codeOf(folded, { sex: 'd', ...birth('19800101') })).toBe('m');
    expect(codeOf(folded, { sex: 'x', ...birth('19800102') })).toBe('w');
    expect(codeOf(folded, { sex: 'x', ...birth('19810000') })).toBe('m');
    expect(codeOf(folded, { sex: 'd', birth: null, age: 44 })).toBe('w');
  });

  it('tell Germans from others, and others by group', () => {
    const groups = nationalityGroups(
      new Map([
        ['000', 'deutsch'],
        ['163', 'tuerkei'],
        ['166', 'uebrige'],
        ['998', 'uebrige'],
      ]),
    );

    expect(codeOf(nationalityDimension(), { german: true })).toBe('deutsch');
    expect(codeOf(nationalityDimension(), { german: false })).toBe('nichtdeutsch');
    expect(codeOf(groups, { german: true, nationality: '163', secondNationality: '000' })).toBe('deutsch');
    expect(codeOf(groups, { german: false, nationality: '163', secondNationality: '166' })).toBe('tuerkei');
    expect(codeOf(groups, { german: false, nationality: '998' })).toBe('uebrige');
    expect(() => codeOf(groups, { german: false, nationality: '475' })).toThrow(RangeError);
    expect(() => nationalityGroups(new Map([['163', 'tuerkei']]))).toThrow(RangeError);
  });

  it('know marital state, age limit, institution and catchment', () => {
    const limit = ageLimitDimension(referenceDate('2024-12-31'));
    const near = catchmentDimension(({ number }) => (number === '' ? undefined : number === '1'), 'halt');
    const at = (number: string) => ({ address: { ...personOf({}).address, number } });

    expect(codeOf(maritalDimension(), { marital: 'VW' })).toBe('VW');
    expect(codeOf(limit, { birth: parsePartialDate('19581231')! })).toBe('unter');
    expect(codeOf(limit, { birth: parsePartialDate('19581130')! })).toBe('ab');
    expect(codeOf(institutionDimension(), { inInstitution: true })).toBe('einrichtung');
    expect(['1', '2', ''].map((number) => codeOf(near, at(number)))).toEqual([
      'innerhalb',
      'ausserhalb',
      'unbekannt',
    ]);
  });
});

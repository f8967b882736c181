import { describe, expect, it } from 'vitest';
import { AFTER, SMALL_COUNTY, storedCell } from '../../tests/support/small-county.ts';
import { MISSING, NIL } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { densify, type AbsencePolicy } from './densify.ts';

function of(area: string, alter: string, rest: Parameters<typeof storedCell>[2] = {}): StoredCell {
  return storedCell(area, 5, { breakdown: { alter }, ...rest });
}
/** 0102 lacks the children. */
const GAP = [
  of('0101', 'u18'),
  of('0101', '18plus'),
  of('0102', '18plus', { source: { file: 0, rows: [7, 7] } }),
];
const dense = (cells: readonly StoredCell[], absent: AbsencePolicy) =>
  densify(cells, absent, SMALL_COUNTY, 'a.csv');

describe('a combination that other areas have', () => {
  it('is an error that names area, day and combination', () => {
    const { cells, findings } = dense(GAP, 'error');

    expect(cells).toEqual(GAP);
    expect(findings).toMatchObject([
      {
        code: 'statistics.combination-missing',
        severity: 'error',
        place: { file: 'a.csv', row: 7 },
        found: 'Name 0102 (0102), 31.12.2023',
        expected: 'alter=u18',
      },
    ]);
  });

  it.each([
    ['nil', NIL],
    ['missing', MISSING],
  ] as const)('is %s where the profile says so', (absent, cell) => {
    const { cells, findings } = dense(GAP, absent);

    expect(findings).toEqual([]);
    expect(cells.slice(GAP.length)).toEqual([
      { ...of('0102', 'u18'), cell, source: { file: 0, rows: [0, 0] } },
    ]);
  });

  it('stands on the sheet it was looked for', () => {
    const sheet = { source: { file: 1, sheet: '2023', rows: [3, 3] as const } };

    const { cells } = dense(
      [of('0101', 'u18', sheet), of('0101', 'x', sheet), of('0102', 'x', sheet)],
      'nil',
    );

    expect(cells.at(-1)?.source).toEqual({ file: 1, sheet: '2023', rows: [0, 0] });
  });

  it('names three at most', () => {
    const codes = ['a', 'b', 'c', 'd', 'e'];

    const { findings } = dense([...codes.map((code) => of('0101', code)), of('0102', 'e')], 'error');

    expect(findings.map((f) => f.expected)).toEqual(['alter=a, alter=b, alter=c …']);
  });
});

describe('a measure that an area lacks as a whole', () => {
  const cells = [of('0101', 'u18'), of('0102', 'u18'), of('0101', 'u18', { measure: 'haushalte' })];

  it('is an error like any other combination', () => {
    expect(dense(cells, 'error').findings).toMatchObject([
      { found: 'Name 0102 (0102), 31.12.2023', expected: 'alter=u18' },
    ]);
  });

  it('is nil where the profile says so', () => {
    const { cells: filled } = dense(cells, 'nil');

    expect(filled.slice(cells.length)).toMatchObject([{ area: '0102', measure: 'haushalte', cell: NIL }]);
  });
});

describe('nothing is filled in', () => {
  it('for an area without any figure', () => {
    expect(dense(GAP, 'nil').cells.some((stored) => stored.area === '0103')).toBe(false);
  });

  it('for an area that did not exist on the day', () => {
    const cells = [
      of('0101', 'u18', { date: AFTER }),
      of('0101', 'x', { date: AFTER }),
      of('0201', 'x', { date: AFTER }),
    ];

    expect(dense(cells, 'nil').cells).toEqual(cells);
  });

  it('from another date or level', () => {
    const cells = [
      of('0101', 'u18'),
      of('0101', '18plus', { date: AFTER }),
      of('S1', 'y', { level: 'sozialraum' }),
    ];

    expect(dense(cells, 'error')).toEqual({ cells, findings: [] });
  });

  it('for a residual, which has only what could not be placed', () => {
    const cells = [...GAP.slice(0, 2), of('K', 'u18', { level: 'kreis', role: 'residual' })];

    expect(dense(cells, 'error')).toEqual({ cells, findings: [] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, type Cell } from '../core/cell.ts';
import type { Finding } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate } from '../core/reference-date.ts';
import { deliveredChecks } from './delivered-checks.ts';
import { findingDesk } from './finding-desk.ts';
import { checks, type Check } from './profile-checks.ts';

const RATE: Check = {
  rate: 'anteil',
  numerator: 'kinder',
  denominator: 'personen',
  per: 100,
  tolerance: 0.1,
};
const SUM: Check = { sum: 'haushalte', of: ['teile'], tolerance: 0 };

interface Figure {
  readonly measure: string;
  readonly cell: Cell;
  readonly date?: string;
  readonly area?: string;
  readonly breakdown?: Readonly<Record<string, string>>;
  readonly role?: Observation['role'];
}

function check(rules: readonly Check[], ...figures: readonly Figure[]): string[] {
  const findings: Finding[] = [];
  const desk = findingDesk('a.xlsx', (f) => findings.push(f));
  const made = deliveredChecks(rules, desk, 'a.xlsx');
  made.note(
    figures.map(({ date = '2024-12-31', area = '1', breakdown = {}, role = 'value', ...figure }, index) => ({
      role,
      level: levelId('quartier'),
      area: areaKey(area),
      date: referenceDate(date),
      breakdown,
      place: { file: 'a.xlsx', row: index + 1 },
      ...figure,
    })),
  );
  made.close();
  desk.close();
  return findings.map((f) => [f.severity, f.code, f.place.row, f.found, f.expected].join(' ').trim());
}

describe('deliveredChecks', () => {
  it('accepts a share within its tolerance and reports one beyond it, with what it should be', () => {
    const counts = [
      { measure: 'kinder', cell: cell(1) },
      { measure: 'personen', cell: cell(3) },
    ];

    expect(check([RATE], { measure: 'anteil', cell: cell(33.3) }, ...counts)).toEqual([]);
    expect(check([RATE], { measure: 'anteil', cell: cell(33.5) }, ...counts)).toEqual([
      'error mapping.rate-differs 1 33,5 33,3333',
    ]);
  });

  it('takes a count of the only other day where the day itself has none', () => {
    const figures: Figure[] = [
      { measure: 'anteil', cell: cell(50), date: '2025-01-31' },
      { measure: 'kinder', cell: cell(5), date: '2025-01-31' },
      { measure: 'personen', cell: cell(20) },
    ];

    expect(check([RATE], ...figures)).toEqual(['error mapping.rate-differs 1 50 25']);
    expect(check([RATE], ...figures, { measure: 'personen', cell: cell(30), date: '2023-12-31' })).toEqual([
      'warning mapping.check-not-made 0 anteil',
    ]);
  });

  it('never compares areas with each other', () => {
    const figures = ['1', '2'].flatMap((area): Figure[] => [
      { measure: 'haushalte', cell: cell(Number(area)), area },
      { measure: 'teile', cell: cell(Number(area)), area, breakdown: { typ: 'a' } },
    ]);

    expect(check([SUM], ...figures)).toEqual([]);
  });

  it('leaves a check unmade where a figure is secret or the divisor nought, and counts how often', () => {
    const secret = emptyCell('suppressed');

    expect(check([SUM], { measure: 'haushalte', cell: cell(5) }, { measure: 'teile', cell: secret })).toEqual(
      ['info mapping.check-without-value 1 haushalte 1'],
    );
    expect(
      check(
        [RATE],
        { measure: 'anteil', cell: cell(0) },
        { measure: 'kinder', cell: cell(0) },
        { measure: 'personen', cell: cell(0) },
      ),
    ).toEqual(['info mapping.check-without-value 1 anteil 1']);
  });

  it('warns where a check was never made', () => {
    expect(check([SUM], { measure: 'haushalte', cell: cell(5) })).toEqual([
      'warning mapping.check-not-made 0 haushalte',
    ]);
  });

  it('passes control sums and rows without an area over', () => {
    const found = check(
      [SUM],
      { measure: 'haushalte', cell: cell(2) },
      { measure: 'teile', cell: cell(2) },
      { measure: 'haushalte', cell: cell(9), role: 'total' },
      { measure: 'haushalte', cell: cell(9), role: 'residual' },
    );

    expect(found).toEqual([]);
  });

  it('finds every sum that its parts do not reach, and no other', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 });

    fc.assert(
      fc.property(parts, fc.integer({ min: -3, max: 3 }), (values, difference) => {
        const total = values.reduce((sum, value) => sum + value, 0) + difference;
        const figures = values.map((value, index) => ({
          measure: 'teile',
          cell: cell(value),
          breakdown: { typ: String(index) },
        }));

        const found = check([SUM], { measure: 'haushalte', cell: cell(total) }, ...figures);

        expect(found.length).toBe(difference === 0 ? 0 : 1);
      }),
    );
  });

  it('picks codes where a part of a measure is meant', () => {
    const [rule] = checks.parse([
      { sum: { measure: 'haushalte', where: { personen: '1' } }, of: ['alleinlebende'] },
    ]);
    const found = check(
      [rule!],
      { measure: 'haushalte', cell: cell(7), breakdown: { personen: '1' } },
      { measure: 'haushalte', cell: cell(4), breakdown: { personen: '2' } },
      { measure: 'alleinlebende', cell: cell(7), breakdown: { alter: 'x' } },
    );

    expect(found).toEqual([]);
  });
});

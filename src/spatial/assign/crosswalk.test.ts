import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, type AreaKey } from '../../core/area.ts';
import { cell, emptyCell, NIL, type Cell } from '../../core/cell.ts';
import type { Finding } from '../../core/finding.ts';
import { applyCrosswalk } from './apply-crosswalk.ts';
import { createCrosswalk, mergingParts, nestingParts, type CrosswalkPart } from './crosswalk.ts';

const keys = (...texts: string[]) => new Set(texts.map(areaKey));

function part(from: string, to: string, weight: number, row = 2): CrosswalkPart {
  return { row, from: areaKey(from), to: areaKey(to), weight };
}

function create(parts: readonly CrosswalkPart[], oldUnits: Set<AreaKey>, newUnits: Set<AreaKey>) {
  const findings: Finding[] = [];
  const crosswalk = createCrosswalk({ file: 'alt-neu.csv', parts, oldUnits, newUnits }, (f) =>
    findings.push(f),
  );
  const codes = findings.map(({ code, found }) => `${code.replace('assignment.crosswalk-', '')} ${found}`);
  return { crosswalk, codes };
}

function convert(
  parts: readonly CrosswalkPart[],
  cells: Record<string, Cell>,
  newUnits: Set<AreaKey>,
  as: 'counts' | 'amounts' = 'counts',
) {
  const byKey = new Map(Object.entries(cells).map(([key, value]) => [areaKey(key), value]));
  const { crosswalk } = create(parts, new Set(byKey.keys()), newUnits);
  return applyCrosswalk(crosswalk!, byKey, as);
}

describe('createCrosswalk', () => {
  it('needs no row for areas that stay', () => {
    const { crosswalk, codes } = create([], keys('Q1', 'Q2'), keys('Q1', 'Q2', 'Q3'));

    expect(codes).toEqual([]);
    expect([...crosswalk!.parts].map(([to, own]) => [to, own.length])).toEqual([
      ['Q1', 1],
      ['Q2', 1],
      ['Q3', 0],
    ]);
  });

  it('refuses a table that loses or invents people', () => {
    const parts = [
      part('Q1', 'N1', 0.5),
      part('Q1', 'N2', 0.4),
      part('Q2', 'N1', 1.5),
      part('Q2', 'N2', -0.5),
    ];

    const { crosswalk, codes } = create(parts, keys('Q1', 'Q2', 'Q3'), keys('N1', 'N2'));

    expect(crosswalk).toBeUndefined();
    expect(codes).toEqual(['weights Q1', 'weights Q2', 'missing Q3']);
  });

  it('refuses unknown areas and pairs that stand twice', () => {
    const parts = [part('Q1', 'N1', 0.5), part('Q1', 'N1', 0.5), part('Q9', 'N9', 1)];

    expect(create(parts, keys('Q1'), keys('N1')).codes).toEqual(['twice Q1 → N1', 'unit Q9', 'unit N9']);
  });
});

describe('applyCrosswalk', () => {
  it('adds whole areas exactly and does not call that converted', () => {
    const members = new Map([[areaKey('Haan-1'), ['Q1', 'Q2', 'Q3'].map(areaKey)]]);

    const found = convert(mergingParts(members), { Q1: cell(12), Q2: NIL, Q3: cell(30) }, keys('Haan-1'));

    expect(found.get(areaKey('Haan-1'))).toEqual({ cell: cell(42), splitShare: 0 });
  });

  it('brings blocks to their areas', () => {
    const parts = nestingParts(
      new Map([
        ['B1', areaKey('Q1')],
        ['B2', areaKey('Q1')],
      ]),
    );

    expect(convert(parts, { B1: cell(3), B2: cell(4) }, keys('Q1')).get(areaKey('Q1'))?.cell).toEqual(
      cell(7),
    );
  });

  it('splits counts by largest remainder, marks them and says how uncertain they are', () => {
    const third = 1 / 3;
    const parts = [
      part('Q1', 'N1', third),
      part('Q1', 'N2', third),
      part('Q1', 'N3', third),
      part('Q2', 'N3', 1),
    ];

    const found = convert(parts, { Q1: cell(100), Q2: cell(67) }, keys('N1', 'N2', 'N3'));

    expect([...found.values()].map((one) => [one.cell, one.splitShare])).toEqual([
      [cell(34, 'ok', ['u']), 1],
      [cell(33, 'ok', ['u']), 1],
      [cell(100, 'ok', ['u']), 0.33],
    ]);
  });

  it('splits a balance below zero into whole numbers too', () => {
    const parts = [part('Q1', 'N1', 1 / 3), part('Q1', 'N2', 1 / 3), part('Q1', 'N3', 1 / 3)];

    const found = convert(parts, { Q1: cell(-100) }, keys('N1', 'N2', 'N3'));

    expect([...found.values()].map((one) => one.cell.value)).toEqual([-34, -33, -33]);
  });

  it('takes an area whole that goes to one new area, whatever the digits of its weight', () => {
    const found = convert([part('Q1', 'N1', 0.9999999)], { Q1: cell(7) }, keys('N1'));

    expect(found.get(areaKey('N1'))).toEqual({ cell: cell(7), splitShare: 0 });
  });

  it('does not round amounts', () => {
    const parts = [part('Q1', 'N1', 0.25), part('Q1', 'N2', 0.75)];

    const found = convert(parts, { Q1: cell(101) }, keys('N1', 'N2'), 'amounts');

    expect([...found.values()].map((one) => one.cell.value)).toEqual([25.25, 75.75]);
  });

  it('makes no number of a secret or a missing part', () => {
    const parts = [part('Q1', 'N1', 0.5), part('Q1', 'N2', 0.5), part('Q2', 'N2', 1), part('Q3', 'N3', 1)];
    const { crosswalk } = create(parts, keys('Q1', 'Q2', 'Q3'), keys('N1', 'N2', 'N3'));
    const cells = new Map([
      [areaKey('Q1'), emptyCell('suppressed')],
      [areaKey('Q2'), cell(9)],
    ]);

    const found = applyCrosswalk(crosswalk!, cells, 'counts');

    expect([...found.values()].map((one) => one.cell.state)).toEqual(['suppressed', 'suppressed', 'missing']);
  });

  it('keeps the total of every count', () => {
    const numbers = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 6 });
    const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(numbers, weights, (values, parts) => {
        const sum = parts.reduce((all, n) => all + n, 0);
        const cells = Object.fromEntries(values.map((value, i) => [`Q${i}`, cell(value)]));
        const table = values.flatMap((_, i) => parts.map((n, j) => part(`Q${i}`, `N${j}`, n / sum)));

        const found = convert(table, cells, keys('N0', 'N1', 'N2'));

        const total = [...found.values()].reduce((all, one) => all + (one.cell.value ?? 0), 0);
        expect(total).toBe(values.reduce((all, n) => all + n, 0));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { BEFORE, QUARTIER, storedCell, storedCells } from '../../tests/support/small-county.ts';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, MISSING, NIL, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { Cube } from './cube.ts';

const SLICE = { level: QUARTIER, area: areaKey('0101'), date: BEFORE, measure: 'personen' };

function of(
  alter: string,
  geschlecht: string,
  value: number | Cell,
  rest: Partial<StoredCell> = {},
): StoredCell {
  return { ...storedCell('0101', value), breakdown: { alter, geschlecht }, ...rest };
}
const CUBE = new Cube([of('u18', 'm', 1), of('u18', 'w', 2), of('18plus', 'm', 4), of('18plus', 'w', 8)]);

describe('a cube', () => {
  it('sums over every dimension that is not named', () => {
    expect(CUBE.sum(SLICE)).toEqual(cell(15));
    expect(CUBE.sum(SLICE, { geschlecht: 'w' })).toEqual(cell(10));
    expect(CUBE.sum(SLICE, { alter: ['u18'], geschlecht: ['m', 'w'] })).toEqual(cell(3));
  });

  it('counts a code once, however often it is named', () => {
    expect(CUBE.sum(SLICE, { alter: ['u18', 'u18'] })).toEqual(cell(3));
  });

  it('says that figures are missing where the area, date, measure, dimension or code is not there', () => {
    expect(CUBE.sum({ ...SLICE, area: areaKey('0102') })).toEqual(MISSING);
    expect(CUBE.sum({ ...SLICE, measure: 'haushalte' })).toEqual(MISSING);
    expect(CUBE.sum(SLICE, { staat: 'deutsch' })).toEqual(MISSING);
    expect(CUBE.sum(SLICE, { alter: [] })).toEqual(MISSING);
  });

  it('does not take part of the codes for their sum', () => {
    expect(CUBE.sum(SLICE, { alter: ['u18', '18-64', '65plus'] })).toEqual(MISSING);
    expect(CUBE.sum(SLICE, { alter: ['u18'], geschlecht: ['m', 'd'] })).toEqual(MISSING);
  });

  it('gives no sum with a part that has no value, unless that part is not asked for', () => {
    const cube = new Cube([of('u18', 'm', emptyCell('suppressed')), of('u18', 'w', 2)]);

    expect(cube.sum(SLICE)).toEqual(emptyCell('suppressed'));
    expect(cube.sum(SLICE, { geschlecht: 'w' })).toEqual(cell(2));
  });

  it('keeps nil apart from absent and from not applicable', () => {
    const cube = new Cube([of('u18', 'm', NIL), of('u18', 'w', NOT_APPLICABLE)]);

    expect(cube.sum(SLICE)).toEqual(NIL);
    expect(cube.sum(SLICE, { geschlecht: 'w' })).toEqual(NOT_APPLICABLE);
    expect(cube.sum(SLICE, { geschlecht: 'd' })).toEqual(MISSING);
  });

  it('keeps residuals out of every sum and every coverage', () => {
    const residual = of('u18', 'm', 9, { role: 'residual', level: levelId('kreis'), area: areaKey('K') });
    const cube = new Cube([of('u18', 'm', 1), residual]);

    expect(cube.sum({ ...SLICE, level: residual.level, area: residual.area })).toEqual(MISSING);
    expect(cube.covers(residual)).toBe(false);
    expect(cube.levels).toEqual([QUARTIER]);
    expect(cube.residual({ ...SLICE, level: residual.level, area: residual.area })).toEqual(cell(9));
  });

  it('tells a residual without a value from no residual', () => {
    const kreis = { ...SLICE, level: levelId('kreis'), area: areaKey('K') };
    const residual = of('u18', 'm', MISSING, { role: 'residual', level: kreis.level, area: kreis.area });

    expect(new Cube([residual]).residual(kreis)).toEqual(MISSING);
    expect(new Cube([residual]).residual(kreis, { alter: '18plus' })).toBeUndefined();
    expect(new Cube([]).residual(kreis)).toBeUndefined();
  });

  it('knows for which days each level has figures', () => {
    const cube = new Cube([
      ...storedCells({ '0101': 1 }, { date: '2024-12-31' }),
      ...storedCells({ '0101': 1 }),
      ...storedCells({ K: 1 }, { level: 'kreis', date: '2010-12-31' }),
    ]);

    expect(cube.datesOn(QUARTIER)).toEqual(['2023-12-31', '2024-12-31']);
    expect(cube.datesOn(levelId('kreis'))).toEqual(['2010-12-31']);
    expect(cube.covers({ level: levelId('kreis'), date: BEFORE, measure: 'personen' })).toBe(false);
    expect(cube.covers(SLICE)).toBe(true);
    expect(cube.covers({ ...SLICE, measure: 'haushalte' })).toBe(false);
    expect(cube.datesOn(levelId('land'))).toEqual([]);
  });

  it('knows which codes a measure carries on a day', () => {
    const code = { date: BEFORE, measure: 'personen', dimension: 'alter', code: 'u18' };

    expect(CUBE.knows(code)).toBe(true);
    expect(CUBE.knows({ ...code, code: 'u6' })).toBe(false);
    expect(CUBE.knows({ ...code, dimension: 'geschlecht' })).toBe(false);
    expect(CUBE.knows({ ...code, measure: 'haushalte' })).toBe(false);
  });

  it('does not mix up areas whose keys hold blanks', () => {
    const cube = new Cube([storedCell('01 02', 1), storedCell('01', 2)]);

    expect(cube.sum({ ...SLICE, area: areaKey('01 02') })).toEqual(cell(1));
    expect(cube.sum({ ...SLICE, area: areaKey('01') })).toEqual(cell(2));
  });
});

describe('the cells of a cube', () => {
  const rest = { role: 'residual' } as const;
  const cube = new Cube([of('u18', 'm', 1), of('u18', 'w', 2), of('18plus', 'm', 7, rest)]);
  const elsewhere = { ...SLICE, area: areaKey('0102') };

  it('are handed out with what they are broken down by, none where there are no figures', () => {
    expect(cube.entries(SLICE)).toEqual([
      { breakdown: { alter: 'u18', geschlecht: 'm' }, cell: cell(1) },
      { breakdown: { alter: 'u18', geschlecht: 'w' }, cell: cell(2) },
    ]);
    expect(cube.entries(elsewhere)).toEqual([]);
  });

  it('that belong to no part of an area are kept by themselves', () => {
    expect(cube.residualEntries(SLICE)).toEqual([
      { breakdown: { alter: '18plus', geschlecht: 'm' }, cell: cell(7) },
    ]);
    expect(cube.residualEntries(elsewhere)).toEqual([]);
  });

  it('that belong to no part of an area are known of by level and day', () => {
    expect(cube.hasResiduals(QUARTIER, BEFORE)).toBe(true);
    expect(cube.hasResiduals(levelId('kreis'), BEFORE)).toBe(false);
    expect(CUBE.hasResiduals(QUARTIER, BEFORE)).toBe(false);
  });
});

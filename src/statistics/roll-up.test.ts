import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AFTER,
  BEFORE,
  GEMEINDE,
  geographyLevel,
  KREIS,
  QUARTIER,
  SMALL_COUNTY,
  SOZIALRAUM,
  storedCell,
  storedCells,
} from '../../tests/support/small-county.ts';
import { areaKey, type LevelId } from '../core/area.ts';
import { cell, emptyCell, MISSING, NIL, NOT_APPLICABLE, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { ReferenceDate } from '../core/reference-date.ts';
import { Cube } from './cube.ts';
import { geographyOf } from './geography.ts';
import { deliveredCell, measureCell } from './roll-up.ts';

function value(
  cells: readonly StoredCell[],
  level: LevelId,
  area: string,
  date: ReferenceDate = BEFORE,
): Cell {
  const query = { level, area: areaKey(area), date, measure: 'personen', where: {} };
  return measureCell(new Cube(cells), SMALL_COUNTY, query);
}
const OLD = { '0101': 1, '0102': 2, '0103': 4, '0201': 8, '0203': 16 };
const NEW = { '0101': 1, '0102': 2, '0103': 4, '0202': 8, '0203': 16 };
const residual = (level: string, area: string, figure: number | Cell) =>
  storedCell(area, figure, { level, role: 'residual' });

describe('a measure on a level', () => {
  it('is summed up over all levels above the delivered one', () => {
    const cells = storedCells(OLD);

    expect(value(cells, QUARTIER, '0102')).toEqual(cell(2));
    expect(value(cells, SOZIALRAUM, 'S1')).toEqual(cell(3));
    expect(value(cells, GEMEINDE, 'G1')).toEqual(cell(7));
    expect(value(cells, GEMEINDE, 'G2')).toEqual(cell(24));
    expect(value(cells, KREIS, 'K')).toEqual(cell(31));
  });

  it('follows the boundaries of the day', () => {
    const cells = storedCells(NEW, { date: AFTER });

    expect(value(cells, SOZIALRAUM, 'S1', AFTER)).toEqual(cell(1));
    expect(value(cells, GEMEINDE, 'G1', AFTER)).toEqual(cell(5));
    expect(value(cells, GEMEINDE, 'G2', AFTER)).toEqual(cell(26));
  });

  it('is not applicable for an area that does not exist on the day', () => {
    expect(value(storedCells(OLD), QUARTIER, '0202')).toEqual(NOT_APPLICABLE);
    expect(value(storedCells(NEW, { date: AFTER }), QUARTIER, '0201', AFTER)).toEqual(NOT_APPLICABLE);
  });

  it('is what was delivered for the level, also where the parts say something else', () => {
    const cells = [
      ...storedCells(OLD),
      storedCell('G1', 70, { level: 'gemeinde' }),
      storedCell('G2', 240, { level: 'gemeinde' }),
    ];

    expect(value(cells, GEMEINDE, 'G1')).toEqual(cell(70));
    expect(value(cells, KREIS, 'K')).toEqual(cell(310));
    expect(value(cells, SOZIALRAUM, 'S1')).toEqual(cell(3));
  });

  it('is summed up on the days on which the level was not delivered', () => {
    const cells = [
      ...storedCells(OLD),
      ...storedCells(NEW, { date: AFTER }),
      storedCell('K', 1000, { level: 'kreis' }),
    ];

    expect(value(cells, KREIS, 'K', BEFORE)).toEqual(cell(1000));
    expect(value(cells, KREIS, 'K', AFTER)).toEqual(cell(31));
  });

  it('is summed up where the level was delivered for another measure only', () => {
    const cells = [...storedCells(OLD), storedCell('K', 9, { level: 'kreis', measure: 'haushalte' })];

    expect(value(cells, KREIS, 'K')).toEqual(cell(31));
  });

  it('has no value where no finer level has figures on the day', () => {
    expect(value(storedCells(OLD), KREIS, 'K', AFTER)).toEqual(MISSING);
    expect(value([storedCell('K', 5, { level: 'kreis' })], QUARTIER, '0101')).toEqual(MISSING);
  });

  it('has no value where one part is not there, is secret or is blocked', () => {
    for (const part of [MISSING, emptyCell('suppressed'), emptyCell('unknown'), NOT_APPLICABLE]) {
      const cells = storedCells({ ...OLD, '0101': part });

      expect(value(cells, SOZIALRAUM, 'S1')).toEqual(part);
      expect(value(cells, KREIS, 'K')).toEqual(part);
      expect(value(cells, GEMEINDE, 'G2')).toEqual(cell(24));
    }
  });

  it('has no value for an area in which no part lies', () => {
    const geography = geographyOf([
      geographyLevel('quartier', 'gemeinde', { '2020-01-01': { '01': 'G1' } }),
      geographyLevel('gemeinde', 'kreis', { '2020-01-01': { G1: 'K', G2: 'K' } }),
      geographyLevel('kreis', null, { '2020-01-01': { K: null } }),
    ]);
    const query = { date: BEFORE, measure: 'personen', where: {} };
    const cube = new Cube(storedCells({ '01': 5 }));

    expect(measureCell(cube, geography, { ...query, level: GEMEINDE, area: areaKey('G2') })).toEqual(MISSING);
    expect(measureCell(cube, geography, { ...query, level: KREIS, area: areaKey('K') })).toEqual(MISSING);
  });

  it('inherits marks and limited reliability', () => {
    const cells = storedCells({
      ...OLD,
      '0101': cell(1, 'low_reliability', ['p']),
      '0103': cell(4, 'ok', ['r']),
    });

    expect(value(cells, SOZIALRAUM, 'S1')).toEqual(cell(3, 'low_reliability', ['p']));
    expect(value(cells, GEMEINDE, 'G1')).toEqual(cell(7, 'low_reliability', ['p', 'r']));
    expect(value(cells, GEMEINDE, 'G2')).toEqual(cell(24));
  });
});

describe('a residual', () => {
  it('counts for its area and those around it, and for no part of it', () => {
    const cells = [...storedCells(OLD), residual('gemeinde', 'G1', 100)];

    expect(value(cells, SOZIALRAUM, 'S1')).toEqual(cell(3));
    expect(value(cells, GEMEINDE, 'G1')).toEqual(cell(107));
    expect(value(cells, GEMEINDE, 'G2')).toEqual(cell(24));
    expect(value(cells, KREIS, 'K')).toEqual(cell(131));
  });

  it('is not added to a delivered figure, which already holds it', () => {
    const cells = [
      ...storedCells(OLD),
      storedCell('K', 131, { level: 'kreis' }),
      residual('kreis', 'K', 100),
    ];

    expect(value(cells, KREIS, 'K')).toEqual(cell(131));
  });

  it('without a value leaves its area without one', () => {
    for (const blank of [MISSING, emptyCell('suppressed'), NOT_APPLICABLE])
      expect(value([...storedCells(OLD), residual('kreis', 'K', blank)], KREIS, 'K')).toEqual(blank);
    expect(value([...storedCells(OLD), residual('kreis', 'K', NIL)], KREIS, 'K')).toEqual(cell(31));
  });

  it('counts only with the codes it has', () => {
    const of = (area: string, alter: string, figure: number, rest = {}) =>
      storedCell(area, figure, { breakdown: { alter }, ...rest });
    const cells = [
      ...Object.keys(OLD).flatMap((area) => [of(area, 'u18', 1), of(area, '18plus', 2)]),
      of('K', 'u18', 50, { level: 'kreis', role: 'residual' }),
    ];
    const kreis = { level: KREIS, area: areaKey('K'), date: BEFORE, measure: 'personen' };

    expect(measureCell(new Cube(cells), SMALL_COUNTY, { ...kreis, where: { alter: ['18plus'] } })).toEqual(
      cell(10),
    );
    expect(
      measureCell(new Cube(cells), SMALL_COUNTY, { ...kreis, where: { alter: ['u18', '18plus'] } }),
    ).toEqual(cell(65));
  });
});

describe('a share', () => {
  const share = (cells: readonly StoredCell[], level: LevelId, area: string) =>
    deliveredCell(new Cube(cells), SMALL_COUNTY, {
      level,
      area: areaKey(area),
      date: BEFORE,
      measure: 'personen',
      where: {},
    });

  it('is taken as delivered and never summed up', () => {
    const cells = [...storedCells({ '0101': 10.5, '0102': 20 }), storedCell('K', 12.1, { level: 'kreis' })];

    expect(share(cells, QUARTIER, '0101')).toEqual(cell(10.5));
    expect(share(cells, KREIS, 'K')).toEqual(cell(12.1));
    expect(share(cells, SOZIALRAUM, 'S1')).toEqual(MISSING);
    expect(share(cells, QUARTIER, '0202')).toEqual(NOT_APPLICABLE);
  });
});

describe('whatever the figures', () => {
  const QUARTERS = Object.keys(NEW);
  const figures = fc.array(fc.integer({ min: -100_000, max: 100_000 }), {
    minLength: QUARTERS.length,
    maxLength: QUARTERS.length,
  });
  const tenths = figures.map((list) => list.map((figure) => figure / 10));
  const inside: Record<string, string[]> = {
    S1: ['0101'],
    S2: ['0103'],
    S3: ['0102', '0202', '0203'],
    G1: ['0101', '0103'],
    G2: ['0102', '0202', '0203'],
    K: QUARTERS,
  };
  const levelOf = (area: string) => (area === 'K' ? KREIS : area.startsWith('G') ? GEMEINDE : SOZIALRAUM);

  it('the roll-up equals the direct sum of the quarters inside', () => {
    fc.assert(
      fc.property(tenths, (list) => {
        const cells = QUARTERS.map((area, i) => storedCell(area, list[i] ?? 0, { date: AFTER }));

        for (const [area, parts] of Object.entries(inside)) {
          const sum = parts.reduce(
            (total, part) => total + Math.round((list[QUARTERS.indexOf(part)] ?? 0) * 10),
            0,
          );
          expect(value(cells, levelOf(area), area, AFTER).value).toBe(sum / 10 + 0);
        }
      }),
    );
  });

  it('an area has no value exactly if one of its quarters has none', () => {
    const holes = fc.array(fc.constantFrom('value', 'absent', 'suppressed', 'not_applicable'), {
      minLength: QUARTERS.length,
      maxLength: QUARTERS.length,
    });
    fc.assert(
      fc.property(holes, (list) => {
        const cells = QUARTERS.flatMap((area, i) => {
          if (list[i] === 'absent') return [];
          const figure =
            list[i] === 'value' ? 1 : emptyCell(list[i] === 'suppressed' ? 'suppressed' : 'not_applicable');
          return [storedCell(area, figure, { date: AFTER })];
        });

        for (const [area, parts] of Object.entries(inside)) {
          const whole = parts.every((part) => list[QUARTERS.indexOf(part)] === 'value');
          expect(value(cells, levelOf(area), area, AFTER).value).toBe(whole ? parts.length : null);
        }
      }),
    );
  });
});

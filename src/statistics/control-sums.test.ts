import { describe, expect, it } from 'vitest';
import { BEFORE, SMALL_COUNTY, storedCell, storedCells } from '../../tests/support/small-county.ts';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, MISSING, type Cell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import type { Observation } from '../core/observation.ts';
import { checkControlSums } from './control-sums.ts';
import { Cube } from './cube.ts';

function total(area: string, figure: number | Cell, rest: Partial<Observation> = {}): Observation {
  return {
    role: 'total',
    level: levelId(area === 'K' ? 'kreis' : 'quartier'),
    area: areaKey(area),
    date: BEFORE,
    measure: 'personen',
    breakdown: {},
    cell: typeof figure === 'number' ? cell(figure) : figure,
    place: { file: 'a.csv', row: 9 },
    ...rest,
  };
}
const told = (totals: Observation[], cells: readonly StoredCell[]) =>
  checkControlSums(totals, new Cube(cells), SMALL_COUNTY).map((f) => [
    f.code,
    f.place.row,
    f.found,
    f.expected,
  ]);
const PARTS = { '0101': 1, '0102': 2, '0103': 4, '0201': 8, '0203': 16 };

describe('a total of the file', () => {
  it('is silent where the areas add up to it', () => {
    expect(told([total('K', 31)], storedCells(PARTS))).toEqual([]);
  });

  it('is told with both figures where they do not', () => {
    expect(told([total('K', 1032)], storedCells({ ...PARTS, '0101': 1001.5 }))).toEqual([
      ['statistics.control-sum', 9, '1.031,5', '1.032'],
    ]);
  });

  it('counts the residual among the parts', () => {
    const cells = [...storedCells(PARTS), storedCell('K', 3, { level: 'kreis', role: 'residual' })];

    expect(told([total('K', 34)], cells)).toEqual([]);
    expect(told([total('K', 31)], cells)).toHaveLength(1);
  });

  it('over one dimension is compared with the parts that carry its other codes', () => {
    const of = (alter: string, geschlecht: string, figure: number) =>
      storedCell('0101', figure, { breakdown: { alter, geschlecht } });
    const cells = [of('u18', 'm', 1), of('u18', 'w', 2), of('18plus', 'm', 4), of('18plus', 'w', 8)];

    expect(told([total('0101', 3, { breakdown: { alter: 'u18' } })], cells)).toEqual([]);
    expect(told([total('0101', 15)], cells)).toEqual([]);
    expect(told([total('0101', 9, { breakdown: { geschlecht: 'w' } })], cells)).toEqual([
      ['statistics.control-sum', 9, '10', '9'],
    ]);
  });

  it('is said to be unchecked where a part has no value', () => {
    expect(told([total('K', 31)], storedCells({ ...PARTS, '0101': emptyCell('suppressed') }))).toEqual([
      ['statistics.control-sum-unchecked', 9, 'geheim', undefined],
    ]);
    expect(told([total('K', 31)], [])).toEqual([['statistics.control-sum-unchecked', 9, 'fehlt', undefined]]);
  });

  it('says nothing where it has no value itself or its area did not exist', () => {
    expect(told([total('K', MISSING)], storedCells(PARTS))).toEqual([]);
    expect(told([total('0202', 0)], storedCells(PARTS))).toEqual([]);
  });

  it('is not contradicted by binary noise', () => {
    const cells = storedCells({ '0101': 0.1, '0102': 0.2, '0103': 0.7, '0201': 0.1, '0203': 0.7 });

    expect(told([total('K', 1.8)], cells)).toEqual([]);
    expect(told([total('K', 1.9)], cells)).toHaveLength(1);
  });
});

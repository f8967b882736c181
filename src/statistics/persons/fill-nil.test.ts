import { describe, expect, it } from 'vitest';
import { storedCell } from '../../../tests/support/small-county.ts';
import { areaKey, levelId } from '../../core/area.ts';
import { NIL } from '../../core/cell.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { addCells } from './add-up.ts';
import { fillNil } from './fill-nil.ts';

const RECTANGLE = {
  level: levelId('quartier'),
  date: referenceDate('2023-12-31'),
  areas: ['A', 'B'].map(areaKey),
  measures: ['personen'],
  dimensions: [{ id: 'sex', codes: ['m', 'w', 'd'], needs: [], indexOf: () => 0 }],
};

describe('the counts of a full stock', () => {
  it('hold every code of every area, and nil comes from the file that counts the area', () => {
    const of = (area: string, sex: string, rows: readonly [number, number]) =>
      storedCell(area, 1, { breakdown: { sex }, source: { file: 0, rows } });
    const counted = addCells([[of('A', 'm', [2, 90])], [of('B', 'w', [2, 40])]]);

    const filled = fillNil(counted, RECTANGLE);

    const shown = filled.map(({ area, breakdown, cell, source }) => [area, breakdown['sex'], cell, source]);
    expect(shown).toEqual([
      ['A', 'm', { value: 1, state: 'ok' }, { file: 0, rows: [2, 90] }],
      ['B', 'w', { value: 1, state: 'ok' }, { file: 1, rows: [2, 40] }],
      ['A', 'w', NIL, { file: 0, rows: [2, 90] }],
      ['A', 'd', NIL, { file: 0, rows: [2, 90] }],
      ['B', 'm', NIL, { file: 1, rows: [2, 40] }],
      ['B', 'd', NIL, { file: 1, rows: [2, 40] }],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { countOf } from '../../tests/support/formulas.ts';
import { geographyLevel } from '../../tests/support/small-county.ts';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, type Cell } from '../core/cell.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Indicator } from '../mapping/indicator.ts';
import { bordersOf } from '../statistics/across-borders.ts';
import type { CellQuestion } from '../statistics/formula-cells.ts';
import { geographyOf } from '../statistics/geography.ts';
import { rebasedCells } from './rebased-cells.ts';

const QUARTER = levelId('quartier');
const THEN = referenceDate('2020-12-31');
const NOW = referenceDate('2021-12-31');
/** D and E are new where C was; A and B stay as they are. */
const GEOGRAPHY = geographyOf([
  geographyLevel('quartier', null, {
    '2020-01-01': { A: null, B: null, C: null },
    '2021-01-01': { A: null, B: null, D: null, E: null },
  }),
]);

/** What is asked about the figure of then for one area of now, where so much was published of then. */
function asked(area: string, published: Readonly<Record<string, Cell>>): boolean[] {
  const indicator = { id: 'i', formula: countOf(), description: { precision: 0 } } as unknown as Indicator;
  const values = Object.entries(published).map(([key, own]) => ({
    area: areaKey(key),
    date: THEN,
    cell: own,
  }));
  const question = {
    level: QUARTER,
    geography: GEOGRAPHY,
    dataset: () => undefined,
    measureRule: () => ({ isRate: false }),
    published: () => ({ values }),
    borders: bordersOf(GEOGRAPHY, QUARTER),
  } as unknown as CellQuestion & { borders: ReturnType<typeof bordersOf> };
  const answers: boolean[] = [];
  const cells = rebasedCells(indicator, question, ({ mixesHidden }) => {
    answers.push(mixesHidden);
    return undefined;
  });
  cells?.(areaKey(area), THEN, NOW);
  return answers;
}

describe('a figure of then for the areas of now', () => {
  it('mixes what is hidden where an area that fell away is hidden', () => {
    expect(asked('D', { A: cell(40), B: cell(50), C: emptyCell('suppressed') })).toEqual([true]);
  });

  it('mixes nothing hidden where only areas are hidden that stay as they are', () => {
    expect(asked('D', { A: emptyCell('suppressed'), B: emptyCell('suppressed'), C: cell(40) })).toEqual([
      false,
    ]);
  });

  it('is not even asked about where the area of then is hidden', () => {
    expect(asked('A', { A: emptyCell('suppressed'), B: cell(50), C: cell(40) })).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { figure, value } from '../../tests/support/figures.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Figure, Reason, ValueSource } from './figures.ts';
import { withMeansOfArrivals } from './withheld-means.ts';

type Day = readonly [year: number, count: number, blocked?: Reason];

function withheld(days: readonly Day[], own: Partial<ValueSource> = {}, kind: Figure['kind'] = 'count') {
  const date = (year: number) => referenceDate(`${year}-12-31`);
  const figures = new Map(
    days.map(([year, count]) => [`n${year}`, figure(`n${year}`, count, { date: date(year), kind })] as const),
  );
  const values = days.map(([year]) =>
    value('mean', ['sum', `n${year}`], { indicator: 'alter', date: date(year), ...own }),
  );
  const decisions = days.map(([, , blocked = null]) => ({ blocked, decimals: 1 }));
  return withMeansOfArrivals({ figures, relations: [], values }, decisions).map(({ blocked }) => blocked);
}

describe('means of two days', () => {
  it('are withheld on the later one where fewer than three came or went', () => {
    expect(
      withheld([
        [2023, 50],
        [2024, 51],
      ]),
    ).toEqual([null, 'few-cases']);
    expect(
      withheld([
        [2023, 50],
        [2024, 48],
      ]),
    ).toEqual([null, 'few-cases']);
    expect(
      withheld([
        [2023, 50],
        [2024, 53],
      ]),
    ).toEqual([null, null]);
  });

  it('are compared with the last one that is shown', () => {
    expect(
      withheld([
        [2022, 50],
        [2023, 51],
        [2024, 52],
      ]),
    ).toEqual([null, 'few-cases', 'few-cases']);
    expect(
      withheld([
        [2022, 50],
        [2023, 51],
        [2024, 53],
      ]),
    ).toEqual([null, 'few-cases', null]);
    expect(
      withheld([
        [2022, 50, 'area-floor'],
        [2023, 51],
      ]),
    ).toEqual(['area-floor', null]);
  });

  it('are compared in the order of their days', () => {
    expect(
      withheld([
        [2024, 51],
        [2023, 50],
      ]),
    ).toEqual(['few-cases', null]);
  });

  it('stay where the group is large, where they are no means, and where no persons are counted', () => {
    expect(
      withheld([
        [2023, 150],
        [2024, 151],
      ]),
    ).toEqual([null, null]);
    expect(
      withheld(
        [
          [2023, 50],
          [2024, 51],
        ],
        { kind: 'rate' },
      ),
    ).toEqual([null, null]);
    expect(
      withheld(
        [
          [2023, 50],
          [2024, 51],
        ],
        {},
        'amount',
      ),
    ).toEqual([null, null]);
  });
});

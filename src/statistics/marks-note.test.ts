import { describe, expect, it } from 'vitest';
import { area, edition } from '../../tests/support/sync-samples.ts';
import { areaKey, levelId, type LevelVersion } from '../core/area.ts';
import { cell, emptyCell, type Cell, type CellMark } from '../core/cell.ts';
import type { IndicatorSeries } from '../core/indicator.ts';
import { referenceDate } from '../core/reference-date.ts';
import { marksNote } from './marks-note.ts';

const LEVEL = levelId('quartier');
const NAMES = ['Nord', 'Süd', 'West'];

function version(level = LEVEL, names = NAMES): LevelVersion {
  const areas = names.map((name, i) => area(String(i + 1), { name }));
  return {
    id: 'v',
    level,
    editions: [edition('2015-01-01', ...areas), edition('2023-01-01', ...areas)],
    sources: [],
  };
}

/** Day to the marks of the areas in order: `u`, `ps`, '' for none, `-` for no value. */
function series(table: Readonly<Record<string, readonly string[]>>, level = LEVEL): IndicatorSeries {
  const dates = Object.keys(table).map(referenceDate);
  const of = (marks: string): Cell =>
    marks === '-' ? emptyCell('suppressed') : cell(1, 'ok', marks.split('') as CellMark[]);
  const values = dates.flatMap((date) =>
    (table[date] ?? []).map((marks, i) => ({ area: areaKey(String(i + 1)), date, cell: of(marks) })),
  );
  return { indicator: 'bev', level, dates, areas: [], values, inputs: [] };
}

const LEVELS = [{ name: 'Quartiere', version: version() }];

describe('marksNote', () => {
  it('is empty where nothing is marked, or only as final', () => {
    expect(marksNote([series({ '2022-12-31': ['', 'e', '-'] })], LEVELS)).toBe('');
  });

  it('names areas and days of every mark that a reader has to know', () => {
    const note = marksNote(
      [
        series({
          '2019-12-31': ['u', 'u', ''],
          '2020-12-31': ['u', 'u', ''],
          '2021-12-31': ['', '', 's'],
          '2022-12-31': ['u', 'u', ''],
          '2023-12-31': ['p', 'p', 'p'],
        }),
      ],
      LEVELS,
    );

    expect(note).toBe(
      'Umgerechnet auf die Grenzen ab 01.01.2023: Quartiere Nord, Süd (31.12.2019 bis 31.12.2020, 31.12.2022). ' +
        'Geschätzt: Quartiere West (31.12.2021). ' +
        'Vorläufig: alle Werte der Ebene Quartiere (31.12.2023).',
    );
  });

  it('does not count values that are not shown', () => {
    const note = marksNote([series({ '2023-12-31': ['p', 'p', '-'] })], LEVELS);

    expect(note).toBe('Vorläufig: alle Werte der Ebene Quartiere (31.12.2023).');
  });

  it('speaks of every level, in their order, whatever the order of the series', () => {
    const city = levelId('stadt');
    const both = [series({ '2023-12-31': ['r'] }, city), series({ '2023-12-31': ['r', '', ''] })];

    const note = marksNote(both, [...LEVELS, { name: 'Stadt', version: version(city, ['Haan']) }]);

    expect(note).toBe('Berichtigt: Quartiere Nord (31.12.2023); alle Werte der Ebene Stadt (31.12.2023).');
  });

  it('stays short, however many areas there are', () => {
    const names = Array.from({ length: 300 }, (_, i) => `Ein ziemlich langer Name eines Quartiers ${i}`);
    const days = Object.fromEntries(
      Array.from({ length: 12 }, (_, year) => [
        `${2010 + year}-12-31`,
        names.map((_, i) => (i % (year + 2) === 0 ? 'u' : '')),
      ]),
    );

    const note = marksNote([series(days)], [{ name: 'Quartiere', version: version(LEVEL, names) }]);

    expect(note.length).toBeLessThanOrEqual(1000);
    expect(note).toMatch(/ und \d+ weitere .*\(weitere Angaben beim Herausgeber\)$/);
  });
});

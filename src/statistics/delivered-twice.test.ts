import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import type { DatasetVersion, StoredCell } from '../core/dataset.ts';
import { placeText } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import { deliveredTwice } from './delivered-twice.ts';

function stored(year: number, level = 'quartier'): StoredCell {
  return {
    role: 'value',
    level: levelId(level),
    area: areaKey('01'),
    date: referenceDate(`${year}-12-31`),
    measure: 'personen',
    breakdown: {},
    cell: cell(1),
    source: { file: 0, rows: [7, 7] },
  };
}
function version(...cells: StoredCell[]): DatasetVersion {
  const files = [{ name: 'alt.csv', sha256: '', bytes: 1 }];
  const lineage = { files, profile: { id: 'p', sha256: '' }, levels: {}, program: '' };
  return { id: 'v', dataset: 'd', cells, lineage };
}

describe('deliveredTwice', () => {
  it('names both files, once for each date', () => {
    const found = deliveredTwice(
      [stored(2023), stored(2023), stored(2024)],
      [version(stored(2023))],
      'neu.csv',
    );

    expect(found.map((f) => [f.code, placeText(f.place), f.found, f.expected])).toEqual([
      ['statistics.date-delivered-twice', 'neu.csv, Zeile 7', '31.12.2023', 'alt.csv'],
    ]);
  });

  it('lets two files share a date on different levels', () => {
    expect(deliveredTwice([stored(2023)], [version(stored(2023, 'stadt'))], 'neu.csv')).toEqual([]);
  });

  it('lets a file of the town stand beside one whose residual counts for the town', () => {
    const residual = { ...stored(2023, 'stadt'), role: 'residual' as const };

    expect(deliveredTwice([stored(2023, 'stadt')], [version(residual)], 'neu.csv')).toEqual([]);
    expect(deliveredTwice([residual], [version(stored(2023, 'stadt'))], 'neu.csv')).toEqual([]);
  });
});

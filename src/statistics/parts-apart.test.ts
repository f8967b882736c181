import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell } from '../core/cell.ts';
import { placeText } from '../core/finding.ts';
import type { Observation } from '../core/observation.ts';
import { referenceDate } from '../core/reference-date.ts';
import { figuresApart, registersApart } from './parts-apart.ts';

function observation(area: string, year: number, change: Partial<Observation> = {}): Observation {
  return {
    role: 'value',
    level: levelId('gemeinde'),
    area: areaKey(area),
    date: referenceDate(`${year}-12-31`),
    measure: 'arbeitslose',
    breakdown: {},
    cell: cell(1),
    place: { file: 'x', row: 7 },
    ...change,
  };
}

describe('figures of several files', () => {
  it('stand apart by area, day, measure and breakdown', () => {
    const [first, second] = [observation('01', 2023), observation('02', 2023)];
    const women = observation('01', 2023, { breakdown: { geschlecht: 'w' } });

    expect(
      figuresApart([
        { file: 'a', observations: [first, observation('01', 2022)] },
        { file: 'b', observations: [second, women] },
      ]),
    ).toEqual([]);
  });

  it('are told where two editions overlap, once for the two files, whatever the value', () => {
    const years = (from: number) => [0, 1, 2, 3, 4].map((year) => observation('01', from + year));

    const found = figuresApart([
      { file: '2024.xlsx', observations: years(2020) },
      { file: '2025.xlsx', observations: years(2021) },
    ]);

    expect(found.map((one) => [one.code, placeText(one.place), one.found, one.expected])).toEqual([
      ['statistics.part-delivered-twice', '2025.xlsx, Zeile 7', '01 am 31.12.2021', '2024.xlsx'],
    ]);
  });

  it('may each have a residual of the same area', () => {
    const residual = observation('05998', 2023, { role: 'residual' });

    expect(
      figuresApart([
        { file: 'a', observations: [residual] },
        { file: 'b', observations: [residual] },
      ]),
    ).toEqual([]);
  });
});

describe('registers', () => {
  const part = (file: string, sha256: string, read: Record<string, number>) => ({
    file,
    sha256,
    read: new Map(Object.entries(read)),
  });

  it('stand apart by Gemeinde', () => {
    const parts = [part('a', '1', { '05998001': 9, '05998002': 0 }), part('b', '2', { '05998002': 4 })];

    expect(registersApart(parts)).toEqual([]);
  });

  it('are told where a Gemeinde or the same file comes again', () => {
    const found = registersApart([
      part('a', '1', { '05998001': 9 }),
      part('b', '2', { '05998001': 8 }),
      part('c', '1', {}),
    ]);

    expect(found.map((one) => [one.place.file, one.found, one.expected])).toEqual([
      ['b', 'Gemeinde 05998001', 'a'],
      ['c', 'Zeile für Zeile', 'a'],
    ]);
  });
});

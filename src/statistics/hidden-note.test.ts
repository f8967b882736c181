import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, MISSING, type Cell } from '../core/cell.ts';
import { referenceDate } from '../core/reference-date.ts';
import { hiddenNote } from './hidden-note.ts';

const POLICY = { id: 'nrw', version: 3, sha256: 's' };
const DAY = referenceDate('2024-12-31');
const seriesOf = (level: string, cells: readonly Cell[]) => {
  const values = cells.map((one, at) => ({ area: areaKey(`Q${at}`), date: DAY, cell: one }));
  const areas = values.map(({ area }) => area);
  return { indicator: 'i', level: levelId(level), dates: [DAY], areas, values, inputs: [] };
};
const hidden = emptyCell('suppressed');

describe('the note on hidden values', () => {
  it('counts them over all levels, among those that have or would have a value', () => {
    const series = [seriesOf('quartier', [cell(1), hidden, MISSING]), seriesOf('kreis', [cell(1)])];

    expect(hiddenNote(series, POLICY)).toBe(
      'Geheimhaltung nach den Regeln „nrw“, Fassung 3: 1 von 3 Werten sind gesperrt und bleiben leer.',
    );
  });

  it('says that none is hidden', () => {
    expect(hiddenNote([seriesOf('kreis', [cell(1)])], POLICY)).toBe(
      'Geheimhaltung nach den Regeln „nrw“, Fassung 3: Kein Wert ist gesperrt.',
    );
  });

  it('writes large numbers as they are read', () => {
    const many = Array.from({ length: 1500 }, () => hidden);

    expect(hiddenNote([seriesOf('quartier', many)], POLICY)).toContain('1.500 von 1.500 Werten');
  });

  it('is empty where there are no values at all', () => {
    expect(hiddenNote([seriesOf('kreis', [MISSING])], POLICY)).toBe('');
  });
});

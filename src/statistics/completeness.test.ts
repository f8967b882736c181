import { describe, expect, it } from 'vitest';
import {
  AFTER,
  geographyLevel,
  SMALL_COUNTY,
  storedCell,
  storedCells,
} from '../../tests/support/small-county.ts';
import { cell, emptyCell, MISSING, NIL } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { dropNotExisting, missingAreas, repeatedDates } from './completeness.ts';
import { geographyOf } from './geography.ts';

const ALL = { '0101': 1, '0102': 2, '0103': 4, '0201': 8, '0203': 16 };

describe('areas without any figure', () => {
  const told = (cells: readonly StoredCell[]) => missingAreas(cells, SMALL_COUNTY, 'a.csv');

  it('are named, one finding for each date', () => {
    const { '0103': _left, ...others } = ALL;

    expect(told(storedCells(others))).toMatchObject([
      {
        code: 'statistics.area-missing',
        severity: 'error',
        found: 'Name 0103 (0103) am 31.12.2023',
        expected: '5 Raumeinheiten der Ebene quartier, geliefert 4',
      },
    ]);
    expect(told(storedCells(ALL))).toEqual([]);
  });

  it('are those of the day', () => {
    expect(told(storedCells(ALL, { date: AFTER }))).toMatchObject([
      { found: 'Name 0202 (0202) am 31.12.2024' },
    ]);
  });

  it('stop a file that shrank from 64 areas to 3, naming five and counting the rest', () => {
    const keys = Array.from({ length: 64 }, (_, i) => String(i + 1).padStart(2, '0'));
    const areas = Object.fromEntries(keys.map((key) => [key, null]));
    const geography = geographyOf([geographyLevel('quartier', null, { '2020-01-01': areas })]);

    const findings = missingAreas(storedCells({ '01': 1, '02': 1, '03': 1 }), geography, 'a.csv');

    expect(findings).toHaveLength(1);
    expect(findings[0]?.severity).toBe('error');
    expect(findings[0]?.found).toMatch(/^Name 04 \(04\), .*Name 08 \(08\) und 56 weitere am 31\.12\.2023$/);
    expect(findings[0]?.expected).toBe('64 Raumeinheiten der Ebene quartier, geliefert 3');
  });

  it('are looked for on each level that was delivered, and on no other', () => {
    const cells = [...storedCells(ALL), storedCell('G1', 7, { level: 'gemeinde' })];

    expect(told(cells)).toMatchObject([{ found: 'Name G2 (G2) am 31.12.2023' }]);
  });

  it('are not made up for by a residual', () => {
    expect(told([storedCell('K', 3, { level: 'kreis', role: 'residual' })])).toEqual([]);
  });
});

describe('figures of an area that did not exist', () => {
  const dropped = (cells: readonly StoredCell[]) => dropNotExisting(cells, SMALL_COUNTY, () => 'a.csv');

  it('are left out where they say nothing', () => {
    for (const nothing of [NIL, MISSING, emptyCell('suppressed'), emptyCell('not_applicable')])
      expect(dropped([storedCell('0201', nothing, { date: AFTER })])).toEqual({ cells: [], findings: [] });
  });

  it('are an error where they are a number, also a zero, told once per area', () => {
    const cells = [
      storedCell('0201', 8, { date: AFTER }),
      storedCell('0201', 0, { date: AFTER, measure: 'b' }),
    ];

    const { cells: kept, findings } = dropped(cells);

    expect(kept).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'statistics.area-not-valid', severity: 'error', found: '0201, 31.12.2024' },
    ]);
  });

  it('are every figure before the level begins', () => {
    expect(dropped(storedCells(ALL, { date: '2019-12-31' })).findings).toHaveLength(5);
  });

  it('leave figures of existing areas alone, nil included', () => {
    const cells = storedCells({ '0101': NIL, '0102': cell(3) });

    expect(dropped(cells)).toEqual({ cells, findings: [] });
  });
});

describe("last year's file", () => {
  const figures = (date: string, shift = 0, rest: Parameters<typeof storedCell>[2] = {}) =>
    Array.from({ length: 20 }, (_, i) =>
      storedCell('0101', i + shift, { date, breakdown: { alter: String(i) }, ...rest }),
    );
  const told = (fresh: readonly StoredCell[], known: readonly StoredCell[] = []) =>
    repeatedDates(fresh, known, 'a.csv').map((f) => [f.severity, f.found, f.expected]);

  it('stops the run when it comes with a new date', () => {
    expect(told(figures('2024-12-31'), figures('2023-12-31'))).toEqual([
      ['block', '31.12.2024', '31.12.2023'],
    ]);
    expect(told(figures('2024-12-31', 1), figures('2023-12-31'))).toEqual([]);
  });

  it('is recognised behind an older date too', () => {
    expect(told(figures('2022-12-31'), figures('2023-12-31'))).toEqual([
      ['block', '31.12.2022', '31.12.2023'],
    ]);
  });

  it('is recognised within one delivery, at the later date', () => {
    expect(told([...figures('2023-12-31'), ...figures('2024-12-31')])).toEqual([
      ['block', '31.12.2024', '31.12.2023'],
    ]);
  });

  it('is recognised beside further levels and measures of that date', () => {
    const more = [
      ...figures('2023-12-31'),
      storedCell('K', 9, { level: 'kreis' }),
      storedCell('0101', 9, { measure: 'haushalte' }),
    ];

    expect(told(figures('2024-12-31'), more)).toHaveLength(1);
  });

  it('is not a correction of the same date', () => {
    expect(told(figures('2023-12-31'), figures('2023-12-31'))).toEqual([]);
  });

  it('is not proven by few figures or by figures that hardly differ', () => {
    expect(told(figures('2024-12-31').slice(1), figures('2023-12-31').slice(1))).toEqual([]);
    const flat = (date: string) => figures(date).map((stored) => ({ ...stored, cell: cell(1) }));
    expect(told(flat('2024-12-31'), flat('2023-12-31'))).toEqual([]);
  });

  it('is not proven where the other date has more figures of the same kind', () => {
    const more = [...figures('2023-12-31'), storedCell('0102', 7, { breakdown: { alter: '0' } })];

    expect(told(figures('2024-12-31'), more)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { SMALL_COUNTY, storedCell, storedCells } from '../../tests/support/small-county.ts';
import { emptyCell } from '../core/cell.ts';
import type { StoredCell } from '../core/dataset.ts';
import { Cube } from './cube.ts';
import { checkLevels } from './levels-agree.ts';

function told(cells: readonly StoredCell[], rates: readonly string[] = []) {
  const question = {
    cells,
    cube: new Cube(cells),
    geography: SMALL_COUNTY,
    rates: new Set(rates),
    file: 'a.csv',
  };
  return checkLevels(question).map((f) => [f.severity, f.found, f.expected]);
}
const QUARTERS = storedCells({ '0101': 1, '0102': 2, '0103': 4, '0201': 8, '0203': 16 });
const kreis = (figure: number) => storedCell('K', figure, { level: 'kreis' });

describe('levels of one delivery', () => {
  it('agree where the finer ones add up to the coarser ones', () => {
    const spaces = storedCells({ S1: 3, S2: 4, S3: 24 }, { level: 'sozialraum' });

    expect(told([...QUARTERS, ...spaces, kreis(31)])).toEqual([]);
    expect(told(QUARTERS)).toEqual([]);
  });

  it('are told apart also where the levels between them were not delivered', () => {
    expect(told([...QUARTERS, kreis(32)])).toEqual([['warning', '31', '32 (Name K, 31.12.2023, personen)']]);
  });

  it('may differ by the residual', () => {
    const residual = storedCell('K', 2, { level: 'kreis', role: 'residual' });

    expect(told([...QUARTERS, kreis(33), residual])).toEqual([]);
    expect(told([...QUARTERS, kreis(31), residual])).toHaveLength(1);
  });

  it('cannot be compared where a part has no value', () => {
    const cells = [...QUARTERS.slice(1), storedCell('0101', emptyCell('suppressed')), kreis(99)];

    expect(told(cells)).toEqual([]);
  });

  it('are not compared for shares, which add up to nothing', () => {
    expect(told([...QUARTERS, kreis(7)], ['personen'])).toEqual([]);
  });

  it('give ten examples and count the rest', () => {
    const codes = Array.from({ length: 13 }, (_, i) => String(i));
    const cells = codes.flatMap((alter) => [
      ...QUARTERS.map((stored) => ({ ...stored, breakdown: { alter } })),
      { ...kreis(1), breakdown: { alter } },
    ]);

    const findings = told(cells);

    expect(findings).toHaveLength(11);
    expect(findings.at(-1)?.[2]).toBe('weitere 3 Angaben');
  });
});

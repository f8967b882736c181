import { describe, expect, it } from 'vitest';
import { matchesName } from './match.ts';

describe('matchesName', () => {
  it.each([
    ['*.csv', 'einwohner.csv', true],
    ['*.csv', 'Einwohner.CSV', true],
    ['*.csv', 'einwohner.csv.bak', false],
    ['haushalte_*_2024-*.txt', 'Haushalte_SB_2024-12.txt', true],
    ['a.csv', 'abcsv', false],
    ['(a)+[b].csv', '(a)+[b].csv', true],
    ['*', '.DS_Store', false],
    ['*.xlsx', '~$Quartiere.xlsx', false],
    ['~$*.xlsx', '~$Quartiere.xlsx', true],
    ['strassen_münchen.csv', 'strassen_mu\u0308nchen.csv', true],
  ])('%s against %s: %s', (pattern, name, expected) => {
    const fits = matchesName(pattern, name);

    expect(fits).toBe(expected);
  });
});

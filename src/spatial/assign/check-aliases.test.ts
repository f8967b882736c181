import { describe, expect, it } from 'vitest';
import { areaKey } from '../../core/area.ts';
import type { Finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Alias } from './aliases.ts';
import { checkAliases } from './check-aliases.ts';
import { WHOLE_STREET, type DirectoryRow } from './directory-row.ts';

const DATE = referenceDate('2024-12-31');
const STREET: DirectoryRow = {
  row: 2,
  gemeinde: '05998004',
  streetKey: '00042',
  streetName: 'Neue Straße',
  side: 'both',
  ...WHOLE_STREET,
  unit: areaKey('Q1'),
  validFrom: null,
  validTo: null,
};

function alias(row: number, key: string, from = '2020-01-01'): Alias {
  const old = { key: `000${row}`, name: '' };
  const current = { key, name: '' };
  const confirmed = { confirmedBy: 'A. Muster', confirmedOn: DATE };
  return { row, gemeinde: '05998004', old, current, validFrom: referenceDate(from), ...confirmed };
}

describe('checkAliases', () => {
  it('reports renamings that lead nowhere by the day', () => {
    const findings: Finding[] = [];
    const aliases = [alias(2, '00042'), alias(3, '00043'), alias(4, '00044', '2025-01-01')];

    checkAliases(aliases, [STREET], { file: 'alias.csv', date: DATE }, (f) => findings.push(f));

    expect(findings.map(({ code, place, found }) => [code, place.row, found])).toEqual([
      ['assignment.alias-target', 3, '00043'],
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import type { Finding } from '../../core/finding.ts';
import { ALIAS_COLUMNS, readAliases } from './aliases.ts';

async function read(...lines: string[]) {
  const findings: Finding[] = [];
  const header = Object.values(ALIAS_COLUMNS) as string[];
  const table = memoryTable({ file: 'alias.csv', header, rows: lines.map((line) => line.split(';')) });
  const aliases = await readAliases(table, ALIAS_COLUMNS, (f) => findings.push(f));
  return { aliases, codes: findings.map(({ code, place }) => `${code} ${place.row}`) };
}

describe('readAliases', () => {
  it('reads confirmed renamings', async () => {
    const { aliases, codes } = await read(
      '05998004;00007;Alte Str.;00042;Neue Str.;01.07.2021;A. Muster;12.06.2021',
    );

    expect(codes).toEqual([]);
    expect(aliases).toEqual([
      {
        row: 2,
        gemeinde: '05998004',
        old: { key: '00007', name: 'Alte Str.' },
        current: { key: '00042', name: 'Neue Str.' },
        validFrom: '2021-07-01',
        confirmedBy: 'A. Muster',
        confirmedOn: '2021-06-12',
      },
    ]);
  });

  it('uses no renaming that nobody confirmed, or that is incomplete', async () => {
    const { aliases, codes } = await read(
      '05998004;00007;;00042;;01.07.2021;;12.06.2021',
      '05998004;00007;;00042;;01.07.2021;A. Muster;',
      '05998004;;;00042;;01.07.2021;A. Muster;12.06.2021',
      '05998004;00007;;;;01.07.2021;A. Muster;12.06.2021',
      '05998004;00007;;00042;;;A. Muster;12.06.2021',
    );

    expect(aliases).toEqual([]);
    expect(codes).toEqual([
      'assignment.alias-unconfirmed 2',
      'assignment.alias-unconfirmed 3',
      'assignment.alias-incomplete 4',
      'assignment.alias-incomplete 5',
      'assignment.alias-incomplete 6',
    ]);
  });

  it('uses neither of two renamings that contradict each other', async () => {
    const { aliases, codes } = await read(
      '05998004;00007;;00042;;01.07.2021;A. Muster;12.06.2021',
      '05998004;00007;;00049;;01.07.2021;A. Muster;12.06.2021',
      '05998008;00007;;00049;;01.07.2021;A. Muster;12.06.2021',
    );

    expect(aliases.map(({ row }) => row)).toEqual([4]);
    expect(codes).toEqual(['assignment.alias-twice 3']);
  });
});

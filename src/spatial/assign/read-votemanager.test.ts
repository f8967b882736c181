import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memoryTable } from '../../../tests/support/memory-table.ts';
import { referenceDate } from '../../core/reference-date.ts';
import type { Finding } from '../../core/finding.ts';
import { rangeText, WHOLE_STREET } from './directory-row.ts';
import { createMatcher } from './matcher.ts';
import { readVotemanager, VOTEMANAGER_COLUMNS } from './read-votemanager.ts';

const SAMPLE = fileURLToPath(
  new URL('../../../../shared/samples/streets_addresses/wuerzburg/strassen.csv', import.meta.url),
);
const present = existsSync(SAMPLE);
if (!present) process.stderr.write('The street file of Würzburg is not there: its test is skipped.\n');

const HEADER = ['datum', 'ags', 'Strassen-Name', 'Hausnummern-Bereich', 'PLZ', 'Ortsteil', 'Bezirk-Nr'];

async function read(rows: readonly (readonly string[])[], header = HEADER) {
  const findings: Finding[] = [];
  const table = memoryTable({ file: 'strassen.csv', header, rows });
  const directory = await readVotemanager(table, VOTEMANAGER_COLUMNS, (f) => findings.push(f));
  return { directory, findings, codes: findings.map(({ code, place }) => `${code} ${place.row}`) };
}

describe('readVotemanager', () => {
  it('makes a row of every range and keeps the line it stands in', async () => {
    const { directory, codes } = await read([
      ['26.05.2019', '09663000', 'Abtsleitenweg', '', '97074', '', '083'],
      ['26.05.2019', '09663000', 'Athener Ring', '1-13 ung.,16-32 ger.,33-110', '97084', '', '133'],
    ]);

    expect(directory.map((row) => [row.row, rangeText(row), row.unit, row.gemeinde])).toEqual([
      [2, 'ganze Straße', '083', '09663000'],
      [3, '1-13 ungerade', '133', '09663000'],
      [3, '16-32 gerade', '133', '09663000'],
      [3, '33-110', '133', '09663000'],
    ]);
    expect(codes).toEqual([]);
  });

  it('reports what it cannot read, with its line, and reads the rest of it', async () => {
    const { directory, codes } = await read([
      ['', '09663000', 'A-Weg', '1-5,x', '', '', '1'],
      ['', '09663000', 'B-Weg', '9-5', '', '', '1'],
      ['', '09663000', '', '1-5', '', '', '1'],
      ['', '09663000', 'C-Weg', '2-9 ger.', '', '', '1'],
      ['', '09663000', 'D-Weg', '8-24Stw. 3', '', '', '1'],
    ]);

    expect(directory).toHaveLength(3);
    expect(codes).toEqual([
      'assignment.range-unreadable 2',
      'assignment.range-reversed 3',
      'assignment.street-nameless 4',
      'assignment.range-side 5',
      'assignment.floor-ignored 6',
    ]);
  });

  it('stops at a file without the column of ranges', async () => {
    const { directory, findings } = await read([], ['ags', 'Strassen-Name', 'Bezirk-Nr']);

    expect(directory).toEqual([]);
    expect(findings[0]).toMatchObject({
      code: 'assignment.column-missing',
      expected: 'Hausnummern-Bereich',
      severity: 'block',
    });
  });

  it('says so when there is nothing to assign with', async () => {
    expect((await read([])).codes).toEqual(['assignment.directory-empty 0']);
  });

  it.skipIf(!present)('reads the directory of Würzburg without losing a street', async () => {
    const lines = readFileSync(SAMPLE, 'utf8').split(/\r?\n/);
    const rows = lines.slice(1).map((line) => line.split(';'));

    const { directory, codes } = await read(rows);

    const whole = directory.filter((row) => row.from === WHOLE_STREET.from);
    const ranged = new Set(directory.filter((row) => row.from !== WHOLE_STREET.from).map((row) => row.row));
    expect(rows).toHaveLength(1358);
    expect(new Set(directory.map((row) => row.row)).size).toBe(1358);
    expect(whole).toHaveLength(735);
    expect(ranged.size).toBe(623);
    expect(new Set(codes.map((code) => code.split(' ')[0]))).toEqual(new Set(['assignment.floor-ignored']));
  });

  it.skipIf(!present)('finds the addresses of Würzburg by name', async () => {
    const rows = readFileSync(SAMPLE, 'utf8').split(/\r?\n/).slice(1);
    const { directory } = await read(rows.map((line) => line.split(';')));
    const matcher = createMatcher({ directory, date: referenceDate('2019-05-26') });
    const match = (streetName: string, number: string) =>
      matcher.match({ gemeinde: '09663000', streetName, number });

    expect(match('Athener Ring', '7')).toMatchObject({ unit: '133', how: 'exact' });
    expect(match('Athener Ring', '18')).toMatchObject({ unit: '133', how: 'exact' });
    expect(match('Adam Güthlein Straße', '3')).toMatchObject({ unit: '152', how: 'normalised-name' });
    // The file writes it with and without the dot and means different districts.
    expect(match('Rottendorfer Str.', '19')).toEqual({ residual: 'ambiguous_name', marks: [] });
  });
});

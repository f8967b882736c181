import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dbfFile, type DbfContent } from '../../tests/support/dbf-file.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import type { Finding } from '../core/finding.ts';
import type { RawRow } from '../core/table.ts';
import { normaliseStreetName as writtenAlike } from '../spatial/assign/street-name.ts';
import { readDbfTable } from './dbf-table.ts';

const STREETS = path.resolve(
  import.meta.dirname,
  '../../../shared/samples/streets_addresses/koeln/Strasse.dbf',
);
const present = existsSync(STREETS);
if (!present) process.stderr.write('The street list of Köln is not there: its test is skipped.\n');

async function read(file: string, options: Parameters<typeof readDbfTable>[1] = {}) {
  const findings: Finding[] = [];
  const source = { file: path.basename(file), path: file };
  const table = await readDbfTable(source, options, (found) => void findings.push(found));
  const rows: RawRow[] = [];
  if (table) for await (const batch of table.rows) rows.push(...batch);
  return { columns: table?.columns.map((column) => column.path[0]), rows, findings };
}

describe('a dBASE table', () => {
  const folder = tempFolder();
  const streets: DbfContent = {
    columns: [
      { name: 'NUMMER', type: 'C', length: 5 },
      { name: 'NAME', type: 'C', length: 20 },
      { name: 'LAENGE', type: 'N', length: 8 },
    ],
    rows: [
      ['00146', Buffer.from('Am Bühl', 'latin1'), '120.5'],
      ['00147', Buffer.from('Zur Höhe', 'latin1'), ''],
    ],
  };

  it('has texts with their zeros, numbers as numbers, and a row number for each record', async () => {
    const file = path.join(folder.path, 'strassen.dbf');
    writeFileSync(file, dbfFile({ ...streets, language: 3 }));

    const { columns, rows, findings } = await read(file);

    expect(findings).toEqual([]);
    expect(columns).toEqual(['NUMMER', 'NAME', 'LAENGE']);
    expect(rows).toEqual([
      { row: 1, cells: ['00146', 'Am Bühl', { value: 120.5 }] },
      { row: 2, cells: ['00147', 'Zur Höhe', { value: null }] },
    ]);
  });

  it('is told where it is cut off, and where its bytes are not in the declared encoding', async () => {
    const whole = dbfFile({ ...streets, language: 3 });
    const [cut, foreign] = [path.join(folder.path, 'ab.dbf'), path.join(folder.path, 'fremd.dbf')];
    writeFileSync(cut, whole.subarray(0, -20));
    writeFileSync(foreign, whole);

    const [half, declared] = [await read(cut), await read(foreign, { encoding: 'utf-8' })];

    expect([half.rows, declared.rows]).toEqual([[], []]);
    expect(half.findings.map(({ code }) => code)).toEqual(['format.dbf-broken']);
    expect(declared.findings.map(({ code }) => code)).toEqual(['format.encoding-contradicts']);
  });

  it.skipIf(!present)('holds the 5,516 streets of Köln, each with a key and a name of its own', async () => {
    const { columns, rows, findings } = await read(STREETS);

    expect(findings).toEqual([]);
    expect(columns).toEqual(['NUMMER', 'NAME', 'LANGNAME', 'SHAPE_LEN']);
    const streets = rows.map(({ cells }) => cells.slice(0, 3).map(String));
    expect(streets).toHaveLength(5516);
    expect(streets.every(([key]) => /^\d{5}$/.test(key ?? ''))).toBe(true);
    const others = streets.filter(([, short = '', long = '']) => writtenAlike(short) !== writtenAlike(long));
    expect(others).toHaveLength(535);
    // All but two are told apart by the part of the town, which a directory by names must not lose.
    expect(others.filter(([, , long]) => !long?.endsWith(')'))).toHaveLength(2);
    expect(new Set(streets.map(([key]) => key)).size).toBe(5516);
    expect(new Set(streets.map(([, , long = '']) => writtenAlike(long))).size).toBe(5516);
  });
});

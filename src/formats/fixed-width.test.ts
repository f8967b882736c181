import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { SyncError } from '../errors.ts';
import { readFixedWidth, type FixedField } from './fixed-width.ts';

/** As a DUVA Satzaufbau has it: key, name, figure with two implied decimals, note. */
const LAYOUT: readonly FixedField[] = [
  { name: 'KEY', start: 1, length: 3, kind: 'text' },
  { name: 'NAME', start: 4, length: 8, kind: 'text' },
  { name: 'WERT', start: 12, length: 6, kind: 'number', decimals: 2 },
  { name: 'NOTIZ', start: 18, length: 5, kind: 'text' },
];

async function read(text: string, layout = LAYOUT, chunk = 7) {
  const findings: Finding[] = [];
  const rows = [];
  for await (const batch of readFixedWidth(chunksOf(text, chunk), { file: 'satz.dat', layout }, (f) =>
    findings.push(f),
  ))
    rows.push(...batch);
  return { rows, findings, cells: rows.map((row) => row.cells) };
}

async function* chunksOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('readFixedWidth', () => {
  it('slices by the layout, with CRLF, LF and the end mark of DOS programs', async () => {
    const { rows, findings } = await read('001Aegidii  12345     \r\n002Kreuz     -250abc  \n\u001a');

    expect(rows).toEqual([
      { row: 1, cells: ['001', 'Aegidii', '123.45', ''] },
      { row: 2, cells: ['002', 'Kreuz', '-2.50', 'abc'] },
    ]);
    expect(findings).toEqual([]);
  });

  it('inserts implied decimals as text and leaves signs, blanks and written marks alone', async () => {
    const values = ['     5', '000000', '      ', '     *', '  12,5', '    -7', '999999'];

    const { cells } = await read(values.map((value) => `001Name    ${value}     \n`).join(''));

    expect(cells.map((row) => row[2])).toEqual(['0.05', '0000.00', '', '*', '12,5', '-0.07', '9999.99']);
  });

  it('accepts a line that lost blank padding in its text fields', async () => {
    const { cells, findings } = await read('001Aegidii  12345\n002Kreuz     2500ab\n');

    expect(cells).toEqual([
      ['001', 'Aegidii', '123.45', ''],
      ['002', 'Kreuz', '25.00', 'ab'],
    ]);
    expect(findings).toEqual([]);
  });

  it('refuses a line cut within or before a number, and a longer one', async () => {
    const { cells, findings } = await read('001Aegidii  123\n002Kreuz\n003Dom      1234     und mehr\n');

    expect(cells).toEqual([]);
    expect(findings).toMatchObject([
      { code: 'format.line-length', place: { row: 1 }, found: '15', expected: '22' },
      { code: 'format.line-length', place: { row: 2 }, found: '8' },
      { code: 'format.line-length', place: { row: 3 }, found: '29' },
    ]);
  });

  it('takes a short last line without line end for a file that was cut off', async () => {
    const { findings } = await read('001Aegidii  12345     \n002Kreuz     2500ab');

    expect(findings).toMatchObject([{ code: 'format.line-length', place: { row: 2 } }]);
  });

  it('passes over empty lines and says where there is no record at all', async () => {
    expect((await read('\r\n\n')).findings.map((f) => f.code)).toEqual(['format.no-rows']);
    expect((await read('\n001Aegidii  12345     \n')).rows[0]?.row).toBe(2);
  });

  it('gives up a line without end instead of filling the memory', async () => {
    const { cells, findings } = await read(
      `${'x'.repeat(1 << 21)}\n001Aegidii  12345     \n`,
      LAYOUT,
      65_536,
    );

    expect(cells).toHaveLength(1);
    expect(findings.map((f) => f.code)).toEqual(['format.record-too-long']);
  });

  it.each([
    ['overlapping', [field('A', 1, 3), field('B', 3, 2)]],
    ['gapped', [field('A', 1, 3), field('B', 5, 2)]],
    ['not beginning at 1', [field('A', 2, 3)]],
    ['without length', [field('A', 1, 0)]],
    ['empty', []],
  ])('refuses a layout that is %s', async (_what, layout) => {
    await expect(read('abc\n', layout)).rejects.toThrow(SyncError);
  });
});

function field(name: string, start: number, length: number): FixedField {
  return { name, start, length, kind: 'text' };
}

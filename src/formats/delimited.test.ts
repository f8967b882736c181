import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { readDelimited, type Delimiter, type DelimitedRow } from './delimited.ts';

interface Asked {
  readonly delimiter?: Delimiter;
  readonly width?: number | 'any';
  /** Characters per chunk. */
  readonly chunk?: number;
}

async function read(text: string, { delimiter = ';', width, chunk = 1000 }: Asked = {}) {
  const rows: DelimitedRow[] = [];
  const findings: Finding[] = [];
  const options = { file: 'datei.csv', delimiter, ...(width === undefined ? {} : { width }) };
  for await (const batch of readDelimited(chunksOf(text, chunk), options, (f) => findings.push(f)))
    rows.push(...batch);
  const problems = findings.map((f) => `${f.place.row} ${f.code.slice('format.'.length)}`);
  return { rows, findings, problems, cells: rows.map((row) => row.cells) };
}

async function* chunksOf(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('readDelimited', () => {
  it('reads LF, CRLF, both mixed and a last line without end', async () => {
    const { rows, findings } = await read('a;b\r\n1;2\n3;4\r\n5;6');

    expect(rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['1', '2'] },
      { row: 3, cells: ['3', '4'] },
      { row: 4, cells: ['5', '6'] },
    ]);
    expect(findings).toEqual([]);
  });

  it('reads quoted fields with delimiters, doubled quotes and line ends, and counts physical lines', async () => {
    const { rows, findings } = await read('a;b\n"x;y";"say ""ja"""\n"two\r\nlines";""\n1;2\n');

    expect(rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['x;y', 'say "ja"'] },
      { row: 3, cells: ['two\r\nlines', ''] },
      { row: 5, cells: ['1', '2'] },
    ]);
    expect(findings).toEqual([]);
  });

  it('takes the declared delimiter and no other', async () => {
    expect((await read('a,b\n1;2,3\n', { delimiter: ',' })).cells).toEqual([
      ['a', 'b'],
      ['1;2', '3'],
    ]);
    expect((await read('a\tb\n', { delimiter: '\t' })).cells).toEqual([['a', 'b']]);
    expect((await read('a|"b|c"\n', { delimiter: '|' })).cells).toEqual([['a', 'b|c']]);
  });

  it('reports rows of another width than the first and does not deliver them', async () => {
    const { cells, findings } = await read('a;b;c\n1;2;3\n4;5\n6;7;8;9\n10;11;12\n');

    expect(cells).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['10', '11', '12'],
    ]);
    expect(findings).toMatchObject([
      { code: 'format.row-width', place: { file: 'datei.csv', row: 3 }, found: '2', expected: '3' },
      { code: 'format.row-width', place: { row: 4 }, found: '4', expected: '3' },
    ]);
  });

  it('checks the width that is asked for, the first row included', async () => {
    const { cells, problems } = await read('Titel\na;b\n', { width: 2 });

    expect(cells).toEqual([['a', 'b']]);
    expect(problems).toEqual(['1 row-width']);
  });

  it('delivers titles, blank lines and notes where any width will do', async () => {
    const { cells, findings } = await read('Tabelle: 12411\n\n;;2024\n__________\n', { width: 'any' });

    expect(cells).toEqual([['Tabelle: 12411'], [''], ['', '', '2024'], ['__________']]);
    expect(findings).toEqual([]);
  });

  it('passes over blank lines in a table', async () => {
    const { rows, findings } = await read('\na;b\n\n1;2\n\n');

    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(findings).toEqual([]);
  });

  it('rejects only the line with a stray quotation mark', async () => {
    const text = 'a;b\n"Zum Anker" Kneipe;5\n5" Rohr;6\n1;2\n';

    const { cells, findings } = await read(text);

    expect(cells).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(findings).toMatchObject([
      { code: 'format.stray-quote', place: { row: 2 }, found: '1' },
      { code: 'format.stray-quote', place: { row: 3 }, found: '1' },
    ]);
    expect(JSON.stringify(findings)).not.toContain('Anker');
  });

  it('does not let an unclosed quotation mark eat what follows', async () => {
    const { cells, problems } = await read('a;b\n1;"open\n3;4\n5;6\n');

    expect(cells).toEqual([
      ['a', 'b'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(problems).toEqual(['2 unclosed-quote']);
  });

  it('gives up an unclosed quotation mark after 200 lines, even where a later one would close it', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `${i};x`).join('\n');

    const { rows, problems } = await read(`a;b\n1;"open\n${lines}\n7;8"\n`);

    expect(rows).toHaveLength(301);
    expect(problems).toEqual(['2 unclosed-quote', '303 stray-quote']);
  });

  it('rejects a record beyond one megabyte and reads on behind it', async () => {
    const long = 'x'.repeat((1 << 20) + 1);

    const { cells, problems } = await read(`a;b\n${long};1\n"${long}";2\n3;4\n`, { chunk: 65_536 });

    expect(cells).toEqual([
      ['a', 'b'],
      ['3', '4'],
    ]);
    expect(problems).toEqual(['2 record-too-long', '3 record-too-long']);
  });

  it('tolerates the end mark of DOS programs', async () => {
    expect((await read('a;b\r\n1;2\r\n\u001a')).cells).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect((await read('a;b\r\n1;2\u001a')).cells).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('delivers a header alone and says where there is nothing at all', async () => {
    expect(await read('a;b\n')).toMatchObject({ cells: [['a', 'b']], problems: [] });
    expect((await read('\n\n')).problems).toEqual(['0 no-rows']);
  });

  it('lists a hundred faulty rows and counts the rest', async () => {
    const { findings } = await read(`a;b\n${'1\n'.repeat(250)}`);

    expect(findings).toHaveLength(101);
    expect(findings.at(-1)).toMatchObject({ code: 'format.further-rejects', found: '150', expected: '100' });
  });

  it('delivers in batches of bounded size', async () => {
    const sizes: number[] = [];
    const text = 'a;b\n'.repeat(10_000);

    for await (const batch of readDelimited(
      chunksOf(text, text.length),
      { file: 'datei.csv', delimiter: ';' },
      () => undefined,
    ))
      sizes.push(batch.length);

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4096);
  });

  it('gives the same rows and findings for any chunking of any text', async () => {
    const piece = fc.constantFrom('"', '""', ';', '\n', '\r\n', '\r', 'a', 'bc', ' ', '\u001a', '"\n', ';"');
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    const width = fc.constantFrom<(number | 'any' | undefined)[]>(undefined, 'any', 2);

    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), width, async (content, chunk, asked) => {
        const whole = await read(content, { chunk: 1000, ...(asked === undefined ? {} : { width: asked }) });
        const cut = await read(content, { chunk, ...(asked === undefined ? {} : { width: asked }) });

        expect(cut).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with csv-parse on well-formed text', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ';', '\n', '\r\n', 'ä', 'x', ' ', '1'),
      maxLength: 8,
    });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));

    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), fc.nat({ max: 9 }), async (rows, end, chunk) => {
        const text = rows.map((row) => row.map(written).join(';')).join(end);

        const { cells, problems } = await read(text, { chunk: chunk + 1 });

        expect(problems).toEqual([]);
        expect(cells).toEqual(parse(text, { delimiter: ';', record_delimiter: ['\r\n', '\n'] }));
        expect(cells).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

function written(cell: string): string {
  return /[";\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

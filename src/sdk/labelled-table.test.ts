import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { columnLabel, rawValue, type RawCell, type RawRow, type RawValue } from '../core/table.ts';
import { labelledTable, type TableShape } from './labelled-table.ts';
import { normaliseLabel } from './label.ts';

type Cells = readonly (string | RawCell)[];

interface Read {
  titles: readonly string[];
  columns: string[];
  body: RawValue[][];
  rows: number[];
  notes: readonly string[];
  findings: string[];
}

const UNTIL = { end: 'until', fillDown: [] } as const;

/** `lines`: one text per row, cells separated by `|`. */
async function read(lines: readonly string[], shape: Partial<TableShape>, batch = 3): Promise<Read> {
  const findings: Finding[] = [];
  const context = { signal: new AbortController().signal, report: (f: Finding) => findings.push(f) };
  const full: TableShape = {
    start: { titleRows: 0 },
    headerRows: 1,
    label: normaliseLabel,
    body: UNTIL,
    ...shape,
  };
  const source = { file: 'probe.csv', rows: batches(lines, batch) };
  const answer: Read = { titles: [], columns: [], body: [], rows: [], notes: [], findings: [] };
  for await (const table of labelledTable(source, full, context)) {
    for await (const rows of table.rows) {
      answer.body.push(...rows.map((row) => row.cells.map(rawValue)));
      answer.rows.push(...rows.map((row) => row.row));
    }
    Object.assign(answer, {
      titles: table.titles,
      columns: table.columns.map(columnLabel),
      notes: table.notes,
    });
  }
  answer.findings = findings.map((f) => `${f.severity} ${f.code} ${f.place.row}`);
  return answer;
}

async function* batches(lines: readonly string[], size: number): AsyncGenerator<readonly RawRow[]> {
  const rows = lines.map((line, index) => ({ row: index + 1, cells: line.split('|') as Cells }));
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

describe('labelledTable', () => {
  it('tells titles, two header rows, scattered column numbers, body and notes apart', async () => {
    const lines = [
      'Quoten im Kreis|||',
      'Stichtag: 31.12.2024, Hauptwohnung|||',
      '|||',
      'Region|Quote|dav.:|',
      '||Männer|Frauen',
      '||2|3',
      '|1||',
      'Nord|1,0|2,0|3,0',
      'Süd|4,0|.|*',
      '|||',
      'Quelle: Amt|||',
    ];

    const table = await read(lines, { start: { firstLabel: 'Region' }, headerRows: 2 });

    expect(table.titles).toEqual(['Quoten im Kreis', 'Stichtag: 31.12.2024, Hauptwohnung']);
    expect(table.columns).toEqual(['Region', 'Quote', 'dav.: / Männer', 'dav.: / Frauen']);
    expect(table.body).toEqual([
      ['Nord', '1,0', '2,0', '3,0'],
      ['Süd', '4,0', '.', '*'],
    ]);
    expect(table.rows).toEqual([8, 9]);
    expect(table.notes).toEqual(['Quelle: Amt']);
    expect(table.findings).toEqual([]);
  });

  it('keeps years in a header, they are no column numbers', async () => {
    const table = await read(['Quartier|2023|2024', '1|10|11'], {});

    expect(table.columns).toEqual(['Quartier', '2023', '2024']);
    expect(table.body).toEqual([['1', '10', '11']]);
  });

  it('does not drop a first row that numbers every column unless that is declared', async () => {
    const lines = ['Nr|m|w', '1|2|3', '2|7|9'];

    const undeclared = await read(lines, {});
    const numbers = await read(lines, { columnNumbers: true });
    const data = await read(lines, { columnNumbers: false });

    expect(undeclared.findings).toEqual(['error format.column-numbers-unclear 2']);
    expect(numbers).toMatchObject({ body: [['2', '7', '9']], findings: [] });
    expect(data).toMatchObject({
      body: [
        ['1', '2', '3'],
        ['2', '7', '9'],
      ],
      findings: [],
    });
  });

  it('reports declared column numbers that are not there', async () => {
    const table = await read(['Nr|m|w', '1|5|3'], { columnNumbers: true });

    expect(table.findings).toEqual(['error format.column-numbers-missing 2']);
  });

  it('drops the declared unit row and reports another unit', async () => {
    const lines = ['Quartier|Einwohner|Anteil', '|Anzahl|%', 'Nord|5|1'];

    const same = await read(lines, { units: ['Anzahl', '%'] });
    const other = await read(lines, { units: ['Anzahl'] });

    expect(same).toMatchObject({ body: [['Nord', '5', '1']], findings: [] });
    expect(other.findings).toContain('error format.units-differ 2');
  });

  it('repeats nested labels within their group only', async () => {
    const lines = ['Bezirk|Quartier|Sex|n', 'A|a1|m|1', '||w|2', '|a2|m|3', 'B||Summe|4', '|b1|m|5'];

    const table = await read(lines, { body: { end: 'until', fillDown: ['Bezirk', 'Quartier'] } });

    expect(table.body).toEqual([
      ['A', 'a1', 'm', '1'],
      ['A', 'a1', 'w', '2'],
      ['A', 'a2', 'm', '3'],
      ['B', '', 'Summe', '4'],
      ['B', 'b1', 'm', '5'],
    ]);
    expect(table.findings).toEqual([]);
  });

  it('reports rows with values behind a blank row instead of taking them for notes', async () => {
    const table = await read(['Q|m|w', 'a|1|2', '||', 'b|3|4', 'c|5|6'], {});

    expect(table.body).toEqual([['a', '1', '2']]);
    expect(table.findings).toEqual(['error format.rows-after-end 4']);
  });

  it('ends at an underscore line and at the declared expression', async () => {
    const line = await read(['Q|n', 'a|1', '__________|', 'Hinweis|'], {});
    const declared = await read(['Q|n', 'a|1', 'Summe|1', 'Quelle|'], {
      body: { end: 'until', fillDown: [], stop: /^Summe/u },
    });

    expect(line).toMatchObject({ body: [['a', '1']], notes: ['__________', 'Hinweis'], findings: [] });
    expect(declared).toMatchObject({ body: [['a', '1']], findings: ['warning format.rows-after-end 3'] });
  });

  it('makes equal labels unique and reports it, and reports missing labels', async () => {
    const table = await read(['Q|n|n||x', 'a|1|2|3|4'], {});

    expect(table.columns).toEqual(['Q', 'n', 'n (2)', '', 'x']);
    expect(table.findings).toEqual(['error format.column-duplicate 1', 'error format.column-unlabelled 1']);
  });

  it('reports rows of another width and reads on', async () => {
    const table = await read(['Q|n', 'a|1|', 'b', 'c|2|9', 'd|3'], { body: { end: 'all' } });

    expect(table.body).toEqual([
      ['a', '1'],
      ['d', '3'],
    ]);
    expect(table.findings).toEqual(['error format.row-width 3', 'error format.row-width 4']);
  });

  it('reports a file without header, without rows, and a declared column that is not there', async () => {
    const empty = await read([], {});
    const other = await read(['x|y', '1|2'], { start: { firstLabel: 'Region' } });
    const headerOnly = await read(['Q|n'], {});
    const renamed = await read(['Q|n', 'a|1'], { body: { end: 'until', fillDown: [], key: 'Quartier' } });

    expect(empty.findings).toEqual(['block format.header-missing 0']);
    expect(other.findings).toEqual(['block format.header-missing 0']);
    expect(headerOnly.findings).toEqual(['block format.no-rows 0']);
    expect(renamed.findings).toEqual(['error format.column-missing 0']);
  });

  it('refuses rows that are asked for after the source was let go', async () => {
    const source = { file: 'probe.csv', rows: batches(['Q|n', 'a|1', 'b|2', 'c|3', 'd|4'], 2) };
    const shape: TableShape = { start: { titleRows: 0 }, headerRows: 1, label: normaliseLabel, body: UNTIL };
    const context = { signal: new AbortController().signal, report: () => undefined };
    const tables = [];
    for await (const table of labelledTable(source, shape, context)) tables.push(table);

    const late = tables[0]?.rows[Symbol.asyncIterator]().next();

    await expect(late).rejects.toThrow(RangeError);
  });

  it('accounts for every row, whatever the batches', async () => {
    const cell = fc.constantFrom('', 'a', '1', '2,5', '.', '____');
    const line = fc.tuple(cell, cell, cell).map((cells) => cells.join('|'));

    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (lines, size) => {
          const table = await read(['Q|m|w', ...lines], { columnNumbers: false }, size);

          const blank = lines.filter((text) => text === '||').length;
          expect(table.body.length + table.notes.length + blank).toBe(lines.length);
          expect(table.body.every((cells) => cells.length === 3)).toBe(true);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { findTable, type TextLine } from './find-table.ts';

const linesOf = (text: string): TextLine[] =>
  text
    .split('\n')
    .map((line, index) => ({ row: index + 1, texts: line.split(';').map((cell) => cell.trim()) }));

describe('a table among titles and notes', () => {
  it('is found with header, units, column numbers and nested labels', () => {
    const table = findTable(
      linesOf(
        'Titel;;\n;;\nBezirk;Quartier;Zahl\n;;davon\n;;Anzahl\n;;1\nA;11 X;5\n;12 Y;6\nB;21 Z;7\n____;;\nNotiz;;',
      ),
    );

    expect(table).toMatchObject({
      start: 3,
      titles: ['Titel'],
      units: ['Anzahl'],
      numbering: 'stub',
      fillDown: [0],
    });
    expect(table?.header).toHaveLength(2);
    expect(table?.body).toHaveLength(3);
  });

  it('begins below a header of years', () => {
    const table = findTable(linesOf('Merkmal;2022;2023\nA;5;6\nB;7;8'));

    expect(table).toMatchObject({ start: 1, firstValue: 1 });
    expect(table?.body).toHaveLength(2);
  });

  it('has column numbers over all columns where the first is numbered too', () => {
    expect(findTable(linesOf('Gebiet;Zahl\n1;2\nA;5\nB;7'))?.numbering).toBe('all');
  });

  it.each(['', 'nur Text\nund noch einer', '1;2\n3;4', 'a;b\nc;d'])('is none in %j', (text) => {
    expect(findTable(linesOf(text))).toBeUndefined();
  });

  it('is looked for near the beginning only', () => {
    const long = linesOf(`${'ein Wort\n'.repeat(50_000)}A;B\nX;1\nY;2`);

    expect(findTable(long)).toBeUndefined();
  });
});

import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csv } from './csv.ts';

describe('a table for a spreadsheet', () => {
  it.each(['=1+1', '+49', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '  =1', '＝1'])(
    'does not let %j become a formula',
    (text) => {
      const [, row] = read(csv(['Kopf'], [[text]]));

      expect(row?.[0]?.startsWith("'")).toBe(true);
    },
  );

  it('leaves numbers numbers, with a decimal comma', () => {
    expect(csv(['a'], [[-1.5, 0]])).toBe('\uFEFFa\r\n-1,5;0\r\n');
  });

  it('gives every text back as it was, but for the sign in front', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
        (rows) => {
          const back = read(csv(['a', 'b'], rows)).slice(1);
          expect(back.map((row) => row.map(bare))).toEqual(rows.map((row) => row.map(bare)));
        },
      ),
    );
  });
});

function read(text: string): string[][] {
  return parse(text, { delimiter: ';', bom: true, record_delimiter: '\r\n' });
}

function bare(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}

import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRow } from '../../core/table.ts';
import { packRows, unpackRows, type PackedRows } from './packed-rows.ts';

const text = fc.string({ unit: 'binary' });
const value = fc.oneof(text, fc.double(), fc.boolean(), fc.date(), fc.constant(null));
const raw = fc.record({ value, format: text, formula: fc.boolean() }, { requiredKeys: ['value'] });
const row = (cell: fc.Arbitrary<RawRow['cells'][number]>, width: fc.Arbitrary<number>) =>
  width.chain((cells) =>
    fc.record({ row: fc.integer({ min: 1 }), cells: fc.array(cell, { minLength: cells, maxLength: cells }) }),
  );

function sent(rows: readonly RawRow[]): readonly RawRow[] {
  return unpackRows(deserialize(serialize(packRows(rows))) as PackedRows);
}

describe('rows on their way', () => {
  it('arrive as they were, whatever stands in their cells', () => {
    const rows = fc.oneof(
      fc.integer({ min: 0, max: 5 }).chain((width) => fc.array(row(text, fc.constant(width)))),
      fc.array(row(fc.oneof(text, raw), fc.integer({ min: 0, max: 4 }))),
    );

    fc.assert(
      fc.property(rows, (given) => {
        expect(sent(given)).toEqual(given);
      }),
    );
  });

  it('travel as one text where all are text of one width', () => {
    expect(packRows([{ row: 7, cells: ['a', '', 'bc'] }])).toMatchObject({ kind: 'text', text: 'abc' });
    expect(sent([{ row: 7, cells: ['x'.repeat(56_000), 'y'] }])[0]?.cells[1]).toBe('y');
    expect(packRows([{ row: 7, cells: ['x'.repeat(65_536)] }])).toMatchObject({ kind: 'plain' });
  });
});

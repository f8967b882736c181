import { describe, expect, it } from 'vitest';
import { sumsOf, treeFromLines } from './code-tree.ts';

const lines = (...texts: string[]) => texts.map((text, index) => ({ row: index + 1, text }));

describe('a hierarchy file', () => {
  it('tells the depth of a code by its lead strings', () => {
    const result = treeFromLines(lines('Nr', '@ 1', '@ 2', '@@2a', 'Os ', '@10', ''), '@');

    expect(result).toMatchObject({ ok: true });
    const sums = sumsOf(result.ok ? result.tree : {}, 'Total');
    expect([...sums].map(([code, parts]) => `${code}: ${parts.join(' ')}`)).toEqual([
      'Total: Nr Os',
      'Nr: 1 2',
      '2: 2a',
      'Os: 10',
    ]);
  });

  it('is refused where a line lies too deep, or a code is there twice', () => {
    expect(treeFromLines(lines('Nr', '@@1'), '@')).toEqual({ ok: false, row: 2, problem: 'depth' });
    expect(treeFromLines(lines('Nr', '@1', 'Os', '@1'), '@')).toEqual({
      ok: false,
      row: 4,
      problem: 'repeated',
    });
  });
});

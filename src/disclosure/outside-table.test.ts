import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideProblem, type OutsideCell, type OutsideTable } from './outside-table.ts';

const cell = (codes: string[], value: number, rest: Partial<OutsideCell> = {}): OutsideCell => ({
  codes,
  value,
  weight: value,
  status: 'open',
  row: 1,
  ...rest,
});
const sums = (total: string, ...parts: string[]) => new Map([[total, parts]]);
const TABLE: Omit<OutsideTable, 'cells'> = {
  file: 't.csv',
  kind: 'count',
  dimensions: [{ name: 'ort', total: 'alle', isDelivered: true, sums: sums('alle', 'a', 'b', 'c') }],
  threshold: 3,
  zeros: 'open',
  rounding: 1,
};

describe('a table from outside', () => {
  it('has a sum for every code with parts, and bounds and needs of its cells', () => {
    const cells = [cell(['a'], 5), cell(['b'], 2, { status: 'primary' }), cell(['c'], 0), cell(['alle'], 7)];

    const { problem, primary, findings } = outsideProblem({ ...TABLE, cells });

    expect(findings).toEqual([]);
    expect(primary).toEqual(['b']);
    expect(problem.relations).toMatchObject([{ lower: 0, upper: 0, name: 'alle (ort)' }]);
    expect(problem.cells.map(({ status }) => status)).toEqual(['open', 'hidden', 'frozen', 'open']);
    expect(problem.cells[1]).toMatchObject({ lower: 1, upper: 11, need: { high: 3 } });
  });

  it('takes a sum that is missing for known, from the lowest parts upwards', () => {
    const tree = new Map([
      ['alle', ['n', 's']],
      ['n', ['n1', 'n2']],
      ['s', ['s1', 's2']],
    ]);
    const dimensions = [{ name: 'ort', total: 'alle', isDelivered: true, sums: tree }];
    const cells = ['n1', 'n2', 's1', 's2'].map((code, at) => cell([code], 10 + at));

    const { problem, findings } = outsideProblem({ ...TABLE, dimensions, cells });

    const known = Object.fromEntries(
      problem.cells.map(({ id, value, status }) => [id, `${value} ${status}`]),
    );
    expect(known).toMatchObject({ n: '21 frozen', s: '25 frozen', alle: '46 frozen' });
    expect(findings).toMatchObject([{ code: 'disclosure.table-total-missing', found: '3' }]);
  });

  it.each([
    [0, [], 0],
    [1, ['disclosure.table-sum-rounded'], 1],
    [2, ['disclosure.table-sum'], 2],
  ])('a sum that misses by %i is told', (off, codes, slack) => {
    const cells = [cell(['a'], 5), cell(['b'], 6), cell(['alle'], 11 + off, { row: 4 })];

    const { problem, findings } = outsideProblem({ ...TABLE, cells });

    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(problem.relations[0]).toMatchObject({ lower: 0 - slack, upper: slack });
    expect(findings.every(({ place }) => place.row === 4)).toBe(true);
  });

  it('names a cell that is there twice', () => {
    const { findings } = outsideProblem({ ...TABLE, cells: [cell(['a'], 5), cell(['a'], 5, { row: 9 })] });

    expect(findings).toMatchObject([
      { code: 'disclosure.table-cell-twice', place: { row: 9 }, found: 'a' },
      {},
    ]);
  });

  it('has relations that its own values meet, whatever the table', () => {
    const row = fc.array(fc.nat(40), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), fc.boolean(), (rows, withTotals) => {
        const ids = rows.map((_, at) => `r${at}`);
        const inner = rows.flatMap((values, at) =>
          values.map((value, column) => cell([`r${at}`, 'abc'[column] ?? ''], value)),
        );
        const totals = rows.map((values, at) =>
          cell(
            [`r${at}`, 'alle'],
            values.reduce((sum, value) => sum + value, 0),
          ),
        );
        const dimensions = [
          { name: 'x', total: 'Summe', isDelivered: false, sums: sums('Summe', ...ids) },
          { name: 'y', total: 'alle', isDelivered: withTotals, sums: sums('alle', 'a', 'b', 'c') },
        ];

        const { problem, findings } = outsideProblem({
          ...TABLE,
          dimensions,
          cells: [...inner, ...(withTotals ? totals : [])],
        });

        expect(findings).toEqual([]);
        for (const { terms } of problem.relations)
          expect(
            terms.reduce((sum, [at, factor]) => sum + factor * (problem.cells[at]?.value ?? Number.NaN), 0),
          ).toBe(0);
      }),
    );
  });
});

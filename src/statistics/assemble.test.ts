import { describe, expect, it } from 'vitest';
import { BEFORE, SMALL_COUNTY, storedCells } from '../../tests/support/small-county.ts';
import { areaKey, levelId } from '../core/area.ts';
import { cell, emptyCell, NIL } from '../core/cell.ts';
import type { Observation } from '../core/observation.ts';
import { assembleDataset, type Assembly } from './assemble.ts';

function observation(area: string, figure: number, rest: Partial<Observation> = {}): Observation {
  return {
    role: 'value',
    level: levelId('quartier'),
    area: areaKey(area),
    date: BEFORE,
    measure: 'personen',
    breakdown: {},
    cell: cell(figure),
    place: { file: 'a.csv', row: 2 },
    ...rest,
  };
}
const ALL = ['0101', '0102', '0103', '0201', '0203'].map((area, i) =>
  observation(area, i + 1, { place: { file: 'a.csv', row: i + 2 } }),
);
function assembled(observations: readonly Observation[], rest: Partial<Assembly> = {}) {
  const assembly = {
    absent: 'error',
    geography: SMALL_COUNTY,
    files: ['a.csv'],
    known: [],
    rates: new Set<string>(),
  };
  return assembleDataset(observations, { ...assembly, codesOn: () => undefined, ...rest } as Assembly);
}
const codes = (result: ReturnType<typeof assembled>) => result.findings.map((f) => f.code);
const KREIS = { level: levelId('kreis') };

describe('a delivery', () => {
  it('becomes one cell for each figure, with the row it came from', () => {
    const result = assembled(ALL);

    expect(result.findings).toEqual([]);
    expect(result.cells).toHaveLength(5);
    expect(result.cells[1]).toEqual({
      role: 'value',
      level: 'quartier',
      area: '0102',
      date: BEFORE,
      measure: 'personen',
      breakdown: {},
      cell: cell(2),
      source: { file: 0, rows: [3, 3] },
    });
  });

  it('never mixes the rows of two files in the origin of a figure', () => {
    const residual = { ...KREIS, role: 'residual' as const };
    const result = assembled(
      [
        ...ALL,
        observation('K', 3, { ...residual, place: { file: 'a.csv', row: 40 } }),
        observation('K', 4, { ...residual, place: { file: 'b.csv', row: 900 } }),
      ],
      { files: ['a.csv', 'b.csv'] },
    );

    const rest = result.cells.find(({ role }) => role === 'residual');
    expect(rest).toMatchObject({ cell: { value: 7 }, source: { file: 0, rows: [40, 40] } });
  });

  it('with nothing usable in it stops the run', () => {
    expect(codes(assembled([]))).toEqual(['statistics.nothing-delivered']);
    expect(codes(assembled([observation('K', 5, { ...KREIS, role: 'total' })]))).toEqual([
      'statistics.nothing-delivered',
    ]);
  });

  it('never takes a total for a figure, and compares it', () => {
    const right = observation('K', 15, { ...KREIS, role: 'total' });
    const wrong = observation('K', 16, { ...KREIS, role: 'total' });

    expect(assembled([...ALL, right])).toEqual(assembled(ALL));
    expect(codes(assembled([...ALL, wrong]))).toEqual(['statistics.control-sum']);
    expect(assembled([...ALL, wrong]).cells).toHaveLength(5);
  });

  it('adds up rows of several labels that belong to no area, over all their rows', () => {
    const rest = (row: number, figure: number) =>
      observation('K', figure, { ...KREIS, role: 'residual', place: { file: 'a.csv', row } });

    const { cells, findings } = assembled([...ALL, rest(20, 3), rest(17, 4)]);

    expect(cells.at(-1)).toMatchObject({ role: 'residual', cell: cell(7), source: { rows: [17, 20] } });
    expect(findings).toMatchObject([
      { code: 'statistics.residual', found: '7 (personen, alle Stichtage zusammen)' },
    ]);
  });

  it('has no value for such rows where one of them has none', () => {
    const rest = { ...KREIS, role: 'residual' } as const;

    const { cells } = assembled([
      ...ALL,
      observation('K', 3, rest),
      observation('K', 0, { ...rest, cell: emptyCell('suppressed') }),
    ]);

    expect(cells.at(-1)?.cell).toEqual(emptyCell('suppressed'));
  });

  it('keeps figures apart whose codes hold the signs of a key', () => {
    const of = (a: string, b: string, figure: number) =>
      ALL.map(({ area }) => observation(area, figure, { breakdown: { a, b } }));

    const { cells } = assembled([...of('1|b=2', '3', 1), ...of('1', '2|b=3', 10)]);

    expect(cells).toHaveLength(10);
    expect(new Set(cells.map((stored) => stored.cell.value))).toEqual(new Set([1, 10]));
  });

  it('leaves out levels that the job does not use, with their totals', () => {
    const land = { level: levelId('land') };
    const others = [observation('05', 99, land), observation('05', 1, { ...land, role: 'total' })];

    expect(assembled([...ALL, ...others])).toEqual(assembled(ALL));
    expect(codes(assembled(others))).toEqual(['statistics.nothing-delivered']);
  });

  it('is filled up as the profile says, and what is filled in names no row', () => {
    const more = [...ALL, observation('0101', 9, { breakdown: { alter: 'u6' } })];

    const { cells } = assembled(more, { absent: 'nil' });

    const added = cells.filter((stored) => stored.source.rows[0] === 0);
    expect(added.map((stored) => `${stored.area} ${JSON.stringify(stored.breakdown)}`)).toEqual([
      '0102 {"alter":"u6"}',
      '0103 {"alter":"u6"}',
      '0201 {"alter":"u6"}',
      '0203 {"alter":"u6"}',
    ]);
    expect(added.every((stored) => stored.cell === NIL)).toBe(true);
  });

  it('of shares is compared with no sum', () => {
    const kreis = observation('K', 3, KREIS);
    const total = observation('0101', 5, { role: 'total' });

    expect(codes(assembled([...ALL, kreis, total], { rates: new Set(['personen']) }))).toEqual([]);
    expect(codes(assembled([...ALL, kreis, total]))).toEqual([
      'statistics.control-sum',
      'statistics.levels-disagree',
    ]);
  });

  it('names the file each row came from', () => {
    const other = ALL.map((one) => ({ ...one, measure: 'b', place: { file: 'b.csv', row: 4 } }));

    const { cells } = assembled([...ALL, ...other], { files: ['a.csv', 'b.csv'] });

    expect(cells.map((stored) => stored.source.file)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('is told when it lacks an area, holds one that did not exist and repeats another date', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i}`);
    const of = (area: string) =>
      rows.map((alter) => observation(area, Number(alter), { breakdown: { alter } }));
    const known = rows.flatMap((alter) =>
      ['0101', '0102', '0103', '0201'].flatMap((area) =>
        storedCells({ [area]: Number(alter) }, { date: '2022-12-31', breakdown: { alter } }),
      ),
    );

    const result = assembled(['0101', '0102', '0103', '0201', '0202'].flatMap(of), { known });

    expect(codes(result)).toEqual([
      'statistics.area-not-valid',
      'statistics.area-missing',
      'statistics.same-as-other-date',
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaKey, levelId } from '../../core/area.ts';
import { cell, emptyCell, NIL, sumCells, type Cell } from '../../core/cell.ts';
import type { StoredCell } from '../../core/dataset.ts';
import type { Finding } from '../../core/finding.ts';
import type { Observation, ObservationRole } from '../../core/observation.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { convertRows, convertStoredCells, type Conversion } from './convert-cells.ts';
import { createCrosswalk, type CrosswalkPart } from './crosswalk.ts';

const LEVEL = levelId('sozialraum');
const DATE = referenceDate('2024-12-31');

type Parts = readonly (readonly [from: string, to: string, weight: number])[];

/** `olds` and `news` on top of those that the parts name. */
function conversion<Row>(
  parts: Parts,
  more: Partial<Conversion<Row>> & { readonly olds?: string[]; readonly news?: string[] } = {},
): Conversion<Row> {
  const { olds = [], news = [], ...rules } = more;
  const table = {
    file: 'alt-neu.csv',
    parts: parts.map(([from, to, weight], i): CrosswalkPart => {
      return { row: i + 2, from: areaKey(from), to: areaKey(to), weight };
    }),
    oldUnits: new Set([...parts.map(([from]) => from), ...olds].map(areaKey)),
    newUnits: new Set([...parts.map(([, to]) => to), ...news].map(areaKey)),
  };
  const crosswalk = createCrosswalk(table, (found) => {
    throw new RangeError(found.code);
  });
  if (!crosswalk) throw new RangeError('no crosswalk');
  return {
    id: 'alt-neu',
    level: LEVEL,
    crosswalk,
    validity: { from: referenceDate('2022-01-01'), to: null },
    kindOf: (measure) => (measure === 'quote' ? 'rate' : measure === 'euro' ? 'amount' : 'count'),
    absent: 'error',
    placeOf: () => ({ file: 'lieferung.csv', row: 0 }),
    ...rules,
  };
}

let line = 1;
function row(area: string, value: Cell | number, more: Partial<Observation> = {}): Observation {
  line += 1;
  return {
    role: 'value',
    level: LEVEL,
    area: areaKey(area),
    date: DATE,
    measure: 'personen',
    breakdown: {},
    cell: typeof value === 'number' ? cell(value) : value,
    place: { file: 'lieferung.csv', row: line },
    ...more,
  };
}

/** The cells of the new areas, rows of one cell added up. */
function cellsOf(rows: readonly Observation[], role: ObservationRole = 'value'): Record<string, Cell> {
  const groups = new Map<string, Cell[]>();
  for (const one of rows.filter((found) => found.role === role)) {
    const name = [one.area, ...Object.values(one.breakdown)].join(' ');
    groups.set(name, [...(groups.get(name) ?? []), one.cell]);
  }
  return Object.fromEntries([...groups].map(([name, cells]) => [name, sumCells(cells)]));
}

function convert(rows: readonly Observation[], rules: Conversion<Observation>) {
  const placed = { ...rules, placeOf: (one: Observation) => one.place };
  const converted = convertRows(rows, placed);
  return { ...converted, cells: cellsOf(converted.rows), told: told(converted.findings) };
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ code, found }) => `${code.replace('assignment.convert-', '')}: ${found}`);
}

describe('convertRows', () => {
  it('merges statistical districts into the areas a town has formed of them, exactly and unmarked', () => {
    const rows = [row('01', 10), row('02', 20), row('03', NIL)];

    const { cells, told } = convert(
      rows,
      conversion([
        ['01', 'A', 1],
        ['02', 'A', 1],
        ['03', 'B', 1],
      ]),
    );

    expect(cells).toEqual({ A: cell(30), B: NIL });
    expect(told).toEqual([]);
  });

  it('marks what a split area went into, and nothing else', () => {
    const rules = conversion(
      [
        ['1', '1', 0.95],
        ['1', '2', 0.05],
        ['2', '2', 1],
      ],
      { olds: ['3'], news: ['3'] },
    );

    const { cells } = convert([row('1', 100), row('2', 95), row('3', 7)], rules);

    expect(cells['1']).toEqual(cell(95, 'ok', ['u']));
    expect(cells['2']).toEqual(cell(100, 'ok', ['u']));
    expect(cells['3']).toEqual(cell(7));
  });

  it('tells areas that are estimated to more than a fifth and hides those to more than half', () => {
    const rows = [row('1', 100), row('2', 100), row('3', 20)];

    const { cells, told } = convert(
      rows,
      conversion([
        ['1', 'A', 0.5],
        ['1', 'B', 0.5],
        ['2', 'A', 1],
        ['3', 'B', 1],
      ]),
    );

    expect(cells).toEqual({ A: cell(150, 'ok', ['u']), B: emptyCell('unreliable') });
    expect(told).toEqual(['uncertain: A (33 %)', 'unreliable: B (71 %)']);
  });

  it('judges an area over all codes of a measure, so that a small cell does not hide its sum', () => {
    const rows = [
      row('1', 10, { breakdown: { alter: 'alt' } }),
      row('1', 0, { breakdown: { alter: 'jung' } }),
      row('2', 0, { breakdown: { alter: 'alt' } }),
      row('2', 95, { breakdown: { alter: 'jung' } }),
    ];

    const { cells, told } = convert(
      rows,
      conversion([
        ['1', 'A', 0.5],
        ['1', 'B', 0.5],
        ['2', 'A', 1],
      ]),
    );

    expect(cells['A alt']).toEqual(cell(5, 'ok', ['u']));
    expect(cells['A jung']).toEqual(cell(95, 'ok', ['u']));
    expect(told).toEqual(['unreliable: B (100 %)']);
  });

  it('leaves amounts as they fall and refuses shares', () => {
    const parts: Parts = [
      ['1', 'A', 0.25],
      ['1', 'B', 0.75],
      ['2', 'A', 1],
      ['3', 'B', 1],
    ];
    const euro = { measure: 'euro' };

    const { cells, told } = convert(
      [row('1', 3, euro), row('2', 9, euro), row('3', 9, euro), row('1', 12.5, { measure: 'quote' })],
      conversion(parts),
    );

    expect([cells['A']?.value, cells['B']?.value]).toEqual([9.75, 11.25]);
    expect(told).toEqual(['rate: quote']);
  });

  it('makes no number of a secret one', () => {
    const { cells } = convert(
      [row('1', emptyCell('suppressed')), row('2', 5)],
      conversion([
        ['1', 'A', 0.5],
        ['1', 'B', 0.5],
        ['2', 'B', 1],
      ]),
    );

    expect(cells).toEqual({ A: emptyCell('suppressed'), B: emptyCell('suppressed') });
  });

  it('says which old areas were not delivered and gives the new ones no number', () => {
    const { cells, told } = convert(
      [row('1', 5)],
      conversion([
        ['1', 'A', 1],
        ['2', 'A', 1],
      ]),
    );

    expect(cells).toEqual({ A: emptyCell('missing') });
    expect(told).toEqual(['area-missing: 2 am 31.12.2024']);
  });

  it('asks the profile what an absent combination means', () => {
    const parts: Parts = [
      ['1', 'A', 1],
      ['2', 'A', 1],
    ];
    const rows = [
      row('1', 5, { breakdown: { s: 'm' } }),
      row('1', 6, { breakdown: { s: 'w' } }),
      row('2', 7, { breakdown: { s: 'm' } }),
    ];

    const found = (['nil', 'missing', 'error'] as const).map((absent) =>
      convert(rows, conversion(parts, { absent })),
    );

    expect(found.map(({ cells }) => cells['A w'])).toEqual([
      cell(6),
      emptyCell('missing'),
      emptyCell('missing'),
    ]);
    expect(found.map(({ told }) => told)).toEqual([[], [], ['combination-missing: 2, 31.12.2024']]);
  });

  it('refuses keys it does not know and lets areas pass that nothing goes into', () => {
    const rules = conversion([['1', 'A', 1]], { news: ['Q'] });

    const { cells, told } = convert([row('1', 5), row('Q', 8), row('X', 9), row('A', 1)], rules);

    expect(cells).toEqual({ Q: cell(8), A: cell(5) });
    expect(told).toEqual(['unknown-area: X', 'unknown-area: A']);
  });

  it('refuses figures of a day on which other areas are in force', () => {
    const early = { date: referenceDate('2021-12-31') };

    const { cells, told } = convert([row('1', 5, early), row('1', 6)], conversion([['1', 'A', 1]]));

    expect(cells).toEqual({ A: cell(6) });
    expect(told).toEqual(['other-day: 31.12.2021']);
  });

  it('adds rows up that count for the same old area and keeps their places', () => {
    const rows = [row('1', 5), row('1', 6)];

    const { cells, rows: converted } = convert(rows, conversion([['1', 'A', 1]]));

    expect(cells).toEqual({ A: cell(11) });
    expect(converted.map(({ place }) => place)).toEqual(rows.map(({ place }) => place));
  });

  it('leaves other levels and residuals alone', () => {
    const rows = [
      row('1', 5),
      row('1', 3, { level: levelId('gemeinde') }),
      row('1', 2, { role: 'residual' }),
    ];

    const { rows: converted } = convert(rows, conversion([['1', 'A', 1]]));

    expect(converted.map(({ role, level, area }) => `${role} ${level} ${area}`)).toEqual([
      'value gemeinde 1',
      'residual sozialraum 1',
      'value sozialraum A',
    ]);
  });

  it('adds control sums of whole areas up and tells those it cannot', () => {
    const total = { role: 'total' } as const;
    const rows = ['1', '2', '3'].flatMap((key) => [row(key, 4), row(key, 4, total)]);

    const { rows: converted, told } = convert(
      rows,
      conversion([
        ['1', 'A', 1],
        ['2', 'A', 1],
        ['3', 'B', 0.5],
        ['3', 'C', 0.5],
      ]),
    );

    expect(cellsOf(converted, 'total')).toEqual({ A: cell(8) });
    expect(told).toContain('total-unchecked: B, C');
  });

  it('keeps the sum of every count, whatever the weights', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 4, maxLength: 4 });
    const shares = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 3 }), shares, (table, parts) => {
        const all = parts.reduce((sum, n) => sum + n, 0);
        fc.pre(all > 0);
        const split = parts.map((n, i) => ['0', `N${i}`, n / all] as const);
        const whole = [1, 2, 3].map((i) => [String(i), `N${i - 1}`, 1] as const);
        const rows = table.flatMap((own, code) =>
          own.map((value, area) => row(String(area), value, { breakdown: { code: String(code) } })),
        );

        const { rows: converted } = convertRows(rows, {
          ...conversion<Observation>([...split, ...whole]),
          placeOf: (one) => one.place,
        });

        const shown = converted.filter(({ cell: { state } }) => state !== 'unreliable');
        fc.pre(shown.length === converted.length);
        for (const [code, own] of table.entries()) {
          const sum = converted
            .filter(({ breakdown }) => breakdown['code'] === String(code))
            .reduce((total, one) => total + (one.cell.value ?? 0), 0);
          expect(sum).toBe(own.reduce((total, n) => total + n, 0));
        }
      }),
    );
  });
});

describe('convertStoredCells', () => {
  it('makes one cell for each new area, with all rows that went into it', () => {
    const stored = (area: string, value: number, from: number): StoredCell => {
      const { place: _place, ...rest } = row(area, value);
      return { ...rest, role: 'value', source: { file: 0, rows: [from, from + 1] } };
    };

    const { rows } = convertStoredCells(
      [stored('1', 5, 10), stored('2', 6, 30)],
      conversion([
        ['1', 'A', 1],
        ['2', 'A', 1],
      ]),
    );

    expect(rows.map(({ area, cell, source }) => [area, cell, source.rows])).toEqual([
      ['A', cell(11), [10, 31]],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { MOST_COLUMNS } from './assumptions.ts';
import { HandlerFailure } from './failure.ts';
import type { ValueTable } from './state.ts';
import {
  allDates,
  createTable,
  deleteKey,
  dropColumn,
  readEntries,
  upsert,
  type ValueEntry,
} from './values.ts';

function entry(key: string, values: Record<string, number | null>): ValueEntry {
  return { key, dates: Object.keys(values).map(referenceDate), values: Object.values(values) };
}

/** Rows as `key: date=value ...`, dates as the columns stand. */
function content(table: ValueTable): string[] {
  return table.rows.map(
    (row) => `${row.id}: ${table.dates.map((date, i) => `${date}=${row.values[i]}`).join(' ')}`,
  );
}

describe('first upload', () => {
  it('pads every entry to all dates and keeps the first of repeated keys', () => {
    const table = createTable(0, [
      entry('A', { '2024-12-31': 1 }),
      entry('B', { '2023-12-31': 2 }),
      entry('A', { '2024-12-31': 9 }),
    ]);

    expect(content(table)).toEqual(['A: 2023-12-31=null 2024-12-31=1', 'B: 2023-12-31=2 2024-12-31=null']);
  });
});

describe('later upload', () => {
  it('overwrites with explicit nulls and leaves untold dates and keys alone', () => {
    const table = createTable(0, [
      entry('A', { '2023-12-31': 1, '2024-12-31': 2 }),
      entry('B', { '2023-12-31': 3, '2024-12-31': 4 }),
    ]);

    upsert(table, [entry('A', { '2024-12-31': null })], undefined);

    expect(content(table)).toEqual(['A: 2023-12-31=1 2024-12-31=null', 'B: 2023-12-31=3 2024-12-31=4']);
  });

  it('lets the last of repeated keys win where the row exists and inserts both where it does not', () => {
    const table = createTable(0, [entry('A', { '2024-12-31': 1 })]);
    const day = '2024-12-31';

    upsert(table, [entry('A', { [day]: 2 }), entry('A', { [day]: 3 })], undefined);
    upsert(table, [entry('N', { [day]: 4 }), entry('N', { [day]: 5 })], undefined);
    const inserted = content(table);
    upsert(table, [entry('N', { [day]: 6 })], undefined);

    expect(inserted).toEqual(['A: 2024-12-31=3', 'N: 2024-12-31=4', 'N: 2024-12-31=5']);
    expect(content(table)).toEqual(['A: 2024-12-31=3', 'N: 2024-12-31=6', 'N: 2024-12-31=6']);
  });

  it.each([
    ['a quote in a key', entry("O'Hara", { '2024-12-31': 1 })],
    ['an empty mapping', entry('B', {})],
    ['not a number', entry('B', { '2024-12-31': Number.NaN })],
    ['a timestamp twice', { ...entry('B', { '2024-12-31': 1 }), dates: repeated(), values: [1, 2] }],
  ])('fails on %s with what came before already stored', (_what, bad) => {
    const table = createTable(0, [entry('A', { '2024-12-31': 1 }), entry('B', { '2024-12-31': 1 })]);

    expect(() => upsert(table, [entry('A', { '2024-12-31': 7 }), bad], undefined)).toThrow(HandlerFailure);

    expect(content(table)).toEqual(['A: 2024-12-31=7', 'B: 2024-12-31=1']);
  });

  it('stops after the ordered number of rows, with the new columns in place', () => {
    const table = createTable(0, [entry('A', { '2023-12-31': 1 }), entry('B', { '2023-12-31': 1 })]);
    const wanted = [
      entry('A', { '2023-12-31': 5, '2024-12-31': 6 }),
      entry('B', { '2023-12-31': 5, '2024-12-31': 6 }),
    ];

    expect(() => upsert(table, wanted, 1)).toThrow(HandlerFailure);

    expect(content(table)).toEqual(['A: 2023-12-31=5 2024-12-31=6', 'B: 2023-12-31=1 2024-12-31=null']);
  });

  it('holds after it what was sent last, for any rectangle of values', () => {
    const dates = ['2022-12-31', '2023-12-31', '2024-12-31'].map(referenceDate);
    const cells = fc.array(fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }), { nil: null }), {
      minLength: 3,
      maxLength: 3,
    });
    const upload = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), cells, { minKeys: 1 });

    fc.assert(
      fc.property(upload, fc.array(upload), (first, later) => {
        const entries = (sent: Record<string, (number | null)[]>) =>
          Object.entries(sent).map(([key, values]) => ({ key, dates, values }));
        const table = createTable(0, entries(first));
        for (const sent of later) upsert(table, entries(sent), undefined);

        const expected = Object.assign({}, first, ...later) as Record<string, (number | null)[]>;
        expect(Object.fromEntries(table.rows.map((row) => [row.id, row.values]))).toEqual(expected);
      }),
    );
  });
});

describe('deletion', () => {
  it('drops a column with its values and a key with all its rows', () => {
    const table = createTable(0, [entry('A', { '2023-12-31': 1, '2024-12-31': 2 }), entry('B', {})]);

    expect(dropColumn(table, referenceDate('2023-12-31'))).toBe(true);
    expect(dropColumn(table, referenceDate('1999-12-31'))).toBe(false);
    deleteKey(table, 'B');

    expect(content(table)).toEqual(['A: 2024-12-31=2']);
  });

  it('never gives a dropped column back: the table is full after so many dates', () => {
    const table = createTable(0, [entry('A', {})]);
    const day = referenceDate('2024-12-31');
    for (let made = 2; made < MOST_COLUMNS; made += 1) {
      upsert(table, [entry('A', { [day]: 1 })], undefined);
      dropColumn(table, day);
    }

    expect(() => upsert(table, [entry('A', { [day]: 1 })], undefined)).toThrow(/at most/);
  });
});

describe('readEntries', () => {
  it('rounds to float32 and refuses missing keys and timestamps', () => {
    const timestamp = referenceDate('2024-12-31');
    const valueMapping = [
      { timestamp, indicatorValue: 123456789 },
      { timestamp, indicatorValue: null },
    ];

    expect(readEntries([{ spatialReferenceKey: 'A', valueMapping }])[0]?.values).toEqual([123456792, null]);
    expect(() => readEntries([{ spatialReferenceKey: null, valueMapping }])).toThrow(/spatialReferenceKey/);
    expect(() =>
      readEntries([{ spatialReferenceKey: 'A', valueMapping: [{ timestamp: null, indicatorValue: 1 }] }]),
    ).toThrow(/timestamp/);
  });
});

describe('allDates', () => {
  it('collects the dates of all entries in order', () => {
    const entries = [entry('A', { '2024-12-31': 1 }), entry('B', { '2022-12-31': 1, '2024-12-31': 2 })];

    expect(allDates(entries)).toEqual(['2022-12-31', '2024-12-31']);
  });
});

function repeated() {
  return [referenceDate('2024-12-31'), referenceDate('2024-12-31')];
}

import { describe, expect, it } from 'vitest';
import type { Finding } from '../core/finding.ts';
import { referenceDate } from '../core/reference-date.ts';
import type { Table } from '../core/table.ts';
import { findingDesk } from './finding-desk.ts';
import { readCodes } from './read-codes.ts';
import { refreshRule } from './refresh.ts';

type Rows = readonly (readonly string[])[];
const HEAD = ['STAAG5', 'STAAG5_label', 'time'];

async function* tables(rows: Rows, head: readonly string[], titles: readonly string[]) {
  const table: Table = {
    file: 'tabelle.csv',
    titles,
    columns: head.map((label, i) => ({ position: i + 1, path: [label] })),
    rows: (async function* () {
      yield rows.map((cells, i) => ({ row: i + 2, cells }));
    })(),
    notes: [],
  };
  yield table;
}

interface Probe {
  readonly head?: readonly string[];
  readonly titles?: readonly string[];
  readonly asOf?: unknown;
  readonly date?: string;
}

async function read(rows: Rows, { head = HEAD, titles = [], asOf, date }: Probe = {}) {
  const rule = refreshRule.parse({
    codes: 'staat',
    title: 'Staaten',
    connector: 'itnrw',
    config: {},
    layout: { form: 'ffcsv' },
    key: { column: 'STAAG5', keep: '^ST\\d{3}$', skip: '^UNK$', strip: '^ST' },
    label: 'STAAG5_label',
    asOf: asOf ?? { from: 'column', column: 'time', format: 'YYYY-MM-DD' },
    absent: 'keep',
    source: { name: 'a', licence: 'b' },
  });
  const findings: Finding[] = [];
  const desk = findingDesk('tabelle.csv', (found) => void findings.push(found));
  const given = date === undefined ? undefined : referenceDate(date);
  const delivered = await readCodes(tables(rows, head, titles), rule, {
    fileName: 'tabelle_2024-06-30.csv',
    desk,
    date: given,
  });
  desk.close();
  return { delivered, told: findings.map(({ code, place }) => `${code} ${place.row}`) };
}

const TURKEY = ['ST163', 'Türkei', '2024-12-31'];

describe('readCodes', () => {
  it('takes each code once, without the prefix of its table, and the newest day', async () => {
    const { delivered, told } = await read([
      ['ST166', 'Ukraine', '2023-12-31'],
      TURKEY,
      TURKEY,
      ['UNK', 'Ungeklärt', '2024-12-31'],
    ]);

    expect([...(delivered?.codes ?? [])]).toEqual([
      ['166', 'Ukraine'],
      ['163', 'Türkei'],
    ]);
    expect(delivered?.asOf).toBe('2024-12-31');
    expect(told).toEqual(['mapping.codes-skipped 5']);
  });

  it('reports keys nobody spoke of, two labels of one code and rows without a label', async () => {
    const { told } = await read([
      TURKEY,
      ['XX', 'Unbekannt', '2024-12-31'],
      ['ST163', 'Türkiye', '2024-12-31'],
      ['ST475', '', '2024-12-31'],
    ]);

    expect(told).toEqual([
      'mapping.codes-unforeseen 3',
      'mapping.codes-two-labels 4',
      'mapping.codes-unlabelled 5',
    ]);
  });

  it('finds the day in title and file name, or is given it', async () => {
    const title = { from: 'title', match: 'am (\\d\\d\\.\\d\\d\\.\\d{4})', format: 'DD.MM.YYYY' };
    const name = { from: 'fileName', match: '_(\\d{4}-\\d\\d-\\d\\d)', format: 'YYYY-MM-DD' };
    const titles = ['Titel', 'Gebietsstand am 31.03.2025'];

    const days = [
      await read([TURKEY], { asOf: title, titles }),
      await read([TURKEY], { asOf: name }),
      await read([TURKEY], { asOf: { from: 'parameter' }, date: '2020-01-01' }),
    ];

    expect(days.map(({ delivered }) => delivered?.asOf)).toEqual(['2025-03-31', '2024-06-30', '2020-01-01']);
  });

  it('makes nothing of a file without a day, without codes or without the columns', async () => {
    const undated = await read([TURKEY], { asOf: { from: 'parameter' } });
    const empty = await read([]);
    const other = await read([TURKEY], { head: ['KREISE', 'STAAG5_label', 'time'] });

    expect([undated, empty, other].map(({ delivered }) => delivered)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(undated.told).toEqual(['mapping.codes-no-date 0']);
    expect(empty.told).toEqual(['mapping.codes-empty 0']);
    expect(other.told).toEqual(['mapping.missing-column 0', 'mapping.codes-empty 0']);
  });
});

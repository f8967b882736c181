import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { tempFolder } from '../../tests/support/temp-folder.ts';
import { jobcenter } from './index.ts';
import { quotesTable } from './quotes-table.ts';

const FIXTURES = path.join(import.meta.dirname, '__fixtures__');
const KOMMUNAL = 'arbeitsmarkt-kommunal_05998001.xlsx';
const ECKWERTE = 'jc-eckwerte-t99801-0-202412.xlsx';
const temp = tempFolder();

const ORDER = { encoding: 'windows-1252', delimiter: ';', prefix: 'gemeinde', errorLogMeasure: 'LB' };
const QUOTES = { delimiter: '\t', headerStart: 'Region', headerRows: 2 };
const REPORT = { sheet: '1.1 Eckwerte', headerStart: 'Merkmal', headerRows: 2, region: '^(\\d{5}) ' };

describeConnector(jobcenter, {
  folder: import.meta.dirname,
  config: { files: '*' },
  layouts: {
    'arbeitsmarkt-kommunal': [{ offer: KOMMUNAL, options: { averageDay: '12-31' } }],
    bericht: [{ offer: ECKWERTE, options: REPORT }],
    'order-file': [{ offer: 'sgb2_2024.csv', options: ORDER }],
    'quotes-table': [{ offer: 'quoten.tsv', options: { ...QUOTES, percent: ['SGB II-Quote'] } }],
  },
});

describe('quotes-table', () => {
  const percent = ['SGB II-Quote', 'ELB-Quote'];
  const read = async (text: string) =>
    readLayout(
      quotesTable,
      await landed(temp.write('quoten.tsv', text).path),
      quotesTable.options.parse({ ...QUOTES, headerRows: 1, percent }),
    );
  const table = (...rates: string[]) =>
    ['Region\tSGB II-Quote\tELB-Quote', ...rates.map((rate, i) => `Stadt ${i}\t${rate}\t7,0`)].join('\n');

  it.each([
    ['12,3', '0,123', '9,8'],
    ['0,123', '0,098', '0,071'],
    ['12,3', '9,8 %', '7,1'],
  ])('names percentages written in different ways: %s, %s, %s', async (...rates) => {
    const result = await read(table(...rates));

    expect(result.findings.map(({ code, place }) => [code, place.column])).toEqual([
      ['jobcenter.share-not-percent', 'SGB II-Quote'],
    ]);
  });

  it.each([
    ['12,3', '0,9', '9,8'],
    ['*', '-', '.'],
    ['12,3 %', '0,4 %', '9,8 %'],
  ])('accepts %s, %s, %s', async (...rates) => {
    const result = await read(table(...rates));

    expect(result.findings).toEqual([]);
  });

  it('is recognised, with options that read it', async () => {
    const delivery = await landed(path.join(FIXTURES, 'quoten.tsv'));
    if (quotesTable.kind !== 'tables') throw new TypeError('tables');

    const proposal = await quotesTable.recognise?.(delivery, new AbortController().signal);

    expect(proposal?.options).toEqual(QUOTES);
  });
});

import { describe, expect, it } from 'vitest';
import { describeConnector } from '../../tests/connectors/contract.ts';
import { landed } from '../../tests/connectors/land.ts';
import { readLayout } from '../../tests/connectors/read-layout.ts';
import { delimited } from './delimited.ts';
import { template } from './index.ts';

// The promises of every connector: one example for each layout, found by the configuration in __fixtures__.
describeConnector(template, {
  folder: import.meta.dirname,
  config: { files: '*.csv' },
  layouts: { delimited: [{ offer: 'einwohner-2024.csv', options: { delimiter: ';' } }] },
});

// Then what is special about this source.
describe('layout delimited', () => {
  it('delivers field names and cells as they stand in the file, signs included', async () => {
    const delivery = await landed(`${import.meta.dirname}/__fixtures__/einwohner-2024.csv`);

    const { tables } = await readLayout(delimited, delivery, { delimiter: ';' });

    expect(tables[0]?.columns.map((column) => column.path)).toEqual([['QUARTIER'], ['EINWOHNER']]);
    expect(tables[0]?.rows).toEqual([
      { row: 2, cells: ['001', '1204'] },
      { row: 3, cells: ['002', '.'] },
      { row: 4, cells: ['003', '871'] },
    ]);
  });
});

/**
 * Layout `sheets`: one table on each of the named sheets, with titles, one to four header rows, an end that is
 * declared, and notes below. Read by value, never as displayed.
 */
import { finding, labelledTable, normaliseLabel, openSheets, sheetSource } from '../../src/sdk/index.ts';
import type { Layout, Sheet, Table, TableShape } from '../../src/sdk/index.ts';
import { keyedTable } from './keyed-table.ts';
import { options, type SheetsOptions } from './options.ts';
import { recognise } from './recognise.ts';

export const sheets: Layout<SheetsOptions> = {
  kind: 'tables',
  options,
  recognise,
  async *read(delivery, declared, context) {
    context.signal.throwIfAborted();
    const { chosen, others } = await openSheets(delivery, declared, context);
    const { file } = delivery;
    if (chosen.length > 0 && others.length > 0)
      context.report(finding('format.sheets-unread', { file, row: 0 }, { found: others.join(', ') }));
    for (const sheet of chosen) {
      context.signal.throwIfAborted();
      for await (const table of tableOf(file, sheet, declared, context))
        yield keyedTable(table, { sheet, declared, context });
    }
  },
};

function tableOf(
  file: string,
  sheet: Sheet,
  declared: SheetsOptions,
  context: Parameters<typeof labelledTable>[2],
): AsyncGenerator<Table> {
  return labelledTable(sheetSource(file, sheet), shapeOf(declared), context);
}

function shapeOf(declared: SheetsOptions): TableShape {
  const { headerStart, titleRows = 0, headerRows, columnNumbers, units, lastRow, stop = '' } = declared;
  return {
    start: headerStart === undefined ? { titleRows } : { firstLabel: headerStart },
    headerRows,
    label: normaliseLabel,
    columnNumbers,
    units,
    body: {
      end: 'declared',
      by: new RegExp(lastRow ?? stop, 'u'),
      where: lastRow === undefined ? 'before' : 'behind',
    },
  };
}

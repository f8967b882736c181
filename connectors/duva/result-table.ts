/** Layout `result-table`: an evaluation saved from DUVA as CSV, TSV or XLSX, made for people. */
import {
  resultTableOptions,
  resultTables,
  type Layout,
  type ResultTableOptions,
} from '../../src/sdk/index.ts';
import { recogniseResultSheet } from './recognise-sheet.ts';
import { recogniseResultText } from './recognise-text.ts';

export const resultTable: Layout<ResultTableOptions> = {
  kind: 'tables',
  options: resultTableOptions,
  read: resultTables,
  recognise: async (delivery) => (await recogniseResultText(delivery)) ?? recogniseResultSheet(delivery),
};

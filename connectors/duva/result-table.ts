/** Layout `result-table`: an evaluation saved from DUVA as CSV, TSV or XLSX, made for people. */
import {
  resultTableOptions,
  resultTables,
  type Layout,
  type ResultTableOptions,
} from '../../src/sdk/index.ts';

export const resultTable: Layout<ResultTableOptions> = {
  kind: 'tables',
  options: resultTableOptions,
  read: resultTables,
};

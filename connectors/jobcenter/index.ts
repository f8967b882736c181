/**
 * Connector `jobcenter`: reports, workbooks and small-area order files of the Statistik der Bundesagentur für
 * Arbeit, from a folder. Nothing is fetched from its portal; what a figure means stands in a profile.
 */
import { defineConnector, fileConfig, fileSource, type FileConfig } from '../../src/sdk/index.ts';
import { arbeitsmarktKommunal } from './arbeitsmarkt-kommunal.ts';
import { bericht } from './bericht.ts';
import { errorLogsOf } from './error-log.ts';
import { orderFile } from './order-file.ts';
import { quotesTable } from './quotes-table.ts';

export const jobcenter = defineConnector<FileConfig>({
  id: 'jobcenter',
  title: 'Berichte und Auftragsdateien der Statistik der Bundesagentur für Arbeit',
  configSchema: fileConfig,
  ...fileSource<FileConfig>('jobcenter', errorLogsOf),
  layouts: {
    'arbeitsmarkt-kommunal': arbeitsmarktKommunal,
    bericht,
    'order-file': orderFile,
    'quotes-table': quotesTable,
  },
});

/**
 * Connector `itnrw`: tables of the statistical offices (IT.NRW, Regionalstatistik, GENESIS-Online, Zensus 2022)
 * as files in a folder. What a column means stands in a profile.
 */
import { defineConnector, folderConfig, folderSource, type FolderConfig } from '../../src/sdk/index.ts';
import { classicCsv } from './classic-csv.ts';
import { cube } from './cube.ts';
import { ffcsv } from './ffcsv.ts';
import { ffcsvOld } from './ffcsv-old.ts';
import { regionalMachineSheets } from './regional-machine-sheets.ts';
import { xlsx } from './xlsx.ts';
import { zensusGrid } from './zensus-grid.ts';

export const itnrw = defineConnector<FolderConfig>({
  id: 'itnrw',
  title: 'Tabellen von IT.NRW, Statistikämtern und Zensus',
  configSchema: folderConfig,
  secrets: [],
  ...folderSource(),
  layouts: {
    'classic-csv': classicCsv,
    cube,
    ffcsv,
    'ffcsv-old': ffcsvOld,
    'regional-machine-sheets': regionalMachineSheets,
    xlsx,
    'zensus-grid': zensusGrid,
  },
});

/**
 * Connector `itnrw`: tables of the statistical offices (IT.NRW, Regionalstatistik, GENESIS-Online, Zensus 2022),
 * as files, or fetched from their GENESIS service. What a column means stands in a profile.
 */
import { z } from 'zod';
import { countWays, defineConnector, fileConfig, fileOrService, fileSource } from '../../src/sdk/index.ts';
import { classicCsv } from './classic-csv.ts';
import { cube } from './cube.ts';
import { ffcsvOld } from './ffcsv-old.ts';
import { ffcsv } from './ffcsv.ts';
import { gemeindeverzeichnis } from './gemeindeverzeichnis.ts';
import { ownAreas } from './own-areas.ts';
import { regionalMachineSheets } from './regional-machine-sheets.ts';
import { restConfig } from './rest-config.ts';
import { REST_SECRETS } from './rest-services.ts';
import { restSource } from './rest-source.ts';
import { xlsx } from './xlsx.ts';
import { zensusGrid } from './zensus-grid.ts';

const config = z
  .strictObject({ ...fileConfig.shape, genesis: restConfig.optional() })
  .refine((declared) => countWays(declared) + (declared.genesis ? 1 : 0) === 1, {
    error: 'genau eines von „files“, „inbox“, „http“, „sftp“ (Dateien) und „genesis“ (Abruf)',
  });
export type ItnrwConfig = z.output<typeof config>;

const files = fileSource<ItnrwConfig>('itnrw');
const rest = restSource();

export const itnrw = defineConnector<ItnrwConfig>({
  id: 'itnrw',
  title: 'Tabellen von IT.NRW, Statistikämtern und Zensus',
  configSchema: config,
  secrets: [...REST_SECRETS, ...files.secrets],
  ...fileOrService(files, rest, ({ genesis }) => genesis),
  layouts: {
    'classic-csv': classicCsv,
    cube,
    ffcsv,
    'ffcsv-old': ffcsvOld,
    gemeindeverzeichnis,
    'own-areas': ownAreas,
    'regional-machine-sheets': regionalMachineSheets,
    xlsx,
    'zensus-grid': zensusGrid,
  },
});

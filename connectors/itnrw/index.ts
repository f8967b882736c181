/**
 * Connector `itnrw`: tables of the statistical offices (IT.NRW, Regionalstatistik, GENESIS-Online, Zensus 2022),
 * as files in a folder or fetched from their GENESIS service. What a column means stands in a profile.
 */
import { z } from 'zod';
import { defineConnector, folderConfig, folderSource, type Connector } from '../../src/sdk/index.ts';
import { classicCsv } from './classic-csv.ts';
import { cube } from './cube.ts';
import { ffcsvOld } from './ffcsv-old.ts';
import { ffcsv } from './ffcsv.ts';
import { ownAreas } from './own-areas.ts';
import { regionalMachineSheets } from './regional-machine-sheets.ts';
import { restConfig } from './rest-config.ts';
import { REST_SECRETS } from './rest-services.ts';
import { restSource } from './rest-source.ts';
import { xlsx } from './xlsx.ts';
import { zensusGrid } from './zensus-grid.ts';

const config = z
  .strictObject({ files: folderConfig.shape.files.optional(), genesis: restConfig.optional() })
  .refine(({ files, genesis }) => (files === undefined) !== (genesis === undefined), {
    error: 'entweder „files“ (Ordner) oder „genesis“ (Abruf)',
  });
export type ItnrwConfig = z.output<typeof config>;

const folder = folderSource();
const rest = restSource();

type Source = Pick<Connector<ItnrwConfig>, 'check' | 'list' | 'open'>;

/** Folder or service, whichever the configuration names. */
function chosen({ files, genesis }: ItnrwConfig): Source {
  if (genesis)
    return {
      check: (_config, context) => rest.check(genesis, context),
      list: (_config, context) => rest.list(genesis, context),
      open: (_config, offer, file, context) => rest.open(genesis, offer, file, context),
    };
  const named = { files: files ?? [] };
  return {
    check: (_config, context) => folder.check(named, context),
    list: (_config, context) => folder.list(named, context),
    open: (_config, offer, file, context) => folder.open(named, offer, file, context),
  };
}

export const itnrw = defineConnector<ItnrwConfig>({
  id: 'itnrw',
  title: 'Tabellen von IT.NRW, Statistikämtern und Zensus',
  configSchema: config,
  secrets: REST_SECRETS,
  check: (declared, context) => chosen(declared).check(declared, context),
  list: (declared, context) => chosen(declared).list(declared, context),
  open: (declared, offer, file, context) => chosen(declared).open(declared, offer, file, context),
  layouts: {
    'classic-csv': classicCsv,
    cube,
    ffcsv,
    'ffcsv-old': ffcsvOld,
    'own-areas': ownAreas,
    'regional-machine-sheets': regionalMachineSheets,
    xlsx,
    'zensus-grid': zensusGrid,
  },
});

/**
 * Connector `duva`: files that a statistics office exports from DUVA, in the four forms that
 * such exports take. No DUVA server is spoken to; what a column means stands in a profile.
 */
import { z } from 'zod';
import { defineConnector, fileConfig, fileSource, matchesName } from '../../src/sdk/index.ts';
import { delimited } from './delimited.ts';
import { fixedWidth } from './fixed-width.ts';
import { openData } from './open-data.ts';
import { resultTable } from './result-table.ts';

const config = fileConfig.extend({
  /** Name (with `*`) of the record layouts that lie beside fixed-width files: `*.satzaufbau.csv`. */
  satzaufbau: z.string().min(1).optional(),
});
type DuvaConfig = z.infer<typeof config>;

export const duva = defineConnector<DuvaConfig>({
  id: 'duva',
  title: 'DUVA-Exporte',
  configSchema: config,
  ...fileSource<DuvaConfig>('duva', (_file, siblings, { satzaufbau }) =>
    satzaufbau === undefined ? [] : siblings.filter((name) => matchesName(satzaufbau, name)),
  ),
  layouts: {
    delimited,
    'fixed-width': fixedWidth,
    'open-data': openData,
    'result-table': resultTable,
  },
});

/** The columns of the demo's street directory, as a profile would name them. */
import type { KglOptions } from '../../src/spatial/assign/read-kgl.ts';

export const DIRECTORY_COLUMNS: KglOptions = {
  columns: {
    gemeinde: 'AGS',
    streetKey: 'STRSCHL',
    streetName: 'STRNAME',
    side: 'SEITE',
    fromNumber: 'VONHNR',
    fromSuffix: 'VONZUS',
    toNumber: 'BISHNR',
    toSuffix: 'BISZUS',
    unit: 'QUARTIER',
    validFrom: 'GUELTIGAB',
    validTo: 'GUELTIGBIS',
  },
};

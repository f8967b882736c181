/**
 * Connector `workbook`: Excel workbooks that offices make for people, such as Quartiersprofile, from a folder.
 * What a column, a sign or a date in a header means stands in a profile.
 */
import { defineConnector, fileConfig, fileSource, type FileConfig } from '../../src/sdk/index.ts';
import { sheets } from './sheets.ts';

export const workbook = defineConnector<FileConfig>({
  id: 'workbook',
  title: 'Arbeitsmappen von Ämtern',
  configSchema: fileConfig,
  ...fileSource('workbook'),
  layouts: { sheets },
});

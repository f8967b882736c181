/**
 * Connector `workbook`: Excel workbooks that offices make for people, such as Quartiersprofile, from a folder.
 * What a column, a sign or a date in a header means stands in a profile.
 */
import { defineConnector, folderConfig, folderSource, type FolderConfig } from '../../src/sdk/index.ts';
import { sheets } from './sheets.ts';

export const workbook = defineConnector<FolderConfig>({
  id: 'workbook',
  title: 'Arbeitsmappen aus einem Ordner',
  configSchema: folderConfig,
  secrets: [],
  ...folderSource(),
  layouts: { sheets },
});

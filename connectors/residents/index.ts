/**
 * Connector `residents`: extracts of a residents register that lie in a folder, delimited or fixed-width. Counts
 * nothing: what a line means for statistics is decided where persons are counted.
 */
import { defineConnector, folderConfig, folderSource, type FolderConfig } from '../../src/sdk/index.ts';
import { delimited } from './delimited.ts';
import { fixedWidth } from './fixed-width.ts';

export const residents = defineConnector<FolderConfig>({
  id: 'residents',
  title: 'Einwohnermelderegister aus einem Ordner',
  configSchema: folderConfig,
  secrets: [],
  ...folderSource(),
  layouts: { delimited, 'fixed-width': fixedWidth },
});

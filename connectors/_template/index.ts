/**
 * Template of a connector: a folder of delimited text files. Copy the folder, rename it, and change what the
 * comments point at. It says where deliveries come from and how their bytes are laid out, nothing else:
 * what a column means stands in a profile, which areas exist in a level, what may be published in a policy.
 */
import { defineConnector, folderConfig, folderSource, type FolderConfig } from '../../src/sdk/index.ts';
import { delimited } from './delimited.ts';

// Named after the folder, in camel case: the generated list imports it by this name.
export const template = defineConnector<FolderConfig>({
  // The folder's name in kebab case. Jobs name the connector by it, so it never changes.
  id: 'template',
  // German: it stands in lists that the office reads.
  title: 'Textdateien aus einem Ordner',
  // Strict: an unknown key in a job is an error, not a guess.
  configSchema: folderConfig,
  // Names of environment variables. A folder needs none; a web service would say ['KMSYNC_EXAMPLE_TOKEN'].
  secrets: [],
  // `check`, `list` and `open` for files on disk. Write the three yourself where the source is not a folder.
  ...folderSource(),
  // By the name that a profile writes under `layout: form:`. One file for each.
  layouts: { delimited },
});

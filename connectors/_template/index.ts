/**
 * Template of a connector: delimited text files. Copy the folder, rename it, and change what the
 * comments point at. It says where deliveries come from and how their bytes are laid out, nothing else:
 * what a column means stands in a profile, which areas exist in a level, what may be published in a policy.
 */
import { defineConnector, fileConfig, fileSource, type FileConfig } from '../../src/sdk/index.ts';
import { delimited } from './delimited.ts';

// Named after the folder, in camel case: the generated list imports it by this name.
export const template = defineConnector<FileConfig>({
  // The folder's name in kebab case. Jobs name the connector by it, so it never changes.
  id: 'template',
  // German: it stands in lists that the office reads.
  title: 'Textdateien',
  // Strict: an unknown key in a job is an error, not a guess.
  configSchema: fileConfig,
  // `secrets`, `check`, `list`, `open` and `settle` for files in a folder, a watched folder, over HTTP or SFTP;
  // the secrets are named after the id. Write them yourself where the source is something else.
  ...fileSource('template'),
  // By the name that a profile writes under `layout: form:`. One file for each.
  layouts: { delimited },
});

/** The list of connectors, made from the folders below `connectors/`; `_template` and its like are left out. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Path relative to the repository and full text of the generated file. */
export function generateConnectorList(): { path: string; text: string } {
  return { path: 'connectors/generated.ts', text: connectorList(connectorFolders()) };
}

/** Folder names in code-unit order; a folder counts once it has an `index.ts`. */
export function connectorFolders(): string[] {
  return readdirSync(path.join(ROOT, 'connectors'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => entry.name)
    .filter((name) => existsSync(path.join(ROOT, 'connectors', name, 'index.ts')))
    .sort();
}

/** Each folder exports its connector under the folder's name in camel case. */
function connectorList(folders: readonly string[]): string {
  const names = folders.map((folder) => ({ folder, name: camelCase(folder) }));
  return [
    '/** All connectors. Generated from the folders beside this file by `npm run generate`; not edited by hand. */',
    "import type { AnyConnector } from '../src/sdk/index.ts';",
    ...names.map(({ folder, name }) => `import { ${name} } from './${folder}/index.ts';`),
    '',
    `export const CONNECTORS: readonly AnyConnector[] = [${names.map(({ name }) => name).join(', ')}];`,
    '',
  ].join('\n');
}

function camelCase(folder: string): string {
  return folder.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

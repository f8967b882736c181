/** Where the program lies, and which version it is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: data folders are found from there, from sources as well as from `dist`. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!isPackageRoot(folder)) {
    const above = path.dirname(folder);
    if (above === folder) throw new RangeError('package root not found');
    folder = above;
  }
  return folder;
}

export function programVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `kommonitor-sync ${version}`;
}

function isPackageRoot(folder: string): boolean {
  try {
    const { name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: string };
    return name === 'kommonitor-sync';
  } catch {
    return false;
  }
}

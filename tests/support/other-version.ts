/** The built program under another version: what a colleague's machine runs that is updated earlier or later. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Everything else of the package is data and found through a link. */
const OWN = new Set(['package.json', 'dist', '.git']);

export interface OtherVersion {
  /** What node has to start. */
  readonly main: string;
  remove(): void;
}

export function otherVersion(version: string): OtherVersion {
  const folder = mkdtempSync(path.join(tmpdir(), 'kmsync-version-'));
  for (const name of readdirSync(ROOT))
    if (!OWN.has(name)) symlinkSync(path.join(ROOT, name), path.join(folder, name));
  mkdirSync(path.join(folder, 'dist'));
  for (const name of ['src', 'connectors'])
    cpSync(path.join(ROOT, 'dist', name), path.join(folder, 'dist', name), { recursive: true });
  const described = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as object;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...described, version }));
  return {
    main: path.join(folder, 'dist/src/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

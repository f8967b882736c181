/** The shipped sources as the architecture test sees them: every file below `src` and `connectors`, without tests. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importsOf, readSource, type SourceImport } from './source-text.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** From the repository, with `/`. */
  readonly path: string;
  /** `src/sync/plan.ts` → `sync`, `src/app.ts` → `app`, everything of the connectors → `connectors`. */
  readonly room: string;
  readonly lines: number;
  readonly imports: readonly ResolvedImport[];
  /** Without comments and without the contents of strings. */
  readonly bare: string;
}

export interface ResolvedImport extends SourceImport {
  /** Path from the repository; undefined for packages and built-in modules. */
  readonly file: string | undefined;
  /** `@turf/turf` for `@turf/turf/helpers`; undefined for files and built-in modules. */
  readonly library: string | undefined;
}

export function sourceFiles(): SourceFile[] {
  return ['src', 'connectors']
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.posix.join(folder, name.split(path.sep).join('/')),
      ),
    )
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .sort()
    .map(sourceFile);
}

function sourceFile(file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return {
    path: file,
    room: roomOf(file),
    lines: text.split('\n').length - 1,
    imports: importsOf(text).map((found) => resolve(found, file)),
    bare: readSource(text).bare,
  };
}

export function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.tsx?$/, '') : top;
}

function resolve(found: SourceImport, from: string): ResolvedImport {
  const { specifier } = found;
  if (specifier.startsWith('.'))
    return { ...found, file: path.posix.join(path.posix.dirname(from), specifier), library: undefined };
  if (specifier.startsWith('node:')) return { ...found, file: undefined, library: undefined };
  const library = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return { ...found, file: undefined, library };
}

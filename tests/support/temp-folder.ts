/** A folder below the system's temporary folder that is gone after the test file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface TempFolder {
  readonly path: string;
  /** Writes a file and answers what a reader takes as its source. */
  readonly write: (file: string, content: string | Uint8Array) => { file: string; path: string };
}

/** To be called at the top level of a test file or inside `describe`. */
export function tempFolder(): TempFolder {
  const path = mkdtempSync(join(tmpdir(), 'kmsync-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(file, content) {
      writeFileSync(join(path, file), content);
      return { file, path: join(path, file) };
    },
  };
}

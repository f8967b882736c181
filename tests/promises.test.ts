/** Every promise has a test that bears its number, so that whoever doubts one can run it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const PROMISES = [...range(1, 29), 31, 32];
const TITLE = /\b(?:describe\w*|it|onEachLedger)\b[^'"`]{0,200}['"`]P(\d+) /g;

describe('the promises', () => {
  const proven = new Set(
    ['src', 'tests', 'connectors'].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
        .flatMap(({ parentPath, name }) => [
          ...readFileSync(path.join(parentPath, name), 'utf8').matchAll(TITLE),
        ])
        .map(([, number]) => Number(number)),
    ),
  );

  it.each(PROMISES)('have a test for P%i', (number) => {
    expect(proven).toContain(number);
  });
});

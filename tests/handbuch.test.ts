/** The Handbuch and its pictures belong together: none is missing, none is left over, none is too large. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from './support/generate.ts';
import { SCREENS } from './support/handbuch-screens.ts';

const FOLDER = path.join(REPOSITORY, 'docs/handbuch');
const LARGEST = 150_000;
const WIDTH = 1280;

/** Of a lossy WebP (RFC 9649, section 2.5), whose width begins at byte 26; of an extended one, at byte 24, less one. */
function widthOf(file: Buffer): number {
  const kind = file.toString('latin1', 12, 16);
  return kind === 'VP8X' ? file.readUIntLE(24, 3) + 1 : file.readUInt16LE(26) & 0x3f_ff;
}

const chapters = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const text = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');
const named = chapters.flatMap((chapter) =>
  [...text(chapter).matchAll(/!\[[^\]]{10,}\]\(bilder\/([a-z-]+)\.webp\)/g)].map(([, name]) => name ?? ''),
);
const made = readdirSync(path.join(FOLDER, 'bilder')).map((file) => file.replace(/\.webp$/, ''));

describe('the Handbuch', () => {
  it('shows every screen of the console and every page that needs no log-in', () => {
    const numbers = new Set(SCREENS.map(({ screen }) => screen));
    expect([...numbers].filter((each) => each !== 'public').sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(named.sort()).toEqual(SCREENS.map(({ picture }) => picture).sort());
  });

  it('has every picture that it names, and no other', () => {
    expect(named.filter((picture) => !made.includes(picture))).toEqual([]);
    expect(made.filter((picture) => !named.includes(picture))).toEqual([]);
  });

  it.each(made)('%s is small and as wide as a screen', (picture) => {
    const file = path.join(FOLDER, 'bilder', `${picture}.webp`);
    expect(statSync(file).size).toBeLessThanOrEqual(LARGEST);
    expect(widthOf(readFileSync(file))).toBe(WIDTH);
  });

  it('leads from one chapter to the next without a dead end', () => {
    for (const chapter of chapters)
      for (const [, target = ''] of text(chapter).matchAll(/\]\((\d\d-[a-z-]+\.md)\)/g))
        expect(chapters, `${chapter} links ${target}`).toContain(target);
    const index = text('README.md');
    for (const chapter of chapters.filter((name) => name !== 'README.md')) expect(index).toContain(chapter);
  });
});

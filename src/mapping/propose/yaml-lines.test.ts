import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadYaml } from '../load.ts';
import { checksOf, inline, quoted, yamlText } from './yaml-lines.ts';

function read(text: string): unknown {
  const loaded = loadYaml(text, 'vorschlag.yaml', z.unknown());
  return loaded.ok ? loaded.value : loaded.problems;
}

describe('a text in a proposal', () => {
  it('comes back as the same text, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(read(`a: ${quoted(text)}\nb: { c: ${quoted(text)}, d: [${quoted(text)}] }\n`)).toEqual({
          a: text,
          b: { c: text, d: [text] },
        });
      }),
    );
  });

  it.each([
    '05158',
    '1e5',
    'true',
    'null',
    '',
    ' a',
    'a ',
    'a: b',
    'a #b',
    '- a',
    '{a}',
    'Zeile\nzwei',
    "o'Hara",
  ])('%j stays a text', (text) => {
    expect(read(`a: ${quoted(text)}\n`)).toEqual({ a: text });
  });

  it('is a key as well as a value', () => {
    const options = { 'dav.: / Männer': 'x, y', list: ['05', 1, true] };

    expect(read(`a: ${inline(options)}\n`)).toEqual({ a: options });
  });
});

describe('what is to be looked at', () => {
  it('stands beside its line, in one line, and is listed with the number of that line', () => {
    const lines = [{ text: 'a: 1' }, { text: 'b: 2', check: 'zwei\noder drei' }];

    expect(yamlText(lines)).toBe('a: 1\nb: 2 # prüfen: zwei oder drei\n');
    expect(checksOf(lines)).toEqual([{ line: 2, text: 'zwei oder drei' }]);
    expect(read(yamlText(lines))).toEqual({ a: 1, b: 2 });
  });
});

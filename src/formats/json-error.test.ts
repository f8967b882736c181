import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorOffset, lineAndColumn } from './json-error.ts';

describe('jsonErrorOffset', () => {
  it.each([
    ['{"a":x}', 5],
    ['{"a":1,}', 7],
    ['[1,2', 4],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['{"a":"b}', 5],
    ['[1]]', 3],
    ['{"a":[1}', 7],
    ['', 0],
    ['[01]', 2],
    ['["\u0001"]', 1],
  ])('finds where %j breaks', (text, offset) => {
    expect(jsonErrorOffset(text)).toBe(offset);
  });

  it('lies between the last sign of valid JSON and what was put behind it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonErrorOffset(`${text} }`)).toBe(text.length + 1);
      }),
    );
  });

  it('reports the end of the text for valid JSON that was cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2 }), fc.nat(), (list, cut) => {
        const text = JSON.stringify(list);
        const kept = text.slice(0, 1 + (cut % (text.length - 1)));
        expect(jsonErrorOffset(kept)).toBeGreaterThanOrEqual(kept.length - 1);
      }),
    );
  });
});

describe('lineAndColumn', () => {
  it('counts from 1', () => {
    expect(lineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(lineAndColumn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
  });
});

import { describe, expect, it } from 'vitest';
import { nearKeys } from './near-keys.ts';

describe('keys near an unknown one', () => {
  it.each([
    ['a sign changed', '0599', ['0101', '0559'], ['0559']],
    ['two neighbours exchanged', '0595', ['0101', '0559'], ['0559']],
    ['a leading zero lost', '559', ['0101', '0559'], ['0559']],
    ['the nearest first', '0599', ['0501', '0559', '0598'], ['0559', '0598', '0501']],
    ['nothing near', '9999', ['0101', '0559'], []],
    ['of two signs one must be the same', 'A9', ['A1', 'B1', 'A2'], ['A1', 'A2']],
    ['of one sign none', 'X', ['A', 'B'], []],
    ['never itself', '0559', ['0559'], []],
  ])('are found: %s', (_what, key, known, near) => {
    expect(nearKeys(key, known, 3)).toEqual(near);
  });

  it('are so many at most', () => {
    expect(nearKeys('10', ['11', '12', '13', '14'], 3)).toEqual(['11', '12', '13']);
  });
});

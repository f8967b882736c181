import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberParser } from './number-text.ts';
import { proveNotation } from './prove-notation.ts';

describe('proveNotation', () => {
  it('lets one clear cell prove the column', () => {
    const proof = proveNotation(['1.234', '.', '12,5', '7']);

    expect('notation' in proof && numberParser(proof.notation)('1.234')).toBe(1234);
  });

  it('does not guess what 1.234 means', () => {
    expect(proveNotation(['1.234', '12', '5'])).toEqual({ ambiguous: ['1.234'] });
  });

  it('takes whole numbers and signs for what they are', () => {
    expect(proveNotation(['1', '23', '-', '(4)', '5 r'])).toHaveProperty('notation');
  });

  it('says where a column changes its notation', () => {
    expect(proveNotation(['0.5', '12,5'])).toEqual({ mixed: '12,5' });
  });

  it('proves a zero before the point to be a decimal', () => {
    const proof = proveNotation(['0.500', '1.234']);

    expect('notation' in proof && numberParser(proof.notation)('1.234')).toBe(1.234);
  });

  it('never gives a proven notation under which two readings of a cell differ', () => {
    const text = fc.constantFrom(
      '1.234',
      '1,234',
      '12',
      '0.5',
      '0,5',
      '1.234,5',
      '1,234.5',
      '1 234',
      '-',
      '7,25',
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const proof = proveNotation(texts);
        if (!('notation' in proof)) return;
        const opposite = proveNotation([...texts].reverse());

        expect(opposite).toEqual(proof);
        for (const cell of texts.filter((t) => /\d/.test(t)))
          expect(numberParser(proof.notation)(cell)).toBeTypeOf('number');
      }),
    );
  });
});

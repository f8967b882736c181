import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepeatCounter } from './repeat-counter.ts';

describe('the counter of repeats', () => {
  it('counts all texts less the different ones', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab]{1,4}$/), { maxLength: 60 }), (texts) => {
        const counter = new RepeatCounter();
        for (const text of texts) counter.add(text);

        expect(counter.repeats()).toBe(texts.length - new Set(texts).size);
      }),
    );
  });

  it('takes none of 300,000 similar texts for another', () => {
    const counter = new RepeatCounter();

    for (let n = 0; n < 300_000; n += 1) counter.add(n.toString(16).padStart(16, '0'));

    expect(counter.repeats()).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houseNumberText, isProblem, parseHouseNumber } from './house-number.ts';
import { endOfNumber, numberOfOrder, orderOf, plainOrder } from './house-number-order.ts';

describe('parseHouseNumber', () => {
  it.each([
    ['12', '', { number: 12, suffix: '' }],
    ['0012', 'a', { number: 12, suffix: 'A' }],
    [' 12 ', ' B ', { number: 12, suffix: 'B' }],
    ['12a', '', { number: 12, suffix: 'A' }],
    ['12 a', '', { number: 12, suffix: 'A' }],
    ['12', '1/2', { number: 12, suffix: '1/2' }],
    ['12 1/2', '', { number: 12, suffix: '1/2' }],
    ['12/2', '', { number: 12, suffix: '/2' }],
    ['12a/2', '', { number: 12, suffix: 'A/2' }],
    ['12/a', '', { number: 12, suffix: 'A' }],
    ['12-', '', { number: 12, suffix: '' }],
    ['12-12', '', { number: 12, suffix: '' }],
    ['12-16', '', { number: 12, suffix: '', to: { number: 16, suffix: '' } }],
    ['12 - 16 a', '', undefined],
    ['12-16a', '', { number: 12, suffix: '', to: { number: 16, suffix: 'A' } }],
    ['12/14', '', { number: 12, suffix: '', to: { number: 14, suffix: '' } }],
    ['1/2', '', { number: 1, suffix: '', to: { number: 2, suffix: '' } }],
    ['12', 'B-C', { number: 12, suffix: 'B', to: { number: 12, suffix: 'C' } }],
    ['12', '-16', { number: 12, suffix: '', to: { number: 16, suffix: '' } }],
  ])('reads number "%s" with suffix "%s"', (number, suffix, expected) => {
    const parsed = parseHouseNumber(number, suffix);

    expect(parsed).toEqual(expected ?? { problem: 'malformed' });
  });

  it.each([
    ['', '', 'missing'],
    ['0000', '', 'missing'],
    ['0', '', 'missing'],
    ['16-12', '', 'reversed'],
    ['12c-a', '', 'reversed'],
    ['12', '2', 'malformed'],
    ['12345', '', 'malformed'],
    ['12aa', '', 'malformed'],
    ['hinten', '', 'malformed'],
    ['', 'a', 'malformed'],
    ['12', '3/2', 'malformed'],
    ['12/0', '', 'malformed'],
  ])('does not guess at number "%s" with suffix "%s": %s', (number, suffix, problem) => {
    expect(parseHouseNumber(number, suffix)).toEqual({ problem });
  });

  it('writes what it read so that it is read the same again', () => {
    const suffix = fc.constantFrom('', 'A', 'z', '1/2', '/3', 'B/2');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), suffix, (number, written) => {
        const parsed = parseHouseNumber(String(number), written);
        if (isProblem(parsed)) return parsed.problem === 'malformed';
        const again = parseHouseNumber(houseNumberText(parsed));

        expect(again).toEqual(parsed);
        return true;
      }),
    );
  });
});

describe('the order of house numbers', () => {
  it('goes by number, then by suffix', () => {
    const written = ['9', '12', '12 1/2', '12/2', '12/10', '12A', '12A/2', '12B', '12Z', '13', '112'];

    const orders = written.map((text) => {
      const parsed = parseHouseNumber(text);
      return isProblem(parsed) ? Number.NaN : orderOf(parsed);
    });

    expect(orders).toEqual(orders.toSorted((a, b) => a - b));
    expect(new Set(orders).size).toBe(written.length);
  });

  it('keeps all suffixes of a number before the next number', () => {
    expect(orderOf({ number: 12, suffix: 'Z/9999' })).toBeLessThanOrEqual(endOfNumber(12));
    expect(endOfNumber(12)).toBeLessThan(orderOf({ number: 13, suffix: '' }));
    expect(numberOfOrder(endOfNumber(12))).toBe(12);
  });

  it('has a short way for plain numbers that agrees with the grammar', () => {
    const text = fc.oneof(fc.string({ maxLength: 5 }), fc.integer({ min: 0, max: 99_999 }).map(String));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('', 'a', 'Z', '1', '{', '@', ' ', 'ä', 'ab', '1/2'),
        (number, suffix) => {
          const plain = plainOrder(number, suffix);
          if (plain < 0) return;
          const parsed = parseHouseNumber(number, suffix);

          expect(isProblem(parsed) ? Number.NaN : orderOf(parsed)).toBe(plain);
        },
      ),
    );
  });

  it('knows no order for a suffix that was not normalised', () => {
    expect(orderOf({ number: 1, suffix: 'a' })).toBeNaN();
  });
});

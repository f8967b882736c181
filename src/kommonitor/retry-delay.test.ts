import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS, retryAfterMs, retryDelayMs } from './retry-delay.ts';

const NOW = Date.parse('2026-01-10T12:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['3', 3000],
    ['0', 0],
    [' 5 ', 5000],
    ['Sat, 10 Jan 2026 12:00:07 GMT', 7000],
    ['Sat, 10 Jan 2026 11:59:00 GMT', 0],
    ['86400', LONGEST_WAIT_MS],
    ['Sat, 10 Jan 2037 12:00:00 GMT', LONGEST_WAIT_MS],
  ])('takes %s as %i ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it.each(['', 'soon', '-3', '1.5', '1e3', '2026-01-10', 'Sat, 99 Foo 2026 12:00:07 GMT', undefined])(
    'ignores %s',
    (header) => {
      expect(retryAfterMs(header, NOW)).toBeUndefined();
    },
  );

  it('never asks for a negative or endless wait, whatever the header says', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = retryAfterMs(header, NOW);

        return wait === undefined || (wait >= 0 && wait <= LONGEST_WAIT_MS);
      }),
    );
  });
});

describe('retryDelayMs', () => {
  it('doubles from half a second and stops at ten seconds', () => {
    const longest = [1, 2, 3, 9].map((attempt) => retryDelayMs(attempt, undefined, 1));

    expect(longest).toEqual([500, 1000, 2000, 10_000]);
  });

  it('keeps at least half of the span, so that chance never makes it immediate', () => {
    expect(retryDelayMs(1, undefined, 0)).toBe(250);
  });

  it('waits as long as the server asks', () => {
    expect(retryDelayMs(1, 7000, 0.5)).toBe(7000);
  });
});

import { describe, expect, it } from 'vitest';
import { finding } from '../../core/finding.ts';
import { referenceDate } from '../../core/reference-date.ts';
import { attemptBefore, compareAttempts } from './attempts.ts';

const key = (row: number, found: string, file = 'alt.csv') =>
  finding('mapping.unknown-key', { file, row, column: 'QUARTIER' }, { found, expected: 'einer von 64' });

const FILES = { run: '2026-0001', own: new Set(['neu.csv']), earlier: new Set(['alt.csv']) };

const read = (file: string, profile: string, ...dates: string[]) => ({
  file,
  profile,
  dates: dates.map(referenceDate),
});

describe('a delivery that is brought again', () => {
  it('tells what is gone and what is new, wherever the rows have moved', () => {
    const before = [key(17, '0599'), key(40, '0599'), key(58, '0601')];
    const after = [key(18, '0599', 'neu.csv'), key(90, '0777', 'neu.csv')];

    const { fixed, added } = compareAttempts(FILES, after, before);

    expect(fixed.map(({ place, found }) => [place.row, found])).toEqual([
      [40, '0599'],
      [58, '0601'],
    ]);
    expect(added.map(({ found }) => found)).toEqual(['0777']);
  });

  it('matches the same row first', () => {
    const { fixed, added } = compareAttempts(
      FILES,
      [key(40, '0599', 'neu.csv')],
      [key(17, '0599'), key(40, '0599')],
    );

    expect(fixed.map(({ place }) => place.row)).toEqual([17]);
    expect(added).toEqual([]);
  });

  it('leaves out other files, and what is told for information only', () => {
    const before = [key(1, 'A', 'andere.csv'), { ...key(2, 'B'), severity: 'info' as const }];

    expect(compareAttempts(FILES, [], before)).toEqual({ run: '2026-0001', fixed: [], added: [] });
  });
});

describe('the attempt before', () => {
  const own = [read('neu.csv', 'personen', '2025-12-31')];

  it('is the newest of the same profile and Stichtag', () => {
    const readings = [
      { run: 'd', deliveries: [read('d.csv', 'haushalte', '2025-12-31')] },
      { run: 'c', deliveries: [read('c.csv', 'personen', '2024-12-31')] },
      { run: 'b', deliveries: [read('b.csv', 'personen', '2024-12-31', '2025-12-31')] },
      { run: 'a', deliveries: [read('a.csv', 'personen', '2025-12-31')] },
    ];

    expect(attemptBefore(own, readings)).toEqual({
      run: 'b',
      own: new Set(['neu.csv']),
      earlier: new Set(['b.csv']),
    });
  });

  it('may be one that was refused before its Stichtag was read', () => {
    expect(attemptBefore(own, [{ run: 'a', deliveries: [read('a.csv', 'personen')] }])?.run).toBe('a');
    expect(attemptBefore([], [{ run: 'a', deliveries: [read('a.csv', 'personen')] }])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { codeReader } from './breakdown-reader.ts';
import type { Dimension } from './profile.ts';
import { referenceDate } from '../core/reference-date.ts';

const DAY = referenceDate('2024-12-31');
const read = (text: string, change: Partial<Dimension> = {}) =>
  codeReader({ column: 'A', overlapping: false, ...change }, undefined)([text], undefined, DAY);

describe('a dimension without a code list', () => {
  it.each([
    'Insgesamt',
    'insgesamt',
    'Summe',
    'zusammen',
    '(total)',
    'INSGESAMT',
    'LB-INS',
    'STAAGINSGESAMT',
  ])('does not take %s for a code like the others, for it holds them all', (text) => {
    expect(read(text)).toEqual({ wrong: 'total-undeclared', found: text });
    expect(read(text, { total: text })).toMatchObject({ total: true });
    expect(read(text, { overlapping: true })).toMatchObject({ code: text });
  });

  it.each(['Gesamtschule', 'w', '80-x', 'allein', 'ST225', '(none)', 'BINS'])(
    'takes %s as it stands',
    (text) => {
      expect(read(text)).toMatchObject({ code: text });
    },
  );
});

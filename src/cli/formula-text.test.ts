import { describe, expect, it } from 'vitest';
import type { CountFormula } from '../mapping/formula.ts';
import { formulaText } from './formula-text.ts';

const COUNT: CountFormula = { dataset: 'bevoelkerung', measure: 'personen', where: {} };
const OLD: CountFormula = { ...COUNT, where: { alter: ['65-79', '80plus'], geschlecht: ['w'] } };

describe('a formula as a sentence', () => {
  it('names measure, dataset and what is counted', () => {
    expect(formulaText({ kind: 'count', ...COUNT })).toBe('personen aus bevoelkerung');
    expect(formulaText({ kind: 'count', ...OLD })).toBe(
      'personen aus bevoelkerung (alter 65-79, 80plus; geschlecht w)',
    );
  });

  it('names numerator, denominator and another day of the denominator', () => {
    const rate = { kind: 'rate', numerator: OLD, denominator: COUNT, per: 100 } as const;

    expect(formulaText({ ...rate, denominatorDate: 'same' })).toBe(
      '100 · [personen aus bevoelkerung (alter 65-79, 80plus; geschlecht w)] / [personen aus bevoelkerung]',
    );
    expect(formulaText({ ...rate, denominatorDate: 'previousYearEnd' })).toContain(
      '[personen aus bevoelkerung zum 31.12. des Vorjahres]',
    );
  });

  it('names what is compared with which year', () => {
    expect(formulaText({ kind: 'change', of: 'ew', years: 1, as: 'percent' })).toBe(
      'Veränderung in Prozent der veröffentlichten Werte von ew gegenüber dem Stand vor einem Jahr',
    );
    expect(formulaText({ kind: 'change', of: 'ew', years: 5, as: 'difference' })).toBe(
      'Unterschied der veröffentlichten Werte von ew gegenüber dem Stand vor 5 Jahren',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../tests/support/formulas.ts';
import { referenceDate } from '../core/reference-date.ts';
import { formulaText } from './formula-text.ts';

const ALL = term('bevoelkerung');
const OLD = term('bevoelkerung', { where: { alter: ['65-79', '80plus'], geschlecht: ['w'] } });

describe('a formula as a sentence', () => {
  it('names measure, dataset and what is counted', () => {
    expect(formulaText(countOf(ALL))).toBe('personen aus bevoelkerung');
    expect(formulaText(countOf(OLD))).toBe('personen aus bevoelkerung (alter 65-79, 80plus; geschlecht w)');
  });

  it('names numerator, denominator and another day of the denominator', () => {
    const rate = rateOf({ numerator: [OLD], denominator: [ALL] });

    expect(formulaText(rate)).toBe(
      '100 · [personen aus bevoelkerung (alter 65-79, 80plus; geschlecht w)] / [personen aus bevoelkerung]',
    );
    expect(formulaText({ ...rate, denominatorDate: 'previousYearEnd' })).toContain(
      '[personen aus bevoelkerung zum 31.12. des Vorjahres]',
    );
    expect(formulaText({ ...rate, denominatorDate: 'mean' })).toContain(
      '[personen aus bevoelkerung im Mittel aus diesem Stichtag und dem des Vorjahres]',
    );
    expect(formulaText({ ...rate, denominatorDate: referenceDate('2021-12-31') })).toContain(
      '[personen aus bevoelkerung zum 31.12.2021]',
    );
  });

  it('names what is added, subtracted and weighed', () => {
    const balance = countOf(
      term('bewegungen', { measure: 'geburten' }),
      term('bewegungen', { measure: 'sterbefaelle', times: -1 }),
      term('bewegungen', { measure: 'zuzuege', times: 0.5 }),
    );
    const weighed = countOf(
      term('bevoelkerung', {
        coefficients: [
          { where: { alter: ['65-79'], geschlecht: ['w'] }, times: 0.125 },
          { where: { alter: ['80plus'], geschlecht: ['w'] }, times: 0.5 },
        ],
      }),
    );

    expect(formulaText(balance)).toBe(
      'geburten aus bewegungen − sterbefaelle aus bewegungen + 0,5 · zuzuege aus bewegungen',
    );
    expect(formulaText(weighed)).toBe(
      'personen aus bevoelkerung (mal Koeffizient alter 65-79; geschlecht w: 0,125 | alter 80plus; geschlecht w: 0,5)',
    );
  });

  it('names the years that were pooled', () => {
    const quotient = rateOf({ word: 'quotient', per: 1, pooledYears: 3 });

    expect(formulaText(quotient)).toBe(
      '[personen aus n] / [personen aus d], Zähler und Nenner über 3 Jahre bis zum Stichtag zusammengezählt',
    );
  });

  it('names what is standardised, with all weights', () => {
    const parts = [
      { indicator: 'sgb2', weight: 1 },
      { indicator: 'allein', weight: 0.5 },
    ];

    expect(formulaText({ kind: 'zscore', of: 'sgb2' })).toContain(
      'z-Wert der veröffentlichten Werte von sgb2: Abstand vom Mittelwert aller Raumeinheiten',
    );
    expect(formulaText({ kind: 'index', parts, changeYears: null })).toContain(
      'gewogenes Mittel der z-Werte der veröffentlichten Werte von sgb2 (Gewicht 1), allein (Gewicht 0,5)',
    );
    expect(formulaText({ kind: 'index', parts, changeYears: 3 })).toContain(
      'der Veränderung der veröffentlichten Werte von sgb2 (Gewicht 1), allein (Gewicht 0,5) gegenüber dem Stand vor 3 Jahren',
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

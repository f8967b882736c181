import { describe, expect, it } from 'vitest';
import { countOf, rateOf, term } from '../../tests/support/formulas.ts';
import { levelId } from '../core/area.ts';
import type { Catalogue } from './catalogue.ts';
import { checkFormula } from './cross-check-formula.ts';
import type { Formula } from './formula.ts';
import type { Indicator } from './indicator.ts';
import { profileFile, profileOf } from './profile.ts';

const ORIGIN = { file: 'x.yaml', positionOf: () => ({ line: 1, column: 1 }) };

/** Complaints about a count of `personen` from a table with a total beside its parts. */
function complaints(
  where: Readonly<Record<string, readonly string[]>>,
  codes = ['insgesamt', 'm', 'w'],
): string[] {
  const file = profileFile.parse({
    id: 'p',
    title: 'P',
    dataset: 'd',
    connector: 'duva',
    layout: { form: 'delimited' },
    decimal: 'comma',
    signs: { base: 'none' },
    area: { column: 'GEBIET', level: 'quartier' },
    date: { from: 'parameter' },
    values: {
      columns: codes.map((geschlecht) => ({
        label: geschlecht,
        measure: 'personen',
        breakdown: { geschlecht },
      })),
    },
    measures: { personen: {} },
  });
  const profile = profileOf(file, { origin: ORIGIN, sha256: '' });
  const catalogue = { profiles: new Map([['p', profile]]), jobs: new Map(), codes: new Map() };
  const formula = countOf(term('d', { where }));
  const indicator = { id: 'i', formula, levels: [levelId('quartier')], origin: ORIGIN, path: [] };
  return checkFormula(indicator as unknown as Indicator, catalogue as unknown as Catalogue).map(
    (problem) => problem.message,
  );
}

describe('a table with a total beside its parts', () => {
  it('may not be added up without saying which', () => {
    expect(complaints({})).toEqual([expect.stringContaining('„insgesamt“ schon die Summe')]);
  });

  it('may not give the total and a part to one sum', () => {
    expect(complaints({ geschlecht: ['m', 'insgesamt'] })).toHaveLength(1);
  });

  it('may give the total alone or the parts alone', () => {
    expect(complaints({ geschlecht: ['insgesamt'] })).toEqual([]);
    expect(complaints({ geschlecht: ['m', 'w'] })).toEqual([]);
  });

  it('is only meant where both are there', () => {
    expect(complaints({}, ['m', 'w'])).toEqual([]);
    expect(complaints({}, ['insgesamt'])).toEqual([]);
  });
});

describe('delivered shares', () => {
  const indicatorOf = (formula: Formula) =>
    ({ id: 'i', formula, levels: [levelId('quartier')], origin: ORIGIN, path: [] }) as unknown as Indicator;
  const file = profileFile.parse({
    id: 'p',
    title: 'P',
    dataset: 'd',
    connector: 'duva',
    layout: { form: 'delimited' },
    decimal: 'comma',
    signs: { base: 'none' },
    area: { column: 'GEBIET', level: 'quartier' },
    date: { from: 'parameter' },
    values: { column: 'QUOTE', measure: 'personen' },
    measures: { personen: { rate: true } },
  });
  const profile = profileOf(file, { origin: ORIGIN, sha256: '' });
  const catalogue = { profiles: new Map([['p', profile]]), jobs: new Map(), codes: new Map() };
  const check = (formula: Formula) =>
    checkFormula(indicatorOf(formula), catalogue as unknown as Catalogue).map(({ message }) => message);

  it('may be published and divided', () => {
    expect(check(countOf(term('d')))).toEqual([]);
    expect(check(rateOf({ numerator: [term('d')] }))).toEqual([]);
  });

  it('may not be added up over years or terms', () => {
    const shares = [term('d')];

    expect(check(rateOf({ numerator: shares, pooledYears: 3 }))).toHaveLength(2);
    expect(check(rateOf({ numerator: shares, denominatorDate: 'mean' }))).toHaveLength(2);
    expect(check(countOf(term('d'), term('d')))).toHaveLength(2);
  });
});

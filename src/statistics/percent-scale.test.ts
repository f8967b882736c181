import { describe, expect, it } from 'vitest';
import { AFTER, BEFORE, storedCells } from '../../tests/support/small-county.ts';
import { percentScale } from './percent-scale.ts';

const USUAL = { '0101': 12.3, '0102': 8, '0103': 20, '0201': 4 };

function told(
  fresh: Readonly<Record<string, number>>,
  known: Readonly<Record<string, number>>,
  rates: readonly string[] = ['quote'],
): string[] {
  const findings = percentScale({
    fresh: storedCells(fresh, { measure: 'quote', date: AFTER, source: { file: 0, rows: [7, 7] } }),
    known: storedCells(known, { measure: 'quote', date: BEFORE }),
    rates: new Set(rates),
    fileOf: () => 'quoten.csv',
  });
  return findings.map(
    ({ code, place, found, expected }) => `${code} ${place.file} ${place.row}: ${found}; ${expected}`,
  );
}

const scaled = (factor: number) =>
  Object.fromEntries(Object.entries(USUAL).map(([area, value], n) => [area, value * factor * (1 + n / 10)]));

describe('shares beside those of the date before', () => {
  it.each([
    ['smaller', 0.01, '0,123'],
    ['larger', 100, '1.230'],
  ])('are told where nearly all are a hundred times %s', (_name, factor, shown) => {
    const findings = told(scaled(factor), USUAL);

    expect(findings).toEqual([
      `statistics.percent-scale quoten.csv 7: quote ${shown} am ${german(AFTER)}; 12,3 am ${german(BEFORE)}`,
    ]);
  });

  it.each<[string, Readonly<Record<string, number>>, Readonly<Record<string, number>>]>([
    ['they have changed like figures change', scaled(1.2), USUAL],
    ['a single one has become small', { ...USUAL, '0101': 0.12 }, USUAL],
    ['too few can be compared', { '0101': 0.123, '0102': 0.08 }, USUAL],
    ['nothing is known', scaled(0.01), {}],
  ])('are not where %s', (_name, fresh, known) => {
    const findings = told(fresh, known);

    expect(findings).toEqual([]);
  });

  it('are not where they are counts', () => {
    const findings = told(scaled(0.01), USUAL, []);

    expect(findings).toEqual([]);
  });
});

function german(date: string): string {
  return date.split('-').toReversed().join('.');
}

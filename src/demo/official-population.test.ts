import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth, type TruthLevel } from './ground-truth.ts';
import { officialPopulationFile, officialPopulationName } from './official-population.ts';
import { COUNTY_KEY } from './territory.ts';

const county = generateCounty({ population: 9000, quartiere: 20, sozialraeume: 6, gemeinden: 4 });
const truth = groundTruth(county);
const text = officialPopulationFile(county).toString('utf8');
const [header, ...rows] = text
  .slice(1)
  .trimEnd()
  .split('\n')
  .map((line) => line.split(';'));

describe('the official population', () => {
  it('comes as a flat file of the new form with a byte order mark', () => {
    expect(officialPopulationName(county)).toBe('12411-demo_1751328000000_de_flat.csv');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(header?.slice(4)).toEqual([
      'time',
      '1_variable_code',
      '1_variable_label',
      '1_variable_attribute_code',
      '1_variable_attribute_label',
      'value',
      'value_unit',
      'value_variable_code',
      'value_variable_label',
    ]);
    expect(rows).toHaveLength(6 * 5);
    expect(new Set(rows.map((row) => row[5]))).toEqual(new Set(['GEMEIN', 'KREISE']));
  });

  it('is the official truth, near the register but not equal to it', () => {
    let differing = 0;
    for (const row of rows) {
      const [level, area]: [TruthLevel, string] =
        row[5] === 'KREISE' ? ['demo-kreis', COUNTY_KEY] : ['demo-gemeinde', row[7]!];
      const question = { level, area, date: referenceDate(row[4]!), measure: 'personen' } as const;
      const register = truth.value(question)! + truth.residual(question);
      const official = Number(row[9]);
      expect(official).toBe(truth.value({ ...question, dataset: 'bevoelkerung-amtlich' }));
      expect(Math.abs(official - register)).toBeLessThanOrEqual(0.008 * register + 0.5 * 4);
      if (official !== register) differing += 1;
    }

    expect(differing).toBeGreaterThan(20);
  });
});

import { describe, expect, it } from 'vitest';
import { referenceDate } from '../core/reference-date.ts';
import { generateCounty } from './generate-county.ts';
import { groundTruth, type TruthLevel } from './ground-truth.ts';
import { COUNTY_KEY } from './territory.ts';

const county = generateCounty();
const truth = groundTruth(county);
const on = (level: TruthLevel, area: string, year: number) => ({
  level,
  area,
  date: referenceDate(`${year}-12-31`),
});

describe('the truth of the demo county', () => {
  it('adds up: quarters to social areas, to municipalities, to the county, and age bands to the whole', () => {
    const { territory: t } = county;
    const place = on('demo-kreis', COUNTY_KEY, 2024);
    const sum = (keys: readonly string[], level: TruthLevel) =>
      keys.reduce((n, key) => n + truth.value({ ...on(level, key, 2024), measure: 'personen' })!, 0);
    const whole = truth.value({ ...place, measure: 'personen' });

    expect(
      sum(
        t.editions[1].quartiere.map(({ key }) => key),
        'demo-quartier',
      ),
    ).toBe(whole);
    expect(
      sum(
        t.sozialraeume.map(({ key }) => key),
        'demo-sozialraum',
      ),
    ).toBe(whole);
    expect(
      sum(
        t.gemeinden.map(({ key }) => key),
        'demo-gemeinde',
      ),
    ).toBe(whole);
    expect(truth.count(place, ({ age }) => age < 65)! + truth.count(place, ({ age }) => age >= 65)!).toBe(
      whole,
    );
  });

  it('knows no quarter before it exists or after it is closed, and no date outside the county', () => {
    const { splitFrom, splitInto } = county.territory.special;
    const ask = (area: string, year: number) =>
      truth.value({ ...on('demo-quartier', area, year), measure: 'personen' });

    expect(ask(splitFrom, 2022)).toBeGreaterThan(0);
    expect(ask(splitFrom, 2023)).toBeUndefined();
    expect(ask(splitInto[0], 2022)).toBeUndefined();
    expect(ask(splitInto[0], 2023)).toBeGreaterThan(0);
    expect(() => ask(splitFrom, 1999)).toThrow(RangeError);
  });
});
